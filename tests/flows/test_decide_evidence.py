"""A second person agrees that people took a module elsewhere."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, grant, move
from tests.flows.evidence import CONFIG, agreed, asked, claim
from tests.flows.proposing import CHANGED, PATH, files, set_up, who
from training.audit import AuditEvent
from training.content.holds.service import set_hold
from training.content.models import Revision
from training.content.queries import module_edition
from training.content.ready import ready
from training.content.tree import tree_of
from training.credentials.models import Credential
from training.errors import Conflict, NotAllowed
from training.flows.begin_quiz import begin_quiz
from training.flows.open_module import open_module
from training.flows.publish import publish_tree
from training.flows.submit_quiz import submit_quiz
from training.learning.models import Completion, Enrolment, Evidence, Knowledge
from training.learning.queries import latest_enrolment
from training.learning.service import mark_read
from training.outbox import OutboxMessage

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def published(db: Session, cast: Cast) -> None:
    set_up(db)
    for each in db.scalars(select(Revision)):
        each.published = NOW - WEEK
    db.flush()
    grant(db, cast.max, "hr")


def completions(db: Session) -> list[Completion]:
    return list(db.scalars(select(Completion).order_by(Completion.employee_id)))


def test_each_person_completes_the_module_and_is_certified(db: Session, cast: Cast) -> None:
    done = agreed(db, asked(db, cast.max, cast.lee, cast.lia), cast.olga)
    assert done is not None
    assert (done.people, done.certificates, done.left_out) == (2, 2, 0)
    assert [each.employee_id for each in completions(db)] == [cast.lee.id, cast.lia.id]
    evidence = {each.employee_id: each for each in db.scalars(select(Evidence))}
    for each in completions(db):
        shown = evidence[each.employee_id]
        assert (each.evidence_id, each.attempt_id) == (shown.id, None)
        assert (shown.kind, shown.day, shown.by, shown.second) == (
            "classroom",
            TODAY,
            cast.max.id,
            cast.olga.id,
        )
        assert db.get_one(Enrolment, each.enrolment_id).kind == "evidence"
        assert db.get_one(Knowledge, each.knowledge_id).department == "public-library"
    assert len(list(db.scalars(select(Credential)))) == 2
    told = db.scalars(select(OutboxMessage.kind).where(OutboxMessage.kind == "certificate-issued"))
    assert len(list(told)) == 2
    events = db.scalars(select(AuditEvent).where(AuditEvent.act == "learning:evidence:recorded"))
    assert {each.facts["employee"] for each in events} == {cast.lee.id, cast.lia.id}


def test_nobody_records_training_alone_or_agrees_to_their_own(db: Session, cast: Cast) -> None:
    act = asked(db, cast.max, cast.olga)
    with pytest.raises(NotAllowed, match="somebody else has to agree"):
        agreed(db, act, cast.max)
    with pytest.raises(NotAllowed, match="your own"):
        agreed(db, act, cast.olga)
    with pytest.raises(NotAllowed, match="Human Resources"):
        agreed(db, act, cast.lia)
    assert agreed(db, act, cast.max, agrees=False) is None
    assert completions(db) == []
    grant(db, cast.lee, "administrator")
    with pytest.raises(Conflict, match="decided already"):
        agreed(db, act, cast.lee)


def test_it_counts_for_the_text_and_the_department_of_that_day(db: Session, cast: Cast) -> None:
    publish_tree(db, ready(tree_of(files({PATH: CHANGED}))), by=None, now=NOW)
    move(db, cast.lee, cast.transit, since=TODAY)
    agreed(db, asked(db, cast.max, cast.lee, what=claim(TODAY - timedelta(days=2))), cast.olga)
    (done,) = completions(db)
    assert db.get_one(Revision, done.revision_id).number == 1
    assert done.department_id == cast.library.id


def test_what_they_had_open_is_closed_and_its_quiz_can_not_be_handed_in(
    db: Session, cast: Cast
) -> None:
    lee = who(db, cast.lee)
    begun = open_module(db, lee, "basics", now=NOW)
    revision = db.get_one(Revision, begun.revision_id)
    for section in module_edition(db, revision).sections(lee.lineage, "en"):
        mark_read(db, begun, section, now=NOW)
    attempt = begin_quiz(db, lee, begun.id, language="en", seed=7, now=NOW)
    agreed(db, asked(db, cast.max, cast.lee), cast.olga)
    db.refresh(begun)
    assert begun.closed == NOW
    last = latest_enrolment(db, lee.id, "basics")
    assert last is not None
    assert (last.enrolment.cycle, last.enrolment.kind) == (2, "evidence")
    with pytest.raises(Conflict, match="finished this module meanwhile"):
        submit_quiz(db, lee, attempt.id, now=NOW, config=CONFIG)
    assert len(completions(db)) == 1


def test_who_took_it_in_the_meantime_is_left_out(db: Session, cast: Cast) -> None:
    first = asked(db, cast.max, cast.lee)
    both = asked(db, cast.max, cast.lee, cast.lia)
    agreed(db, first, cast.olga)
    done = agreed(db, both, cast.olga)
    assert done is not None
    assert (done.people, done.left_out) == (1, 1)
    assert len(completions(db)) == 2


def test_nobody_has_credit_for_what_was_withdrawn_on_that_day(db: Session, cast: Cast) -> None:
    olga, max_ = cast.olga.id, cast.max.id
    set_hold(db, "basics", "before", "set", by=olga, second=max_, reason="Wrong.", now=NOW - WEEK)
    agreed(db, asked(db, cast.max, cast.lee), cast.olga)
    (known,) = db.scalars(select(Knowledge))
    assert known.held is not None
    assert "section:before" in known.held
    assert any(each.startswith("item:") for each in known.held)
