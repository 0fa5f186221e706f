"""Taking answers away: what goes, what stays and what holds it, on both databases."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, func, null, select, update
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from tests.overlap import kept, overlapping
from tests.retraining import CONFIG, SPANISH, Course
from training.audit import AuditEvent
from training.db import Database
from training.errors import Conflict, InputRefused, NotFound
from training.flows.submit_quiz import submit_quiz
from training.learning.disputes.models import Dispute
from training.learning.models import Answer, Attempt, Enrolment, Regrade, Score
from training.learning.queries import items_of
from training.learning.regrading.recorded.queries import REGRADE
from training.learning.retention import service
from training.learning.retention.queries import due, legal_holds
from training.learning.retention.rules import Due
from training.learning.retention.service import lift_legal_hold, set_legal_hold
from training.learning.service import save_answer
from training.learning.showing.rules import SHOWING
from training.learning.statistics.models import Tally
from training.learning.statistics.queries import first_attempts, wordings
from training.people.models import Act, ActDecision, Employee
from training.people.service import lock

LATER = NOW + timedelta(days=400)


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    made = Course(db, tmp_path)
    made.write({"modules/basics/module.es.md": SPANISH})
    made.publish()
    return made


def sit(course: Course, who: Employee, *chosen: list[int], language: str = "en") -> Attempt:
    """Read all, answer the questions with these options, the last of them for all others."""
    course.days += 1
    enrolment = course.open(who)
    if not _last(course.db, enrolment):
        course.read(enrolment, who, language)
    attempt = course.begin(enrolment, who, language)
    drawn = items_of(course.db, attempt.id)
    for at, each in enumerate(drawn):
        value = chosen[min(at, len(chosen) - 1)]
        saved = course.now + timedelta(seconds=20 * (at + 1))
        save_answer(course.db, attempt.id, who.id, each.item, 1, value, now=saved)
    handed_in = course.now + timedelta(minutes=5)
    submit_quiz(course.db, course.person(who), attempt.id, now=handed_in, config=CONFIG)
    return attempt


def _last(db: Session, enrolment: Enrolment) -> Attempt | None:
    found = select(Attempt).where(Attempt.enrolment_id == enrolment.id)
    return db.scalar(found.order_by(Attempt.number.desc()).limit(1))


def purge_some(db: Session, before: datetime, *, now: datetime, limit: int = 200) -> dict[str, int]:
    """How many attempts lost their answers, by module."""
    step = service.purge_some(db, before, now=now, limit=limit)
    return dict(step.attempts) if step else {}


def count(db: Session, table: type) -> int:
    return db.scalar(select(func.count()).select_from(table)) or 0


def a_few_attempts(course: Course, cast: Cast) -> list[Attempt]:
    """Lee fails, then passes; Max in Spanish; Ada on a later text, with a question unanswered."""
    made = [sit(course, cast.lee, [1]), sit(course, cast.lee, [0], [0], [1])]
    made.append(sit(course, cast.max, [0], [1], language="es"))
    course.publish(("Write down what happened.", "Write down what you saw."))
    made.append(sit(course, cast.ada, [0]))
    return made


def test_the_statistics_are_the_same_before_and_after(
    db: Session, course: Course, cast: Cast
) -> None:
    a_few_attempts(course, cast)
    before = first_attempts(db, "basics")
    assert sum(before.values()) == 9, "three first attempts of three questions each"
    assert {each.language for each in before} == {"en", "es"}
    assert {each.seconds for each in before} == {20}
    assert purge_some(db, LATER, now=LATER, limit=3) == {"basics": 3}
    assert first_attempts(db, "basics") == before, "half way"
    assert purge_some(db, LATER, now=LATER) == {"basics": 1}
    assert not purge_some(db, LATER, now=LATER)
    db.expire_all()
    assert count(db, Answer) == 0
    assert first_attempts(db, "basics") == before
    assert sum(tally.people for tally in db.scalars(select(Tally))) == 9
    told = db.scalars(select(AuditEvent).where(AuditEvent.act == "learning:answers:purged"))
    assert [each.facts["attempts"] for each in told] == [{"basics": 3}, {"basics": 1}]


def test_scores_stay_and_say_what_each_question_brought(
    db: Session, course: Course, cast: Cast
) -> None:
    a_few_attempts(course, cast)
    kept = {each.id: each.items for each in db.scalars(select(Score))}
    # As those have it that were marked before this was kept.
    db.execute(update(Score).values(items=null()))
    before = first_attempts(db, "basics")
    purge_some(db, LATER, now=LATER)
    db.expire_all()
    assert {each.id: each.items for each in db.scalars(select(Score))} == kept
    assert first_attempts(db, "basics") == before
    assert all(each.purged == LATER for each in db.scalars(select(Attempt)))


def test_a_wording_brings_the_texts_together_that_have_it(
    db: Session, course: Course, cast: Cast
) -> None:
    a_few_attempts(course, cast)
    course.publish(("What do you write down?", "What is written down?"))
    found = wordings(db, "basics", "en")
    assert [each.asked_now for each in found] == [True] * 4 + [False]
    note, older = (each for each in found if each.view.id == "note")
    assert (note.answered, set(older.revisions.values())) == ({}, {1, 2})
    assert sum(older.answered.values()) == 3
    purge_some(db, LATER, now=LATER)
    again = wordings(db, "basics", "en")
    assert [each.answered for each in again] == [each.answered for each in found]


def test_however_many_attempts_there_are_two_statements_count_them(
    db: Session, course: Course, cast: Cast
) -> None:
    a_few_attempts(course, cast)
    db.flush()
    run: list[str] = []
    event.listen(db.get_bind(), "before_cursor_execute", lambda *args: run.append(str(args[2])))
    first_attempts(db, "basics")
    assert len(run) == 2


def test_what_is_too_young_or_not_handed_in_stays(db: Session, course: Course, cast: Cast) -> None:
    old = sit(course, cast.lee, [1])
    edge = db.get_one(Attempt, old.id, populate_existing=True).submitted
    assert edge
    course.begin(course.open(cast.lee), cast.lee)
    assert not purge_some(db, edge, now=LATER)
    assert purge_some(db, edge + timedelta(seconds=1), now=LATER) == {"basics": 1}
    db.expire_all()
    assert [each.purged for each in db.scalars(select(Attempt).order_by(Attempt.id))] == [
        LATER,
        None,
    ]


def test_an_open_dispute_holds_an_attempt_until_it_is_answered(
    db: Session, course: Course, cast: Cast
) -> None:
    attempt = sit(course, cast.lee, [1])
    sit(course, cast.max, [1])
    dispute = Dispute(attempt_id=attempt.id, text="No.", opened=NOW, owner_id=cast.olga.id)
    db.add(dispute)
    db.flush()
    assert due(db, LATER, now=LATER) == [Due("basics", 2, 1, 1, 0, 0)]
    assert purge_some(db, LATER, now=LATER) == {"basics": 1}
    assert db.get_one(Attempt, attempt.id, populate_existing=True).purged is None
    dispute.closed, dispute.outcome, dispute.answer = LATER, "stands", "Yes."
    db.flush()
    assert purge_some(db, LATER, now=LATER) == {"basics": 1}


def test_a_regrade_holds_what_it_marks_until_it_is_refused_or_done(
    db: Session, course: Course, cast: Cast
) -> None:
    attempt = sit(course, cast.lee, [1])
    drawn = {each.item for each in items_of(db, attempt.id)}
    (other,) = {"first", "last", "kind", "note"} - drawn

    def asked(item: str) -> Act:
        act = Act(
            kind=REGRADE,
            subject="basics",
            params={"module": "basics", "item": item},
            by=cast.ada.id,
            at=NOW,
        )
        db.add(act)
        db.flush()
        return act

    asked(other)
    assert due(db, LATER, now=LATER)[0].going == 1, "another question is being marked again"
    act = asked("note")
    assert due(db, LATER, now=LATER) == [Due("basics", 1, 1, 0, 1, 0)]
    db.add(ActDecision(act_id=act.id, second=cast.olga.id, outcome="agreed", at=NOW))
    regrade = Regrade(
        act_id=act.id,
        module="basics",
        item="note",
        revision_id=attempt.revision_id,
        takes_passes=False,
        why="The key was wrong.",
        by=cast.ada.id,
        second=cast.olga.id,
        at=NOW,
        people=1,
        marked=0,
        after=0,
        until=None,
        done=None,
    )
    db.add(regrade)
    db.flush()
    assert not purge_some(db, LATER, now=LATER)
    regrade.done = NOW
    db.flush()
    assert due(db, LATER, now=LATER)[0].going == 1
    regrade.done = None
    # Its key was corrected again: nothing goes on with the older one, so it is never done.
    later = asked("note")
    db.add(ActDecision(act_id=later.id, second=cast.olga.id, outcome="agreed", at=NOW))
    same = {each.key: getattr(regrade, each.key) for each in Regrade.__mapper__.column_attrs}
    db.add(Regrade(**same | {"id": None, "act_id": later.id, "done": NOW}))
    db.flush()
    assert purge_some(db, LATER, now=LATER) == {"basics": 1}


@pytest.fixture
def subjects(cast: Cast) -> dict[str, str]:
    return {"employee": str(cast.lee.id), "module": "basics", "everything": ""}


@pytest.mark.parametrize("kind", ["employee", "module", "everything"])
def test_a_legal_hold_keeps_answers_until_it_is_lifted(
    db: Session, course: Course, cast: Cast, subjects: dict[str, str], kind: str
) -> None:
    sit(course, cast.lee, [1])
    set_legal_hold(db, "employee", str(cast.max.id), reason="His.", by=cast.olga.id, now=NOW)
    hold = set_legal_hold(db, kind, subjects[kind], reason="A suit.", by=cast.olga.id, now=NOW)
    assert due(db, LATER, now=LATER) == [Due("basics", 1, 1, 0, 0, 1)]
    assert not purge_some(db, LATER, now=LATER)
    lift_legal_hold(db, hold.id, by=cast.olga.id, now=NOW)
    assert [each.id for each in legal_holds(db)][-1] == hold.id, "those in force come first"
    with pytest.raises(Conflict):
        lift_legal_hold(db, hold.id, by=cast.olga.id, now=NOW)
    assert purge_some(db, LATER, now=LATER) == {"basics": 1}
    acts = set(db.scalars(select(AuditEvent.act)))
    assert {"learning:legal-hold:set", "learning:legal-hold:lifted"} <= acts


def test_a_hold_without_a_reason_or_a_subject_is_none(db: Session, cast: Cast) -> None:
    for kind, subject, why in (
        ("module", "basics", "  "),
        ("module", "", "Why"),
        ("everything", "x", "Why"),
        ("city", "x", "Why"),
    ):
        with pytest.raises(InputRefused):
            set_legal_hold(db, kind, subject, reason=why, by=cast.olga.id, now=NOW)
    with pytest.raises(NotFound):
        lift_legal_hold(db, 4, by=cast.olga.id, now=NOW)


def test_killed_in_the_midst_nothing_has_changed(
    database: Database, db: Session, course: Course, cast: Cast
) -> None:
    a_few_attempts(course, cast)
    before, answers = first_attempts(db, "basics"), count(db, Answer)
    db.commit()
    with database.writing() as killed:
        assert purge_some(killed, LATER, now=LATER) == {"basics": 4}
    with database.reading() as after:
        assert count(after, Answer) == answers
        assert count(after, Tally) == 0
        assert first_attempts(after, "basics") == before


def test_who_disputes_while_a_purge_waits_keeps_their_answers(
    database: Database, db: Session, course: Course, cast: Cast
) -> None:
    attempt = sit(course, cast.lee, [1])
    db.commit()

    def dispute(other: Session) -> None:
        lock(other, cast.lee.id)
        said = Dispute(attempt_id=attempt.id, text="No.", opened=NOW, owner_id=cast.olga.id)
        other.add(said)

    purge = kept(database, lambda other: service.purge_some(other, LATER, now=LATER))
    step = overlapping(database, dispute, purge)
    assert not step or not step.attempts
    with database.reading() as after:
        assert count(after, Answer) == 3


def test_what_somebody_showed_they_know_is_taken_away_and_not_counted(
    db: Session, course: Course, cast: Cast
) -> None:
    sit(course, cast.lee, [1])
    db.execute(update(Attempt).values(number=SHOWING))
    assert not first_attempts(db, "basics")
    assert purge_some(db, LATER, now=LATER) == {"basics": 1}
    assert count(db, Answer) + count(db, Tally) == 0


def test_a_purge_goes_on_where_its_last_step_ended(db: Session, course: Course, cast: Cast) -> None:
    a_few_attempts(course, cast)
    steps: list[int] = []
    after = 0
    while step := service.purge_some(db, LATER, after=after, now=LATER, limit=3):
        steps.append(step.attempts.total())
        after = step.last
    assert steps == [3, 1]
