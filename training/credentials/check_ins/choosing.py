"""Which question a check-in asks: pure rules."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random

from training.content.edition import Edition
from training.content.holds.paused import is_held
from training.content.variants import items

CHECK = "check"
"""What `Use` says of a question that is kept for this."""
SIGNED = "attest"
"""Signing shows nothing of what somebody knows."""
SCENARIO = "scenario"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that a department may be asked; `kind` and `use` as in `ItemView`."""

    item: str
    kind: str
    use: str


def candidates(edition: Edition, lineage: Sequence[str], held: Collection[str]) -> list[Candidate]:
    """What a department may be asked of a module: nothing that measures, nothing that is signed,
    and nothing about the sections that are on hold."""
    return [
        Candidate(each.id, each.kind, each.use)
        for each in items(edition.module, lineage)
        if each.use in ("", CHECK)
        and each.kind != SIGNED
        and not is_held(edition.covers(each.id), held)
    ]


def choose(
    able: Sequence[Candidate],
    *,
    before: Collection[str],
    last: Collection[str],
    seed: int,
) -> str | None:
    """The question to ask, or none: one kept for check-ins, else a scenario, else any other.

    First those that no check-in asked `before`; of equals those that were not asked `last`, in the
    quiz. The same seed gives the same.
    """
    random = Random(seed)  # noqa: S311 - a fair choice, not a secret
    mixed = random.sample(able, len(able))
    best = min(
        mixed,
        key=lambda each: (each.item in before, _rank(each), each.item in last),
        default=None,
    )
    return best.item if best else None


def in_turn(modules: Collection[str], n: int) -> list[str]:
    """The modules in the order in which the question `n` tries them: each comes first in turn."""
    every = sorted(modules)
    start = (n - 1) % len(every) if every else 0
    return every[start:] + every[:start]


def _rank(candidate: Candidate) -> int:
    if candidate.use == CHECK:
        return 0
    return 1 if candidate.kind == SCENARIO else 2
