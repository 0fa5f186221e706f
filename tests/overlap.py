"""Two acts at the same time, in an order that a test decides."""

import sqlite3
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


def nobody_holds_the_lock(database: Database, kind: str = "EXCLUSIVE") -> bool:
    """Whether somebody else could write to this SQLite database at this moment, and commit.

    With `IMMEDIATE`, write only: readers may keep the commit waiting.
    """
    with sqlite3.connect(str(database.engine.url.database), timeout=0) as other:
        try:
            other.execute(f"BEGIN {kind}")
        except sqlite3.OperationalError:
            return False
        finally:
            other.rollback()
    return True
