"""Feeds the targets, and keeps what they choke on."""

import hashlib
import random
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from tests.fuzz.mutating import mutated, seeds
from tests.fuzz.targets import TARGETS, Target, refusing

FOUND = Path(__file__).parent / "found"
"""Every input that was ever choked on; each is tried again in every test run."""
MOST_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Failure:
    """Bytes that a target neither reads nor refuses in time, and what it says instead."""

    target: str
    raw: bytes
    said: str


class TooSlow(Exception):
    """Raised within whatever takes too long."""


@contextmanager
def hurried() -> Iterator[None]:
    """What is done within has two seconds of processor time."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def failure(target: Target, raw: bytes) -> Failure | None:
    """Why a target fails over these bytes; none when it does not."""
    try:
        with hurried():
            refusing(target, raw)
    except Exception:
        return Failure(target.name, raw, traceback.format_exc(limit=-4))
    return None


def fuzz(seconds: float, seed: int, said: Callable[[str], object]) -> list[Failure]:
    """Feed all targets in turn for so long; one failure of each kind is kept, made small."""
    chance = random.Random(seed)
    fed = {target.name: seeds(target) for target in TARGETS}
    failures: dict[tuple[str, str], Failure] = {}
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        for target in TARGETS:
            known = fed[target.name]
            raw = mutated(chance.choice(known), known, chance, text=target.text)
            count += 1
            found = failure(target, raw)
            kind = (target.name, found.said.strip().splitlines()[-3].strip() if found else "")
            if found and kind not in failures:
                failures[kind] = smaller(target, found)
                said(f"{target.name}: {failures[kind].said}\n{failures[kind].raw[:400]!r}")
    said(f"{count} inputs, {len(failures)} failures, seed {seed}")
    return list(failures.values())


def smaller(target: Target, found: Failure) -> Failure:
    """The same failure over fewer bytes, as few as a short search finds."""
    last = found.said.strip().splitlines()[-1][:40]
    size, tries = len(found.raw) // 2, 300
    while size and tries:
        for at in range(0, len(found.raw), size):
            tries -= 1
            less = failure(target, found.raw[:at] + found.raw[at + size :])
            if less and less.said.strip().splitlines()[-1][:40] == last:
                found = less
                break
            if not tries:
                break
        else:
            size //= 2
    return found


def keep(found: Failure) -> Path:
    """The failure's bytes in the corpus."""
    name = f"{found.target.replace(' ', '-')}.{hashlib.sha256(found.raw).hexdigest()[:12]}"
    path = FOUND / name
    path.write_bytes(found.raw)
    return path


def kept() -> list[tuple[str, bytes]]:
    """The corpus: target and bytes."""
    files = (each for each in sorted(FOUND.iterdir()) if not each.name.startswith("."))
    return [(each.name.partition(".")[0].replace("-", " "), each.read_bytes()) for each in files]
