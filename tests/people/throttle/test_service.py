from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW
from training.db import Database
from training.people.models import Throttle
from training.people.throttle.delays import ADDRESS, HERE, REMEMBERED
from training.people.throttle.queries import wait
from training.people.throttle.service import count, forget, forget_old, take_back

LIMITS = {"a": HERE, "b": ADDRESS}
NONE = timedelta()


def tries(db: Session, key: str) -> int:
    return sum(db.scalars(select(Throttle.count).where(Throttle.key == key)))


def after(db: Session, later: timedelta = NONE, key: str = "a") -> timedelta:
    return wait(db, {key: LIMITS.get(key, HERE)}, now=NOW + later)


def test_each_key_is_counted_for_itself(db: Session) -> None:
    for _ in range(5):
        count(db, LIMITS, now=NOW)
    assert after(db) == timedelta(minutes=1)
    assert after(db, key="b") == NONE
    assert after(db, key="somebody else") == NONE


def test_the_longest_wait_of_several_counts(db: Session) -> None:
    for _ in range(6):
        count(db, ["a"], now=NOW)
    assert wait(db, LIMITS, now=NOW) == timedelta(minutes=2)


def test_waiting_is_over_in_time_and_the_next_wait_is_longer(db: Session) -> None:
    for _ in range(5):
        count(db, ["a"], now=NOW)
    assert after(db, timedelta(minutes=1)) == NONE
    count(db, ["a"], now=NOW + timedelta(minutes=1))
    assert after(db, timedelta(minutes=1)) == timedelta(minutes=2)


def test_old_tries_are_forgotten(db: Session) -> None:
    for _ in range(9):
        count(db, ["a"], now=NOW)
    assert after(db, REMEMBERED) == NONE
    assert forget_old(db, now=NOW) == 0
    assert forget_old(db, now=NOW + REMEMBERED) == 1
    assert tries(db, "a") == 0


def test_a_success_forgets_the_account_s_and_takes_back_the_address_s_last(db: Session) -> None:
    for _ in range(3):
        count(db, LIMITS, now=NOW)
    forget(db, ["a"])
    take_back(db, "b")
    take_back(db, "nobody")
    assert (tries(db, "a"), tries(db, "b")) == (0, 2)


def test_tries_at_the_same_time_are_all_counted(database: Database) -> None:
    def one(instant: datetime) -> None:
        with database.writing() as db:
            count(db, LIMITS, now=instant)
            db.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, [NOW] * 20))
    with database.reading() as db:
        assert (tries(db, "a"), tries(db, "b")) == (20, 20)
