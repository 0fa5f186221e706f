"""Handing in a quiz: scored, completed, certified and told, exactly once."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, grant, move
from tests.small_content import MODULE, write_root
from tests.staff import counted
from training.audit import AuditEvent
from training.config import Config
from training.content.queries import (
    all_in_force,
    certificate_edition,
    in_force,
    module_edition,
)
from training.content.service import approve
from training.credentials.models import Credential, CredentialBasis
from training.errors import Conflict, InputRefused, NotFound, NotReady
from training.flows.begin_quiz import begin_quiz
from training.flows.open_module import open_module
from training.flows.publish import publish_tree
from training.flows.submit_quiz import Outcome, submit_quiz
from training.learning.models import Answer, Attempt, Completion, Enrolment, Score
from training.learning.queries import items_of
from training.learning.service import mark_read, save_answer
from training.outbox import OutboxMessage
from training.people.queries import Person, person
from training.reporting.digest import digest_lines

CONFIG = Config(public_url="https://training.example", digest="at-once")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_root(tmp_path / "root")


def publish(db: Session, root: Path, *, approved: Iterable[str] = ("legal", "oei")) -> None:
    for published in publish_tree(db, root, by=None, now=NOW):
        if published.revision.kind == "module":
            for role in approved:
                slug, read = published.revision.slug, published.revision.sha256
                approve(db, "module", slug, sha256=read, role=role, by=1, now=NOW)


def who(db: Session, employee_id: int) -> Person:
    found = person(db, employee_id, now=NOW, today=TODAY)
    assert found is not None
    return found


def sit(
    db: Session,
    employee: Person,
    module: str = "basics",
    *,
    right: bool = True,
    language: str = "en",
) -> Attempt:
    """Open the module, read it all, begin its quiz and answer every item."""
    enrolment = open_module(db, employee, module, now=NOW)
    revision = db.get_one(Enrolment, enrolment.id).revision_id
    edition = module_edition(db, in_force(db, "module", module))  # type: ignore[arg-type]
    assert revision
    for section in edition.sections(employee.lineage, language):
        mark_read(db, enrolment, section, now=NOW)
    attempt = begin_quiz(db, employee, enrolment.id, language=language, seed=7, now=NOW)
    for drawn in items_of(db, attempt.id):
        item = edition.item(drawn.item, employee.lineage, language)
        value = [at for at, option in enumerate(item.options) if option.correct == right]
        save_answer(db, attempt.id, employee.id, drawn.item, 1, value, now=NOW)
    return attempt


def hand_in(db: Session, employee: Person, attempt: Attempt, config: Config = CONFIG) -> Outcome:
    return submit_quiz(db, employee, attempt.id, now=NOW, config=config)


def count(db: Session, table: type) -> int:
    return db.scalar(select(func.count()).select_from(table)) or 0


def test_passing_completes_certifies_and_tells_in_one_go(
    db: Session, cast: Cast, root: Path
) -> None:
    publish(db, root)
    lee = who(db, cast.lee.id)
    outcome = hand_in(db, lee, sit(db, lee))
    assert outcome.passed
    assert outcome.first
    credential = db.scalars(select(Credential)).one()
    assert outcome.serials == (credential.serial,)
    assert not credential.pilot
    revision = in_force(db, "module", "basics")
    assert revision is not None
    (named,) = credential.facts["modules"]
    assert (named["slug"], named["revision"], named["sha256"]) == ("basics", 1, revision.short)
    assert credential.facts["name"] == "Lee Learner"
    assert count(db, Completion) == count(db, CredentialBasis) == 1
    kinds = sorted(db.scalars(select(OutboxMessage.kind)))
    assert kinds == ["certificate-issued", "liaison-digest"]
    submitted = db.scalars(
        select(AuditEvent).where(AuditEvent.act == "learning:attempt:submitted")
    ).one()
    assert submitted.facts["credentials"] == [credential.id]


def test_a_second_submit_changes_nothing(db: Session, cast: Cast, root: Path) -> None:
    publish(db, root)
    lee = who(db, cast.lee.id)
    attempt = sit(db, lee)
    first = hand_in(db, lee, attempt)
    before = [
        count(db, table) for table in (Score, Completion, Credential, OutboxMessage, AuditEvent)
    ]
    again = hand_in(db, lee, attempt)
    after = [
        count(db, table) for table in (Score, Completion, Credential, OutboxMessage, AuditEvent)
    ]
    assert before == after
    assert (again.passed, again.points, again.first) == (first.passed, first.points, False)


def test_failing_certifies_nothing_and_a_new_attempt_asks_again(
    db: Session, cast: Cast, root: Path
) -> None:
    publish(db, root)
    lee = who(db, cast.lee.id)
    attempt = sit(db, lee, right=False)
    assert not hand_in(db, lee, attempt).passed
    assert count(db, Credential) == count(db, Completion) == count(db, OutboxMessage) == 0
    second = begin_quiz(db, lee, attempt.enrolment_id, language="en", seed=8, now=NOW)
    assert second.number == 2


def test_a_certificate_on_unapproved_text_is_a_pilot(db: Session, cast: Cast, root: Path) -> None:
    publish(db, root, approved=["legal"])
    lee = who(db, cast.lee.id)
    hand_in(db, lee, sit(db, lee))
    assert db.scalars(select(Credential)).one().pilot


def test_a_certificate_of_two_modules_waits_for_the_second(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    publish(db, write_root(tmp_path / "root", modules=("basics", "counter")))
    lee = who(db, cast.lee.id)
    assert hand_in(db, lee, sit(db, lee, "basics")).serials == ()
    outcome = hand_in(db, lee, sit(db, lee, "counter"))
    assert len(outcome.serials) == 1
    assert count(db, CredentialBasis) == 2


def test_somebody_elses_attempt_is_not_found(db: Session, cast: Cast, root: Path) -> None:
    publish(db, root)
    lee, mallory = who(db, cast.lee.id), who(db, cast.max.id)
    attempt = sit(db, lee)
    with pytest.raises(NotFound):
        hand_in(db, mallory, attempt)
    with pytest.raises(NotFound):
        save_answer(db, attempt.id, mallory.id, "note", 2, [0], now=NOW)


def test_an_item_that_was_not_drawn_is_refused(db: Session, cast: Cast, root: Path) -> None:
    publish(db, root)
    lee = who(db, cast.lee.id)
    attempt = sit(db, lee)
    drawn = {each.item for each in items_of(db, attempt.id)}
    (left_out,) = {"first", "last", "kind", "note"} - drawn
    with pytest.raises(NotFound):
        save_answer(db, attempt.id, lee.id, left_out, 1, [0], now=NOW)
    with pytest.raises(InputRefused):
        save_answer(db, attempt.id, lee.id, "note", 1, [5], now=NOW)


def test_a_late_save_never_overwrites_a_newer_one(db: Session, cast: Cast, root: Path) -> None:
    publish(db, root)
    lee = who(db, cast.lee.id)
    attempt = sit(db, lee)
    save_answer(db, attempt.id, lee.id, "note", 5, [1], now=NOW)
    save_answer(db, attempt.id, lee.id, "note", 4, [0], now=NOW)
    kept = db.scalars(
        select(Answer).where(Answer.attempt_id == attempt.id, Answer.item == "note")
    ).one()
    assert (kept.n, kept.value) == (5, [1])


def test_after_handing_in_no_answer_changes(db: Session, cast: Cast, root: Path) -> None:
    publish(db, root)
    lee = who(db, cast.lee.id)
    attempt = sit(db, lee)
    hand_in(db, lee, attempt)
    with pytest.raises(Conflict):
        save_answer(db, attempt.id, lee.id, "note", 9, [1], now=NOW)


def test_the_quiz_waits_until_every_page_is_read(db: Session, cast: Cast, root: Path) -> None:
    publish(db, root)
    lee = who(db, cast.lee.id)
    enrolment = open_module(db, lee, "basics", now=NOW)
    with pytest.raises(NotReady, match="Read 2 more"):
        begin_quiz(db, lee, enrolment.id, language="en", seed=1, now=NOW)


def test_nothing_is_issued_without_a_public_address(db: Session, cast: Cast, root: Path) -> None:
    publish(db, root)
    lee = who(db, cast.lee.id)
    attempt = sit(db, lee)
    with pytest.raises(NotReady, match="TRAINING_PUBLIC_URL"):
        hand_in(db, lee, attempt, replace(CONFIG, public_url=""))


def test_a_module_begun_stays_on_its_text_when_a_new_one_is_published(
    db: Session, cast: Cast, root: Path
) -> None:
    publish(db, root)
    lee = who(db, cast.lee.id)
    attempt = sit(db, lee)
    publish(db, write_root(root, module=MODULE.replace("Greet people.", "Greet everybody.")))
    hand_in(db, lee, attempt)
    (named,) = db.scalars(select(Credential)).one().facts["modules"]
    assert named["revision"] == 1
    revision = in_force(db, "module", "basics")
    assert revision is not None
    assert revision.number == 2
    again = open_module(db, lee, "basics", now=NOW)
    assert (again.cycle, again.revision_id) == (2, revision.id)


def test_statements_do_not_grow_with_the_items(db: Session, cast: Cast, root: Path) -> None:
    publish(db, root)
    lee = who(db, cast.lee.id)
    attempt = sit(db, lee)
    for each in all_in_force(db, "certificate"):
        certificate_edition(db, each)  # Its text is read once in a process.
    db.flush()
    with counted(db.get_bind().engine) as statements:
        hand_in(db, lee, attempt)
        db.flush()
    assert len(statements) <= 17, "\n".join(statements)


def test_who_moved_in_the_middle_is_reported_where_they_work_now(
    db: Session, cast: Cast, root: Path
) -> None:
    publish(db, root)
    attempt = sit(db, who(db, cast.lee.id))
    grant(db, cast.ada, "liaison", cast.transit)
    move(db, cast.lee, cast.transit, since=TODAY)
    hand_in(db, who(db, cast.lee.id), attempt)
    told = db.scalars(select(OutboxMessage).where(OutboxMessage.kind == "liaison-digest")).one()
    assert told.payload["liaison"] == cast.ada.id
    for place, names in ((cast.transit, ["Lee Learner"]), (cast.library, [])):
        lines = digest_lines(db, department_id=place.id, day=TODAY, zone=CONFIG.zone, language="en")
        assert [each.name for each in lines] == names
