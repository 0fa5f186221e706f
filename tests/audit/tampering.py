"""Every way we know to falsify an audit, one of them drawn at random."""

import json
from collections.abc import Callable
from random import Random

from sqlalchemy import text
from sqlalchemy.orm import Session

from training.audit import AuditEvent, AuditSeal
from training.audit.hashing import event_hash, seal_hash

Tampering = Callable[[Session, Random], None]
EVENT, SEAL = AuditEvent.__tablename__, AuditSeal.__tablename__


def edit(db: Session, random: Random) -> None:
    """Change one thing that an event says."""
    changes = {
        "actor": "COALESCE(actor, 0) + 1",
        "act": "act || 's'",
        "facts": """'{"employee": 99}'""",
        "at": "'2020-02-02 10:00:00.000000'",
    }
    column = random.choice(list(changes))
    _run(db, f"UPDATE {EVENT} SET {column} = {changes[column]} WHERE id = :id", id=_one(db, random))


def delete(db: Session, random: Random) -> None:
    """Remove an event."""
    _run(db, f"DELETE FROM {EVENT} WHERE id = :id", id=_one(db, random))


def reorder(db: Session, random: Random) -> None:
    """Let two events change their places."""
    one, other = random.sample(_ids(db, EVENT), 2)
    _move(db, EVENT, one, other)


def insert(db: Session, random: Random) -> None:
    """Add an event where there is room before the end."""
    _run(
        db,
        f"INSERT INTO {EVENT} SELECT :id, at, actor, act, facts FROM {EVENT} WHERE id = :like",
        id=-random.randrange(1000),
        like=_one(db, random),
    )


def replace(db: Session, random: Random) -> None:
    """Remove an event and put another in its place."""
    id_, like = random.sample(_ids(db, EVENT), 2)
    _run(db, f"DELETE FROM {EVENT} WHERE id = :id", id=id_)
    _run(
        db,
        f"INSERT INTO {EVENT} SELECT :id, at, actor, act, facts FROM {EVENT} WHERE id = :like",
        id=id_,
        like=like,
    )


def cut_off_events(db: Session, random: Random) -> None:
    """Remove the newest events."""
    _run(db, f"DELETE FROM {EVENT} WHERE id >= :id", id=_one(db, random))


def cut_off(db: Session, random: Random) -> None:
    """Remove the newest seals and all they hold."""
    first = _one(db, random, SEAL)
    _run(
        db,
        f"DELETE FROM {EVENT} WHERE id >= (SELECT first FROM {SEAL} WHERE id = :id)",
        id=first,
    )
    _run(db, f"DELETE FROM {SEAL} WHERE id >= :id", id=first)


def delete_seal(db: Session, random: Random) -> None:
    """Remove a seal, its events left."""
    _run(db, f"DELETE FROM {SEAL} WHERE id = :id", id=_one(db, random, SEAL))


def delete_seal_and_events(db: Session, random: Random) -> None:
    """Remove a seal with all it holds."""
    seal = db.get_one(AuditSeal, _one(db, random, SEAL))
    _run(db, f"DELETE FROM {EVENT} WHERE id BETWEEN :a AND :b", a=seal.first, b=seal.last)
    _run(db, f"DELETE FROM {SEAL} WHERE id = :id", id=seal.id)


def edit_seal(db: Session, random: Random) -> None:
    """Change one thing that a seal says."""
    changes = {
        "first": "first - 1000",
        "last": "last + 100000",
        "rows": "'[[1, \"a\"]]'",
        "late": "'[[1, 2, \"2026-11-23T16:00:00+00:00\"]]'",
        "previous": f"'{random.randbytes(32).hex()}'",
        "hash": f"'{random.randbytes(32).hex()}'",
        "at": "'2020-02-02 10:00:00.000000'",
    }
    column = random.choice(list(changes))
    _run(
        db,
        f"UPDATE {SEAL} SET {column} = {changes[column]} WHERE id = :id",
        id=_one(db, random, SEAL),
    )


def reorder_seals(db: Session, random: Random) -> None:
    """Let two seals change their places."""
    one, other = random.sample(_ids(db, SEAL), 2)
    _move(db, SEAL, one, other)


def forge(db: Session, random: Random) -> None:
    """Change an event and make its seal, and all that follow, anew, as the code would."""
    edit(db, random)
    db.expire_all()
    previous = "0" * 64
    for id_ in _ids(db, SEAL):
        seal = db.get_one(AuditSeal, id_)
        rows = []
        for event_id, _old in seal.rows:
            event = db.get_one(AuditEvent, event_id)
            hashed = event_hash(event.id, event.at, event.actor, event.act, event.facts)
            rows.append([event_id, hashed])
        made = seal_hash(previous, seal.at, rows, seal.late)
        _run(
            db,
            f"UPDATE {SEAL} SET rows = :rows, previous = :previous, hash = :made WHERE id = :id",
            rows=json.dumps(rows),
            previous=previous,
            made=made,
            id=id_,
        )
        previous = made
    db.expire_all()


def forge_end(db: Session, random: Random) -> None:
    """Cut off the end and write another that fits what is before it."""
    last = db.get_one(AuditSeal, _ids(db, SEAL)[-1])
    _run(db, f"DELETE FROM {EVENT} WHERE id = :id", id=last.last)
    rows = last.rows[:-1]
    _run(
        db,
        f"UPDATE {SEAL} SET rows = :rows, last = :last, hash = :made WHERE id = :id",
        rows=json.dumps(rows),
        last=rows[-1][0],
        made=seal_hash(last.previous, last.at, rows, last.late),
        id=last.id,
    )


TAMPERINGS: tuple[Tampering, ...] = (
    edit,
    delete,
    reorder,
    insert,
    replace,
    cut_off_events,
    cut_off,
    delete_seal,
    delete_seal_and_events,
    edit_seal,
    reorder_seals,
    forge,
    forge_end,
)


def _run(db: Session, statement: str, **values: object) -> None:
    db.execute(text(statement), values)


def _ids(db: Session, table: str) -> list[int]:
    return list(db.scalars(text(f"SELECT id FROM {table} ORDER BY id")))


def _one(db: Session, random: Random, table: str = EVENT) -> int:
    return random.choice(_ids(db, table))


def _move(db: Session, table: str, one: int, other: int) -> None:
    """Swap two ids, by way of one that nothing has."""
    for old, new in ((one, -7), (other, one), (-7, other)):
        _run(db, f"UPDATE {table} SET id = :new WHERE id = :old", old=old, new=new)
