"""Whom a text that is not published yet would ask for what, by department."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from sqlalchemy.orm import Session

from training.assignments.owed.past import Past
from training.assignments.owed.queries import CITY_ZONE, owing_by, pasts_of
from training.assignments.owing.debts import Owes
from training.assignments.owing.facts import Publication
from training.content.edition import Edition
from training.people.models import Department
from training.reporting.impact.effort import Effort, effort
from training.reporting.must_know import Place, places, who_must_know


@dataclass(frozen=True, slots=True)
class PartAsked:
    """How many people would owe a unit, and how."""

    part: str
    owes: Owes
    people: int


@dataclass(frozen=True, slots=True)
class Row:
    """A department with its divisions: how many would be asked for something, for nothing, and
    how many never took the module, for whom nothing changes."""

    department: Department
    asked: int
    nothing: int
    never: int
    minutes: float
    """On average, of those who are asked."""
    questions: tuple[int, int]
    """The fewest and the most that any of them would answer."""
    parts: tuple[PartAsked, ...]
    """What is asked of most people first."""


@dataclass(frozen=True, slots=True)
class Impact:
    """What publishing would ask of the people who know the module, by department."""

    rows: tuple[Row, ...]

    @property
    def asked(self) -> int:
        """How many people would be asked for something."""
        return sum(each.asked for each in self.rows)

    @property
    def nothing(self) -> int:
        """How many know the module and would be asked for nothing."""
        return sum(each.nothing for each in self.rows)

    @property
    def never(self) -> int:
        """How many must know the module and never took it."""
        return sum(each.never for each in self.rows)

    @property
    def departments(self) -> int:
        """In how many departments somebody would be asked."""
        return sum(1 for each in self.rows if each.asked)

    @property
    def parts(self) -> tuple[PartAsked, ...]:
        """What would be asked, of most people first."""
        found: Counter[tuple[str, Owes]] = Counter()
        for row in self.rows:
            found.update({(each.part, each.owes): each.people for each in row.parts})
        return tuple(PartAsked(part, owes, n) for (part, owes), n in found.most_common())

    def is_asked_all(self, row: Row) -> bool:
        """Whether everybody of a department who is asked is asked for all that anybody is."""
        mine = {(each.part, each.owes) for each in row.parts if each.people == row.asked}
        return mine == {(each.part, each.owes) for each in self.parts}

    @property
    def minutes(self) -> float:
        """On average, of those who are asked; 0 where nobody is."""
        whole = sum(each.minutes * each.asked for each in self.rows)
        return whole / self.asked if self.asked else 0.0


def impact(
    db: Session,
    publication: Publication,
    edition: Edition,
    *,
    now: datetime,
    today: date,
    zone: tzinfo = CITY_ZONE,
) -> Impact:
    """What a publication that is not there yet would ask of whom; `edition` is its text.

    Counted are the people who hold, or must hold, a certificate that requires the module. What
    they owe is worked out once for all with the same past, in a fixed number of statements.
    """
    where = places(db)
    people = who_must_know(db, edition.slug, where, now=now, today=today)
    pasts = pasts_of(db, edition.slug, None, at=now, today=today, zone=zone)
    alike = Counter(
        (_home(where[place]), pasts[employee])
        for employee, place in people.items()
        if employee in pasts
    )
    efforts = _efforts(db, {past for _home, past in alike}, publication, edition, now=now)
    homes = sorted({home for home, _past in alike}, key=lambda each: where[each].lineage)
    rows = [
        _row(
            where[home].department,
            {past: n for (at, past), n in alike.items() if at == home},
            efforts,
        )
        for home in homes
    ]
    return Impact(tuple(sorted(rows, key=lambda row: (-row.asked, row.department.slug))))


def _efforts(
    db: Session,
    pasts: Collection[Past],
    publication: Publication,
    edition: Edition,
    *,
    now: datetime,
) -> Mapping[Past, Effort | None]:
    """What is asked of each past of those who took the module; others are left out."""
    taken = [each for each in pasts if each.knowledge_id is not None]
    more = replace(publication, at=now)
    owings = owing_by(db, edition.slug, taken, at=now, more=more)
    return {
        past: effort(owing, publication.number, edition, past.lineage)
        for past, owing in owings.items()
    }


def _home(place: Place) -> int:
    return place.department.parent_id or place.department.id


def _row(
    department: Department,
    pasts: Mapping[Past, int],
    efforts: Mapping[Past, Effort | None],
) -> Row:
    never = sum(n for past, n in pasts.items() if past not in efforts)
    found = [(each, n) for past, n in pasts.items() if (each := efforts.get(past))]
    asked = sum(n for _effort, n in found)
    parts: Counter[tuple[str, Owes]] = Counter()
    for each, n in found:
        parts.update(dict.fromkeys(each.parts, n))
    questions = [each.questions for each, _n in found]
    return Row(
        department,
        asked,
        sum(pasts.values()) - never - asked,
        never,
        sum(each.minutes * n for each, n in found) / asked if asked else 0.0,
        (min(questions, default=0), max(questions, default=0)),
        tuple(PartAsked(part, owes, n) for (part, owes), n in parts.most_common()),
    )
