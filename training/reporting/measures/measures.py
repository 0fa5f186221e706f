"""What training brought in the last twelve months, for the City or for some departments."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo

from sqlalchemy.orm import Session

from training.credentials.check_ins.queries import CheckInCount, check_in_counts
from training.learning.measuring.held_out import NAMELESS, QUESTIONS, months_back
from training.learning.measuring.models import Exercise
from training.learning.measuring.queries import exercises
from training.people.models import Department
from training.reporting.measures.figures import (
    Answered,
    Attended,
    FirstTime,
    Offered,
    answered,
    attended,
    day_of,
    first_time,
    homes,
    offered,
)
from training.reporting.measures.intervals import large_enough, wilson

MONTHS = 12
LEAST = 30
"""Answers of a group whose shares are shown."""
LEAST_ATTEMPTS = 10
"""First attempts of a group of which it is shown how many passed."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the 95 % interval of their share, in whole percent."""

    part: int
    of: int

    @property
    def percent(self) -> int:
        """The share."""
        return round(100 * self.part / self.of) if self.of else 0

    @property
    def interval(self) -> tuple[int, int]:
        """From, to."""
        low, high = wilson(self.part, self.of)
        return round(100 * low), round(100 * high)


@dataclass(frozen=True, slots=True)
class Later:
    """What a sample knew: answers right, answers sure and wrong, people who answered."""

    right: Share
    sure_wrong: Share
    response: Share


@dataclass(frozen=True, slots=True)
class Drilled:
    """What was done in drills; a headcount adds up people who may be the same."""

    drills: int = 0
    headcount: int = 0
    steps: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of a department, or of the City; none of what may not be shown."""

    department: Department | None
    attended: Attended
    then: Share | None
    later: Later | None
    checked: Share | None
    """Check-ins answered right, of those answered."""
    drilled: Drilled


@dataclass(frozen=True, slots=True)
class Measures:
    """All of it. `city` and what goes with it are none for whoever sees some departments only."""

    since: date
    city: Line | None
    departments: tuple[Line, ...]
    months: tuple[tuple[str, Later | None], ...]
    """The newest first, those only in which anybody was asked."""
    asked: bool
    """Whether anybody was asked at all."""
    hidden: bool
    """Whether anybody answered in a department that is not shown."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the statements brought."""

    homes: Mapping[int, Department]
    attended: Sequence[Attended]
    first: Sequence[FirstTime]
    answered: Sequence[Answered]
    offered: Sequence[Offered]
    checked: Sequence[CheckInCount]
    drills: Sequence[Exercise]


def measures(db: Session, *, within: frozenset[int] | None, today: date, zone: tzinfo) -> Measures:
    """What is known of the last twelve months, this one included; a fixed number of statements.

    `within` are the departments that the reader looks after, none for all of them. Which of them
    are large enough to be shown does not depend on the reader.
    """
    months = months_back(today, MONTHS)
    since = day_of(months[-1])
    begins = datetime.combine(since, time(), zone).astimezone(UTC)
    found = _Found(
        homes(db),
        attended(db, since=begins),
        first_time(db, since=begins),
        answered(db, months),
        offered(db, months),
        check_in_counts(db, since=since, until=today),
        [each for each in exercises(db, None) if each.day >= since],
    )
    lines = tuple(_lines(found, within))
    later = {each.department.id for each in lines if each.department and each.later}
    return Measures(
        since,
        _city(found) if within is None else None,
        lines,
        tuple(_months(found, months)) if within is None else (),
        bool(found.offered),
        any(each.department_id not in later for each in found.answered),
    )


def _lines(found: _Found, within: frozenset[int] | None) -> Iterable[Line]:
    tops = {each.id: each for each in found.homes.values()}
    answers, attempts, checks = _answers(found), _attempts(found), _checks(found)
    later = large_enough(answers, sum(each.answers for each in found.answered), LEAST)
    then = large_enough(attempts, sum(attempts.values()), LEAST_ATTEMPTS)
    checked = large_enough(checks, sum(checks.values()), LEAST)
    for each in sorted(tops.values(), key=lambda one: one.slug):
        if within is None or each.id in within:
            yield _line(
                found,
                each,
                then=each.id in then,
                later=each.id in later,
                checked=each.id in checked,
            )


def _line(found: _Found, department: Department, *, then: bool, later: bool, checked: bool) -> Line:
    here = department.id
    mine = [each for each in found.attended if each.department_id == here]
    first = [each for each in found.first if each.department_id == here]
    counts = [each for each in found.checked if found.homes[each.department_id].id == here]
    return Line(
        department,
        _added(mine, here),
        _passed(first) if then else None,
        _later(found.answered, found.offered, here) if later else None,
        _checked(counts) if checked else None,
        _drilled(each for each in found.drills if found.homes[each.department_id].id == here),
    )


def _city(found: _Found) -> Line:
    attempts, checks = sum(_attempts(found).values()), sum(_checks(found).values())
    answers = sum(each.answers for each in found.answered)
    return Line(
        None,
        _added(found.attended, 0),
        _passed(found.first) if attempts >= LEAST_ATTEMPTS else None,
        _later(found.answered, found.offered) if answers >= LEAST else None,
        _checked(found.checked) if checks >= LEAST else None,
        _drilled(found.drills),
    )


def _months(found: _Found, months: Sequence[str]) -> Iterable[tuple[str, Later | None]]:
    numbers = Counter[int]()
    for each in found.answered:
        numbers[months.index(each.month)] += each.answers
    shown = large_enough(numbers, sum(numbers.values()), LEAST)
    for at, month in enumerate(months):
        answers = [each for each in found.answered if each.month == month]
        people = [each for each in found.offered if each.month == month]
        if people:
            yield month, _later(answers, people) if at in shown else None


def _answers(found: _Found) -> Counter[int]:
    numbers = Counter[int]()
    for each in found.answered:
        if each.department_id is not None:
            numbers[each.department_id] += each.answers
    return numbers


def _attempts(found: _Found) -> dict[int, int]:
    return {each.department_id: each.attempts for each in found.first}


def _checks(found: _Found) -> Counter[int]:
    numbers = Counter[int]()
    for each in found.checked:
        numbers[found.homes[each.department_id].id] += each.answered
    return numbers


def _later(
    answers: Sequence[Answered], people: Sequence[Offered], department: int | None = None
) -> Later:
    mine = [each for each in answers if department in (None, each.department_id)]
    # Where few people were asked, their answers are kept without the department.
    asked = sum(
        each.people
        for each in people
        if department is None or (department == each.department_id and each.people >= NAMELESS)
    )
    n = sum(each.answers for each in mine)
    return Later(
        Share(sum(each.right for each in mine), n),
        Share(sum(each.sure_wrong for each in mine), n),
        Share(n // QUESTIONS, asked),
    )


def _added(found: Sequence[Attended], department: int) -> Attended:
    return Attended(
        department,
        sum(each.completions for each in found),
        sum(each.classroom for each in found),
        sum(each.elsewhere for each in found),
    )


def _passed(found: Sequence[FirstTime]) -> Share:
    return Share(sum(each.passed for each in found), sum(each.attempts for each in found))


def _checked(found: Sequence[CheckInCount]) -> Share:
    return Share(sum(each.right for each in found), sum(each.answered for each in found))


def _drilled(found: Iterable[Exercise]) -> Drilled:
    drills = list(found)
    steps = Counter(step["done"] for each in drills for step in each.steps)
    return Drilled(len(drills), sum(each.headcount for each in drills), steps)
