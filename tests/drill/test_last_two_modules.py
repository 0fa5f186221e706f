"""The two last modules of a certificate, handed in at the same instant: exactly one certificate."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, employee
from tests.drill.conftest import FULL
from tests.drill.learners import filled_in, publish_and_approve
from tests.drill.racers import Entry, race
from tests.small_content import write_root
from training.credentials.models import Credential
from training.db import Database
from training.learning.models import Completion
from training.outbox import OutboxMessage
from training.people.queries import person

pytestmark = pytest.mark.drill
MODULES = ("basics", "more")
ROUNDS = 50 if FULL else 5


@pytest.fixture
def entries(database: Database, cast: Cast, tmp_path: Path) -> list[tuple[Entry, Entry]]:
    """For each round somebody with two quizzes filled in, their ids and those of the attempts."""
    with database.writing() as db:
        root = write_root(tmp_path / "root", modules=MODULES)
        publish_and_approve(db, root, now=NOW)
        found = [tuple(_two_quizzes(db, n, cast)) for n in range(ROUNDS)]
        db.commit()
    return found  # type: ignore[return-value]


def test_it_is_certified_exactly_once(
    database: Database, entries: list[tuple[Entry, Entry]]
) -> None:
    assert race(_address(database), entries) == []
    with database.reading() as db:
        assert _count(db, Completion) == 2 * ROUNDS
        per_person = select(func.count()).select_from(Credential).group_by(Credential.employee_id)
        assert db.scalars(per_person).all() == [1] * ROUNDS
        told = select(func.count()).where(OutboxMessage.kind.like("certificate%"))
        assert db.scalar(told) == ROUNDS


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_without_the_lock_nobody_is_certified(
    database: Database, entries: list[tuple[Entry, Entry]]
) -> None:
    assert race(_address(database), entries[:2], locked=False) == []
    with database.reading() as db:
        assert _count(db, Completion) == 4
        assert _count(db, Credential) == 0


def _two_quizzes(db: Session, n: int, cast: Cast) -> Iterator[Entry]:
    racer = employee(db, "Rae", f"Racer {n}", f"R{n}", cast.library, email=None)
    who = person(db, racer.id, now=NOW, today=TODAY)
    assert who is not None
    for module in MODULES:
        yield who.id, filled_in(db, who, module, now=NOW)


def _address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def _count(db: Session, model: type[Completion | Credential]) -> int:
    return db.scalar(select(func.count()).select_from(model)) or 0
