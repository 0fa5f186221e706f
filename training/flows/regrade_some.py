"""Mark a question again for some people: their scores, what they pass now, what they owe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from training.assignments.owed.corrected.queries import owing_for_key
from training.audit import record
from training.config import Config
from training.content.edition import binding
from training.content.queries import missing_approvals
from training.credentials.messages import certificate_issued
from training.credentials.queries import in_force_and_held
from training.flows.certify import certify
from training.flows.complete_module import complete_module
from training.learning.models import Regrade
from training.learning.queries import attempted, held_parts
from training.learning.regrading.corrected.queries import Corrected, corrected
from training.learning.regrading.marking import Marked, answered_wrong
from training.learning.regrading.queries import (
    Finished,
    Sheet,
    concerned,
    finished,
    marked,
    sheets,
)
from training.learning.regrading.service import credit, keep_marks, went_on
from training.learning.showing.rules import SHOWING
from training.outbox import enqueue
from training.people.queries import person
from training.people.service import lock

AT_ONCE = 100
"""People whose rows one transaction locks."""
AGAIN = timedelta(hours=1)
"""How far back those are looked for who handed in while others were looked at."""


@dataclass(frozen=True, slots=True)
class Round:
    """Some people, locked, and the question that is marked again for them."""

    db: Session
    regrade: Regrade
    wrong: Corrected
    ids: Sequence[int]
    now: datetime
    config: Config

    @property
    def today(self) -> date:
        """The City's day."""
        return self.now.astimezone(self.config.zone).date()


def regrade_some(
    db: Session, regrade_id: int, *, most: int = AT_ONCE, now: datetime, config: Config
) -> bool:
    """Whether more people are left; the caller commits and calls again.

    Every attempt that asked the question by the wrong key gets one more score, and keeps those it
    had. Whoever passes by it completes the module, if it is open still, and is certified. Whoever
    knew the question and was not wrong by the right key gets credit for it without doing anything,
    and their certificate is replaced on the corrected text, good as long as before; the others owe
    it. Looks at `most` people from the one after the last, each once: the second time changes
    nothing. After the end it looks for those who handed in later on the old text.
    """
    regrade = db.get_one(Regrade, regrade_id, with_for_update=True, populate_existing=True)
    wrong = corrected(db, regrade.module, regrade.item, revision_id=regrade.revision_id)
    if wrong is None:
        raise AssertionError(f"regrade {regrade_id} is of a key that nobody corrected")
    since = regrade.until - AGAIN if regrade.until else None
    query = concerned(wrong, after=regrade.after, since=since).limit(most)
    ids = list(db.scalars(query))
    for each in ids:
        lock(db, each)
    if ids:
        _mark(Round(db, regrade, wrong, ids, now, config))
    more = len(ids) == most
    went_on(db, regrade, ids, whole=more, now=now)
    return more


def _mark(some: Round) -> None:
    found = sheets(some.db, some.wrong, some.ids, regrade_id=some.regrade.id)
    marks = marked(some.db, some.wrong, found)
    scores = keep_marks(some.db, some.regrade, found, marks, now=some.now)
    completed = [each.attempt.id for each in found if _complete(some, each, marks)]
    spared = _spare(some, marks)
    if scores or spared:
        record(
            some.db,
            "learning:regrade:marked",
            actor=None,
            now=some.now,
            regrade=some.regrade.id,
            attempts=scores,
            completed=completed,
            spared=spared,
        )


def _complete(some: Round, sheet: Sheet, marks: Mapping[int, Marked | None]) -> bool:
    """Complete what an attempt passes now, unless it is finished already."""
    mark = marks[sheet.attempt.id]
    if mark is None or not mark.gains or not sheet.open or sheet.attempt.number == SHOWING:
        return False
    who = person(some.db, sheet.employee_id, now=some.now, today=some.today)
    where = attempted(some.db, sheet.attempt.id, sheet.employee_id)
    if who is None or not who.active or where.enrolment.closed is not None:
        return False
    edition = some.wrong.editions[sheet.attempt.revision_id]
    complete_module(
        some.db,
        who,
        where.enrolment,
        attempt=where.attempt,
        language=where.attempt.language,
        held=held_parts(some.db, where, edition),
        now=some.now,
        config=some.config,
    )
    return True


def _spare(some: Round, marks: Mapping[int, Marked | None]) -> int:
    """How many need not answer the corrected question, who would owe it otherwise."""
    owing = owing_for_key(
        some.db, some.wrong, some.ids, at=some.now, today=some.today, zone=some.config.zone
    )
    if not owing:
        return 0
    done = finished(some.db, some.wrong.module, owing)
    items = {each: mark.item for each, mark in marks.items() if mark}
    right = [
        each
        for each in sorted(owing)
        if not answered_wrong(items, [n.attempt_id for n in done[each] if n.attempt_id])
    ]
    revision_id = some.wrong.correction.revision_id
    missing = missing_approvals(some.db, [revision_id])[revision_id]
    return sum(_credit(some, each, done[each][-1], missing) for each in right)


def _credit(some: Round, employee_id: int, last: Finished, missing: frozenset[str]) -> bool:
    who = person(some.db, employee_id, now=some.now, today=some.today)
    if who is None or who.department_id is None:
        return False
    credit(
        some.db,
        employee_id,
        some.wrong,
        department_id=who.department_id,
        department=who.department,
        language=last.language,
        now=some.now,
    )
    if who.active and not (binding(missing, last.language) and _certified(some.db, employee_id)):
        issued = certify(
            some.db,
            who,
            some.wrong.module,
            language=last.language,
            now=some.now,
            config=some.config,
        )
        enqueue(some.db, [certificate_issued(each.id, now=some.now) for each in issued])
    return True


def _certified(db: Session, employee_id: int) -> bool:
    """Whether they hold what is no pilot: nobody gets one in its place for our mistake."""
    held = in_force_and_held(db, employee_id).held.values()
    return any(not each.credential.pilot for each in held)
