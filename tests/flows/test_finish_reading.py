"""Reading completes a module whose quiz is practice, exactly once."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.small_content import QUIZ, write_root
from training.config import Config
from training.content.queries import module_edition
from training.credentials.models import Credential
from training.errors import NotFound
from training.flows.finish_reading import finish_reading
from training.flows.open_module import open_module
from training.flows.publish import publish_tree
from training.learning.models import Completion, Enrolment
from training.learning.queries import enrolled
from training.learning.service import mark_read
from training.outbox import OutboxMessage
from training.people.queries import Person, person

CONFIG = Config(public_url="https://training.example", digest="at-once")
PRACTICE = QUIZ.replace("pass: 66%\nattempts: no limit\n", "scored: no\n")


def opened(db: Session, cast: Cast, folder: Path, quiz: str) -> tuple[Person, Enrolment]:
    """Lee has the module open."""
    publish_tree(db, write_root(folder / "root", quiz=quiz), by=None, now=NOW)
    lee = person(db, cast.lee.id, now=NOW, today=TODAY)
    assert lee
    return lee, open_module(db, lee, "basics", now=NOW)


def read(db: Session, who: Person, enrolment: Enrolment, pages: int) -> None:
    edition = module_edition(db, enrolled(db, enrolment.id, who.id).revision)
    for section in edition.sections(who.lineage, "en")[:pages]:
        mark_read(db, enrolment, section, now=NOW)


def finish(db: Session, who: Person, enrolment: Enrolment) -> bool:
    return finish_reading(db, who, enrolment.id, language="es", now=NOW, config=CONFIG)


def test_the_last_page_completes_and_certifies_once(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    lee, enrolment = opened(db, cast, tmp_path, PRACTICE)
    read(db, lee, enrolment, 1)
    assert not finish(db, lee, enrolment)
    read(db, lee, enrolment, 2)
    assert finish(db, lee, enrolment)
    assert not finish(db, lee, enrolment)
    done = db.scalars(select(Completion)).one()
    assert (done.attempt_id, done.language) == (None, "es")
    assert done.revision_id == enrolment.revision_id
    assert db.scalars(select(Credential)).one().employee_id == lee.id
    kinds = sorted(db.scalars(select(OutboxMessage.kind)))
    assert kinds == ["certificate-issued", "liaison-digest"]


def test_a_quiz_that_counts_is_not_done_by_reading(db: Session, cast: Cast, tmp_path: Path) -> None:
    lee, enrolment = opened(db, cast, tmp_path, QUIZ)
    read(db, lee, enrolment, 2)
    assert not finish(db, lee, enrolment)


def test_nobody_finishes_for_somebody_else(db: Session, cast: Cast, tmp_path: Path) -> None:
    _lee, enrolment = opened(db, cast, tmp_path, PRACTICE)
    max_ = person(db, cast.max.id, now=NOW, today=TODAY)
    assert max_
    with pytest.raises(NotFound):
        finish(db, max_, enrolment)
