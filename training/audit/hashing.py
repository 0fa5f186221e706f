"""The hashes of the audit's chain: plain values in, hexadecimal SHA-256 out."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64
"""What the first seal follows."""


def event_hash(id_: int, at: datetime, actor: int | None, act: str, facts: Any) -> str:
    """The hash of one event, its id and all it says included."""
    return _hash([id_, _instant(at), actor, act, facts])


def seal_hash(
    previous: str,
    at: datetime,
    rows: Sequence[Sequence[Any]],
    late: Sequence[Sequence[Any]],
) -> str:
    """The hash of a seal: over the seal before it, its instant, its events and what is to come."""
    return _hash([previous, _instant(at), rows, late])


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _hash(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256(text.encode()).hexdigest()
