"""Queueing messages, whoever else queues them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from tests.cast import NOW
from training.db import Database
from training.outbox import Message, OutboxMessage, enqueue

MANY = 2000


def test_two_who_queue_the_same_in_another_order_do_not_wait_for_each_other(
    database: Database,
) -> None:
    messages = [Message(f"mail:{n}", "liaison-digest", NOW) for n in range(MANY)]
    together = Barrier(2)

    def queue(them: list[Message]) -> None:
        with database.writing() as db:
            if database.dialect != "sqlite":
                db.connection()
                together.wait(20)
            enqueue(db, them)
            db.commit()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(queue, [messages, messages[::-1]]))
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(OutboxMessage)) == MANY
