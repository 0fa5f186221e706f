"""Two processes that hand in one person's two last quizzes at the same instant, round by round."""

import sys
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any

from tests.cast import NOW, TODAY
from training.config import Config
from training.db import Database
from training.flows.submit_quiz import submit_quiz
from training.people.queries import person

PATIENCE = 60.0
Entry = tuple[int, int]
"""An employee's id and the id of the attempt to hand in."""


def race(address: str, entries: Sequence[tuple[Entry, Entry]], *, locked: bool = True) -> list[str]:
    """What went wrong in either process; one of them takes the first of each pair."""
    spawn = get_context("spawn")
    barrier, answers = spawn.Barrier(2), spawn.Queue()
    racers = [
        spawn.Process(
            target=_run, args=(address, [each[at] for each in entries], locked, barrier, answers)
        )
        for at in (0, 1)
    ]
    for each in racers:
        each.start()
    found = [problem for _ in racers for problem in answers.get(timeout=PATIENCE * 4)]
    for each in racers:
        each.join(PATIENCE)
    return found


def _run(
    address: str, entries: list[Entry], locked: bool, barrier: Barrier, answers: "Queue[list[str]]"
) -> None:
    if not locked:
        _take_the_lock_away(barrier)
    database = Database(address)
    config = Config(public_url="https://training.example", digest="at-once")
    problems: list[str] = []
    for employee, attempt in entries:
        with database.writing() as db:
            db.connection()
            db.rollback()  # connected, so that both run when the barrier falls
        barrier.wait(PATIENCE)
        try:
            with database.writing() as db:
                who = person(db, employee, now=NOW, today=TODAY)
                assert who is not None
                submit_quiz(db, who, attempt, now=NOW, config=config)
                db.commit()
        except Exception as error:
            problems.append(f"{type(error).__name__}: {error}")
    database.dispose()
    answers.put(problems)


def _take_the_lock_away(barrier: Barrier) -> None:
    """Without the lock, let both complete their module before either looks for certificates."""
    flow: Any = sys.modules["training.flows.submit_quiz"]
    completing: Any = sys.modules["training.flows.complete_module"]
    certify = completing.certify

    def together(*arguments: Any, **named: Any) -> Any:
        barrier.wait(PATIENCE)
        issued = certify(*arguments, **named)
        barrier.wait(PATIENCE)  # neither commits before both have looked
        return issued

    flow.lock = lambda *_arguments: None
    completing.certify = together
