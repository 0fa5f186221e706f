"""Many clicks on one person's quiz at the same instant, from two processes."""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY
from training.config import Config
from training.db import Database
from training.errors import Conflict, TooEarly
from training.flows.begin_quiz import begin_quiz
from training.flows.submit_quiz import submit_quiz
from training.learning.models import Attempt
from training.learning.service import save_answer
from training.people.queries import Person, person

PROCESSES = 2
PATIENCE = 120.0
CONNECTIONS = 30
"""Of a process, and ten more when all are taken; the server has a hundred."""
CONFIG = Config(public_url="https://training.example", digest="at-once")


@dataclass(frozen=True, slots=True)
class Round:
    """Somebody, what they are in the middle of, and what is done at once: names of `ACTS`."""

    employee: int
    enrolment: int
    attempt: int
    acts: tuple[str, ...]
    saves: tuple[tuple[str, int, list[int]], ...] = ()
    """Of a second tab: an item, the number of the change and an answer to it."""


def rush(address: str, rounds: Sequence[Round], *, locked: bool = True) -> list[str]:
    """What went wrong; all acts of a round begin together, half of them in each process."""
    spawn = get_context("spawn")
    barrier, answers = spawn.Barrier(PROCESSES), spawn.Queue()
    crowds = [
        spawn.Process(target=_run, args=(address, rounds, at, locked, barrier, answers))
        for at in range(PROCESSES)
    ]
    for each in crowds:
        each.start()
    found = [each for _ in crowds for each in answers.get(timeout=PATIENCE * 20)]
    for each in crowds:
        each.join(PATIENCE)
    return found


def _run(
    address: str,
    rounds: Sequence[Round],
    at: int,
    locked: bool,
    barrier: Barrier,
    answers: "Queue[list[str]]",
) -> None:
    if not locked:
        take_the_locks_away(barrier)
    database = Database(address, pool_size=CONNECTIONS)
    problems: list[str] = []
    most = max(len(each.acts) for each in rounds)
    with ThreadPoolExecutor(most) as crowd:
        for each in rounds:
            acts = each.acts[at::PROCESSES]
            barrier.wait(PATIENCE)
            found = crowd.map(partial(_act, database, each), acts, range(len(acts)))
            problems += [problem for problem in found if problem]
    database.dispose()
    answers.put(problems)


def _act(database: Database, each: Round, name: str, n: int) -> str:
    """Do one thing as a request does it; what was wrong with it, if anything."""
    try:
        with database.writing() as db:
            who = person(db, each.employee, now=NOW, today=TODAY)
            assert who is not None
            ACTS[name](db, who, each, n)
            db.commit()
    except (Conflict, TooEarly):
        return ""  # too late or too early, and said so
    except Exception as error:
        return f"{name}: {type(error).__name__}: {error}"
    return ""


def _fail(db: Session, who: Person, each: Round, _n: int) -> None:
    """Send the attempt that is open, whichever that is, with nothing answered."""
    open_ = select(Attempt.id).where(Attempt.enrolment_id == each.enrolment)
    attempt = db.scalar(open_.where(Attempt.submitted.is_(None)))
    if attempt is not None:
        submit_quiz(db, who, attempt, now=NOW, config=CONFIG)


def _submit(db: Session, who: Person, each: Round, _n: int) -> None:
    submit_quiz(db, who, each.attempt, now=NOW, config=CONFIG)


def _save(db: Session, who: Person, each: Round, n: int) -> None:
    item, change, value = each.saves[n % len(each.saves)]
    save_answer(db, each.attempt, who.id, item, change, value, now=NOW)


def _begin(db: Session, who: Person, each: Round, n: int) -> None:
    begin_quiz(db, who, each.enrolment, language="en", seed=n, now=NOW)


ACTS: dict[str, Callable[[Session, Person, Round, int], None]] = {
    "submit": _submit,
    "save": _save,
    "begin": _begin,
    "fail": _fail,
}


def take_the_locks_away(barrier: Barrier) -> None:
    """Without the lock, let one act of either process look before any of the other has written."""
    for flow, looks_in, look in (
        ("flows.begin_quiz", "learning.attempts.service", "attempts_of"),
        ("flows.submit_quiz", "flows.submit_quiz", "attempted"),
    ):
        unlocked: Any = sys.modules[f"training.{flow}"]
        unlocked.lock = lambda *_arguments: None
        where: Any = sys.modules[f"training.{looks_in}"]
        setattr(where, look, _together(getattr(where, look), barrier))


def _together(looked: Callable[..., Any], barrier: Barrier) -> Callable[..., Any]:
    def look(*arguments: Any, **named: Any) -> Any:
        found = looked(*arguments, **named)
        barrier.wait(PATIENCE)
        return found

    return look
