"""Whether the audit is as it was written: every way in which it is not, and where."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import LargeBinary, Row, Text, cast, select
from sqlalchemy.orm import Session

from training.audit import AuditEvent, AuditSeal
from training.audit.hashing import GENESIS, event_hash, seal_hash
from training.audit.head import Head
from training.audit.runs import Ids, Run, runs


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was: `edited`, `deleted`, `inserted`, `forged` or `cut off`."""

    kind: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"


class Seal(NamedTuple):
    """A seal as the database has it now, which may be anything."""

    id: int
    first: int
    last: int
    rows: list[Any]
    late: list[Any]
    previous: str
    hash: str
    at: datetime


def faults(db: Session, *heads: Head) -> Iterator[Fault]:
    """Every fault of the audit, in the order of the chain; none when it is sound.

    Each head is a seal that was seen before: what came up to it must still be there.
    """
    previous, high = GENESIS, 0
    held: list[Run] = []
    late: list[Any] = []
    hashes: dict[int, str] = {}
    for row in db.execute(_seals(db)):
        try:
            seal = _seal(row)
            found = list(_of_a_seal(db, seal, previous, Ids(held)))
        except (TypeError, ValueError):
            yield Fault("forged", f"seal {row[0]} cannot be read")
            previous = ""
            continue
        yield from found
        previous, high, late = seal.hash, max(high, seal.last), seal.late
        held = _joined(held, runs(each[0] for each in seal.rows))
        hashes[seal.id] = seal.hash
    yield from _inserted(db, high, held, late)
    for head in heads:
        yield from _against(head, hashes)


def _joined(held: list[Run], more: list[Run]) -> list[Run]:
    """Two lists of runs as one; nearly always the new ones just carry on."""
    if held and more and held[-1][1] + 1 == more[0][0]:
        return [*held[:-1], (held[-1][0], more[0][1]), *more[1:]]
    return [*held, *more]


def _of_a_seal(db: Session, seal: Seal, previous: str, held: Ids) -> Iterator[Fault]:
    ids = [each[0] for each in seal.rows]
    if seal.hash != seal_hash(seal.previous, seal.at, seal.rows, seal.late):
        yield Fault("forged", f"seal {seal.id} is not the one that was made")
    if seal.previous != previous:
        what = f"seal {seal.id} does not follow the one before it; one was removed, added or moved"
        yield Fault("forged", what)
    if ids != sorted(set(ids)) or [seal.first, seal.last] != [ids[0], ids[-1]]:
        yield Fault("forged", f"seal {seal.id} does not hold the events that it says")
    twice = [each for each in ids if each in held]
    if twice:
        yield Fault("forged", f"seal {seal.id} holds event {twice[0]}, which another seal holds")
    yield from _events(db, seal)


def _events(db: Session, seal: Seal) -> Iterator[Fault]:
    """The events of a seal that are gone or say something else."""
    present = {each.id: each for each in db.execute(_between(db, seal.first, seal.last))}
    for id_, sealed in seal.rows:
        if id_ not in present:
            yield Fault("deleted", f"event {id_}, which seal {seal.id} holds")
        elif _hash(present[id_]) != sealed:
            yield Fault("edited", f"event {id_}, which seal {seal.id} holds")


def _inserted(db: Session, high: int, held: list[Run], late: list[Any]) -> Iterator[Fault]:
    """Events among the sealed ones that no seal holds, unless a slow transaction brought them."""
    known = Ids(held)
    to_come = Ids((first, last) for first, last, _since in late)
    ids = select(AuditEvent.id).where(AuditEvent.id <= high).order_by(AuditEvent.id)
    for id_ in db.scalars(ids):
        if id_ not in known and id_ not in to_come:
            yield Fault("inserted", f"event {id_}, among events that were sealed without it")


def _against(head: Head, hashes: dict[int, str]) -> Iterator[Fault]:
    if head.seal not in hashes:
        gone = "the events from there on are gone" if head.seal > max(hashes, default=0) else "gone"
        yield Fault("cut off", f"seal {head.seal}, made {head.at}: {gone}")
    elif hashes[head.seal] != head.hash:
        yield Fault("forged", f"seal {head.seal} is not the one that the signed head names")


def _hash(event: Row[Any]) -> str:
    """The event's hash; empty when something in it cannot even be read."""
    try:
        act, said = _text(event.act), json.loads(_text(event.facts))
        return event_hash(event.id, _instant(event.at), event.actor, act, said)
    except (TypeError, ValueError):
        return ""


def _seal(row: Row[Any]) -> Seal:
    """A seal read; raises `TypeError` or `ValueError` for one that is none."""
    seal = Seal(
        row.id,
        row.first,
        row.last,
        [(int(id_), str(sealed)) for id_, sealed in json.loads(_text(row.rows))],
        [(int(first), int(last), str(since)) for first, last, since in json.loads(_text(row.late))],
        _text(row.previous),
        _text(row.hash),
        _instant(row.at),
    )
    if not seal.rows:
        raise ValueError("a seal of nothing")
    return seal


def _seals(db: Session) -> Any:
    of = AuditSeal
    raw = (of.rows, of.late, of.previous, of.hash, of.at)
    asked = select(of.id, of.first, of.last, *(_raw(db, each) for each in raw))
    return asked.order_by(of.id).execution_options(yield_per=100)


def _between(db: Session, first: int, last: int) -> Any:
    of = AuditEvent
    raw = (_raw(db, each) for each in (of.act, of.facts, of.at))
    return select(of.id, of.actor, *raw).where(of.id.between(first, last))


def _raw(db: Session, column: Any) -> Any:
    """A column as it is stored: on SQLite somebody may have written any bytes there."""
    if db.get_bind().dialect.name == "sqlite":
        return cast(column, LargeBinary).label(column.key)
    return (column if column.key == "at" else cast(column, Text)).label(column.key)


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _instant(value: datetime | bytes) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime.fromisoformat(value.decode()).replace(tzinfo=UTC)
