"""From what people have in common to how they stand: worked out once for all who are alike."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from training.assignments.owed.past import BEGINNING, Past
from training.assignments.owing.debts import Currency, Owing, Required, currency, update_due
from training.assignments.owing.facts import Posting
from training.assignments.rules import due_day
from training.assignments.standings.asking import Grounds, local_day, modules_of, required
from training.assignments.status import Mark, Standing, Status, marks_of, status_on

LONG_AGO = date(1900, 1, 1)
"""Stands for any day that has passed."""


class Facts(NamedTuple):
    """What a status is computed from, of everybody with the same.

    `requirement`: none if nothing is asked. `late`: whether its day has passed, grace included.
    `hired` and `joined` instead, where that follows only from the rules of then. `revision_id` to
    `classroom` are of the certificate held, if any: the revision of its design, `LONG_AGO` for an
    expiry that has passed, none for one that is far off. `knowledge`: ids, as `Grounds.modules`.
    `postings` and `issued` only of those who have worked where something else is asked.
    `disputed`: the modules with a result of theirs that is under review.
    """

    department_id: int
    requirement: str | None
    late: bool
    hired: date | None
    joined: datetime | None
    started: bool
    excused: bool
    revision_id: int | None
    expires: date | None
    revoked: bool
    pilot: bool
    classroom: bool
    knowledge: tuple[int | None, ...]
    postings: tuple[Posting, ...] = ()
    issued: datetime | None = None
    disputed: frozenset[str] = frozenset()

    @property
    def rests(self) -> bool:
        """Whether a certificate is held whose worth depends on what changed since."""
        return self.revision_id is not None and not self.revoked and self.expires != LONG_AGO


class Verdict(NamedTuple):
    """How people stand, and by when what changed is to be made up; none without a day."""

    status: Status
    marks: frozenset[Mark]
    update_due: date | None


@dataclass(frozen=True, slots=True)
class Judge:
    """Who works out verdicts for one certificate on one local day."""

    grounds: Grounds
    today: date

    def pasts(self, facts: Facts) -> dict[str, Past]:
        """By module, the past whose debts a verdict needs."""
        if not facts.rests:
            return {}
        lineage = self.grounds.lineages[facts.department_id]
        needed = modules_of(self.grounds.design, lineage)
        postings = facts.postings or (Posting(BEGINNING, self.grounds.alike(lineage)),)
        return {
            module.slug: Past(knowledge, postings)
            for module, knowledge in zip(self.grounds.modules, facts.knowledge, strict=True)
            if module.slug in needed
        }

    def verdict(self, facts: Facts, owing: Mapping[str, Owing]) -> Verdict:
        """How everybody with these facts stands; `owing` by module, as `pasts` asked."""
        lineage = self.grounds.lineages[facts.department_id]
        needed = modules_of(self.grounds.design, lineage)
        asked = self.grounds.asked.get(facts.requirement or "")
        standing = Standing(
            asked=facts.requirement is not None,
            due=LONG_AGO if self._late(facts) else None,
            window=asked.rules.window if asked else None,
            started=facts.started,
            excused_until=self.today if facts.excused else None,
            held=facts.revision_id is not None,
            expires=facts.expires,
            revoked=facts.revoked,
            pilot=facts.pilot,
            classroom=facts.classroom,
            under_review=any(
                each.slug in facts.disputed or each.under_review(lineage)
                for each in self.grounds.modules
                if each.slug in needed
            ),
        )
        due = None
        if facts.rests:
            debts = self._required(facts, owing)
            worth = currency(debts, self.today)
            standing = replace(standing, currency=worth)
            due = update_due(debts) if worth is not Currency.CURRENT else None
        return Verdict(status_on(standing, self.today), marks_of(standing), due)

    def _required(self, facts: Facts, owing: Mapping[str, Owing]) -> list[Required]:
        lineage = self.grounds.lineages[facts.department_id]
        then, moved = lineage, None
        issued = facts.issued
        if facts.postings and issued is not None:
            then = [each.lineage for each in facts.postings if each.at <= issued][-1]
            moved = facts.postings[-1] if then != lineage else None
        return required(
            self.grounds,
            lineage=lineage,
            credential=facts.revision_id or 0,
            lineage_then=then,
            moved=moved,
            owing=owing,
        )

    def due(self, facts: Facts) -> date | None:
        """The day by which they were to hold it, where that follows only from the rules of then."""
        asked = self.grounds.asked.get(facts.requirement or "")
        if asked is None or facts.joined is None:
            return None
        joined = local_day(facts.joined, self.grounds.zone)
        return due_day(asked.rules, hired=facts.hired, joined=joined)

    def _late(self, facts: Facts) -> bool:
        """Whether the day has passed by which they were to hold it."""
        due = self.due(facts)
        if due is None:
            return facts.late
        return (self.today - due).days > self.grounds.asked[facts.requirement or ""].rules.grace
