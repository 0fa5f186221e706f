"""One quiz, fifty clicks at once: one score, one completion, one certificate, and never more
attempts than its author allows."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, employee
from tests.drill.conftest import FULL
from tests.drill.crowd import Round, rush
from tests.drill.learners import filled_in, publish_and_approve
from tests.small_content import QUIZ, write_root
from training.credentials.models import Credential
from training.db import Database
from training.learning.models import Answer, Attempt, AttemptItem, Completion, Score
from training.learning.queries import answers_of
from training.outbox import OutboxMessage
from training.people.queries import person

pytestmark = pytest.mark.drill
ROUNDS = 1000 if FULL else 20
AT_ONCE = 50
TWO_TABS = ("submit", "submit", "save", "submit", "save")
"""Sent, sent again and saved in another tab, over and over."""
LIMIT = 3
STARTS = 100
PEOPLE = 50 if FULL else 1


def test_fifty_submits_from_two_tabs_score_and_certify_once(
    database: Database, cast: Cast, tmp_path: Path
) -> None:
    rounds = _ready(database, cast, tmp_path, ROUNDS)
    acts = TWO_TABS * (AT_ONCE // len(TWO_TABS))
    assert rush(_address(database), [replace(each, acts=acts) for each in rounds]) == []
    with database.reading() as db:
        once = dict.fromkeys((each.attempt for each in rounds), 1)
        assert _each(db, Score.attempt_id) == _each(db, Completion.attempt_id) == once
        owners = dict.fromkeys((each.employee for each in rounds), 1)
        assert _each(db, Credential.employee_id) == owners
        assert db.scalars(select(Score.passed).distinct()).all() == [True]
        told = select(func.count()).where(OutboxMessage.kind == "certificate-issued")
        assert db.scalar(told) == ROUNDS
        # What came with a lower number changed no answer.
        assert set(db.scalars(select(Answer.n))) == {1}


def test_a_hundred_starts_at_once_bring_no_attempt_beyond_the_limit(
    database: Database, cast: Cast, tmp_path: Path
) -> None:
    quiz = QUIZ.replace("attempts: no limit", f"attempts: {LIMIT}")
    people = _ready(database, cast, tmp_path, PEOPLE, quiz=quiz, answered=False)
    turns = (("begin",) * STARTS, ("fail",) * 4) * (LIMIT + 1)
    rounds = [replace(each, acts=acts) for each in people for acts in turns]
    assert rush(_address(database), rounds) == []
    with database.reading() as db:
        made = dict.fromkeys((each.enrolment for each in people), LIMIT)
        assert _each(db, Attempt.enrolment_id) == made
        assert _each(db, Attempt.number) == dict.fromkeys(range(1, LIMIT + 1), PEOPLE)
        assert set(_each(db, AttemptItem.attempt_id).values()) == {3}, "each was drawn once"
        scores = _each(db, Score.attempt_id)
        assert scores == dict.fromkeys(db.scalars(select(Attempt.id)), 1)
        assert db.scalars(select(Score.passed).distinct()).all() == [False]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_without_the_lock_one_of_two_breaks(database: Database, cast: Cast, tmp_path: Path) -> None:
    one, other = _ready(database, cast, tmp_path, 2)
    with database.writing() as db:
        sent = update(Attempt).where(Attempt.id == other.attempt)
        db.execute(sent.values(submitted=NOW))
        db.commit()
    rounds = [replace(one, acts=("submit",) * 2), replace(other, acts=("begin",) * 2)]
    found = rush(_address(database), rounds, locked=False)
    told = sorted(each.split(" (")[0] for each in found)
    assert told == ["begin: IntegrityError:", "submit: IntegrityError:"]


def _ready(
    database: Database,
    cast: Cast,
    folder: Path,
    people: int,
    *,
    quiz: str = QUIZ,
    answered: bool = True,
) -> list[Round]:
    """People with a quiz filled in, or just before it begins."""
    with database.writing() as db:
        publish_and_approve(db, write_root(folder / "root", quiz=quiz), now=NOW)
        found = list(_rounds(db, cast, people))
        if not answered:
            for model in (Answer, AttemptItem, Attempt):
                db.execute(delete(model))
        db.commit()
    return found


def _rounds(db: Session, cast: Cast, people: int) -> Iterator[Round]:
    """With what another tab of theirs would still save: the same, and what it says too late."""
    for n in range(people):
        racer = employee(db, "Rae", f"Racer {n}", f"R{n}", cast.library, email=None)
        who = person(db, racer.id, now=NOW, today=TODAY)
        assert who is not None
        attempt = filled_in(db, who, "basics", now=NOW)
        enrolment = db.get_one(Attempt, attempt).enrolment_id
        kept = answers_of(db, attempt).values()
        again = [(each.item, 1, each.value) for each in kept]
        late = [(each.item, 0, []) for each in kept]
        yield Round(who.id, enrolment, attempt, (), (*again, *late))


def _each(db: Session, column: Any) -> dict[int, int]:
    """How many rows there are of each value of a column."""
    rows = db.execute(select(column, func.count()).group_by(column))
    return {row[0]: row[1] for row in rows}


def _address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)
