"""Two acts at the same time, in an order that a test decides."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from sqlalchemy.orm import Session

from training.db import Database

T = TypeVar("T")
A_MOMENT = 0.5
"""Seconds in which the second act gets as far as it can while the first is not yet kept."""
PATIENCE = 30


def overlapping(
    database: Database, first: Callable[[Session], object], second: Callable[[], T]
) -> T:
    """What `second` gives, begun after `first` has written and before it is committed."""
    with ThreadPoolExecutor(1) as pool:
        with database.writing() as db:
            first(db)
            db.flush()
            waiting: Future[T] = pool.submit(second)
            wait([waiting], A_MOMENT)
            db.commit()
        return waiting.result(PATIENCE)


def kept(database: Database, act: Callable[[Session], T]) -> Callable[[], T]:
    """An act in a transaction of its own, committed."""

    def run() -> T:
        with database.writing() as db:
            done = act(db)
            db.commit()
            return done

    return run
