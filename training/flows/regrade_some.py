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
from training.learning.models import RENEWAL, Completion, Enrolment, Regrade
from training.learning.queries import attempted, held_parts
from training.learning.regrading.corrected.queries import Corrected, corrected
from training.learning.regrading.marking import Marked, answered_wrong
from training.learning.regrading.queries import Sheet, concerned, finished, marked, sheets
from training.learning.regrading.service import credit, keep_marks, went_on
from training.learning.service import complete
from training.learning.showing.rules import SHOWING
from training.outbox import enqueue
from training.people.departments.queries import lineage_of
from training.people.queries import Person, person
from training.people.service import lock
from training.reporting.digest import queue_digest

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
    completed = {each.employee_id: done for each in found if (done := _complete(some, each, marks))}
    spared = _spare(some, marks)
    for each in sorted({*completed, *spared}):
        _certify(some, each, completed.get(each), spared.get(each))
    if scores or spared:
        record(
            some.db,
            "learning:regrade:marked",
            actor=None,
            now=some.now,
            regrade=some.regrade.id,
            attempts=scores,
            completed=[each.attempt_id for each in completed.values()],
            spared=len(spared),
        )


def _complete(some: Round, sheet: Sheet, marks: Mapping[int, Marked | None]) -> Completion | None:
    """The completion by an attempt that passes now, unless the module is finished already."""
    mark = marks[sheet.attempt.id]
    if mark is None or not mark.gains or not sheet.open or sheet.attempt.number == SHOWING:
        return None
    who = _person(some, sheet.employee_id)
    where = attempted(some.db, sheet.attempt.id, sheet.employee_id)
    if who is None or not who.active or where.enrolment.closed is not None:
        return None
    edition = some.wrong.editions[sheet.attempt.revision_id]
    return complete(
        some.db,
        where.enrolment,
        department=lineage_of(some.db, where.enrolment.department_id)[0],
        attempt=where.attempt,
        language=where.attempt.language,
        held=held_parts(some.db, where, edition),
        now=some.now,
    )


def _spare(some: Round, marks: Mapping[int, Marked | None]) -> dict[int, Completion]:
    """Credit for those who need not answer the corrected question, and would owe it otherwise."""
    owing = owing_for_key(
        some.db, some.wrong, some.ids, at=some.now, today=some.today, zone=some.config.zone
    )
    done = finished(some.db, some.wrong.module, owing) if owing else {}
    items = {each: mark.item for each, mark in marks.items() if mark}
    right = [
        each
        for each in sorted(owing)
        if not answered_wrong(items, [n.attempt_id for n in done[each] if n.attempt_id])
    ]
    credited = {each: _credit(some, each, done[each][-1].language) for each in right}
    return {who: each for who, each in credited.items() if each}


def _credit(some: Round, employee_id: int, language: str) -> Completion | None:
    who = _person(some, employee_id)
    if who is None or who.department_id is None:
        return None
    return credit(
        some.db,
        employee_id,
        some.wrong,
        department_id=who.department_id,
        department=who.department,
        language=language,
        now=some.now,
    )


def _certify(
    some: Round, employee_id: int, done: Completion | None, spared: Completion | None
) -> None:
    """One certificate for all that was completed, and the word to whoever is to know."""
    who, last = _person(some, employee_id), spared or done
    if who is None or not who.active or last is None:
        return
    if done is None and _would_be_pilot(some, last):
        return
    renewal = done is not None and some.db.get_one(Enrolment, done.enrolment_id).kind == RENEWAL
    issued = certify(
        some.db,
        who,
        some.wrong.module,
        renewal=renewal,
        language=last.language,
        now=some.now,
        config=some.config,
    )
    messages = [certificate_issued(each.id, now=some.now) for each in issued]
    if done is not None:
        messages += queue_digest(
            some.db,
            department_id=who.department_id or done.department_id,
            completion_id=last.id,
            employee_id=employee_id,
            now=some.now,
            config=some.config,
        )
    enqueue(some.db, messages)


def _would_be_pilot(some: Round, done: Completion) -> bool:
    """Whether it would replace what is no pilot by one: nobody gets that for our mistake."""
    missing = missing_approvals(some.db, [done.revision_id])[done.revision_id]
    if not binding(missing, done.language):
        return False
    held = in_force_and_held(some.db, done.employee_id).held.values()
    return any(not each.credential.pilot for each in held)


def _person(some: Round, employee_id: int) -> Person | None:
    return person(some.db, employee_id, now=some.now, today=some.today)
