"""Ids against what was published under them: they never change, and a retired one stays retired."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from training.content.module import Module
from training.content.packages import Package
from training.content.placed import Placed, placed
from training.content.source import Report, nearest
from training.errors import Problem


@dataclass(frozen=True, slots=True)
class Known:
    """A part that was published: every hash it had, and the last revision that had it."""

    last: int
    hashes: Set[str] = field(default_factory=frozenset)


def check_history(
    module: Module, package: Package, ever: Mapping[str, Known], newest: int
) -> list[Problem]:
    """What is wrong with the ids of a module of which `newest` is the revision in force.

    A retired id may come back with a text that it had before: that is the same part again.
    """
    hashes: dict[str, set[str]] = {}
    for each in package.parts:
        hashes.setdefault(each.part, set()).add(each.sha256)
    problems: list[Problem] = []
    for part in placed(module):
        known = ever.get(part.part)
        report = Report(part.path)
        if known and known.last < newest and not known.hashes & hashes.get(part.part, set()):
            report.add(
                part.line,
                f"the id “{part.id}” belonged to another text until revision {known.last}",
                "an id is never used again; choose another",
            )
        if newest:
            _check_was(part, ever, report)
        problems += report.problems
    return problems


def _check_was(part: Placed, ever: Mapping[str, Known], report: Report) -> None:
    kind = part.part.partition(":")[0] + ":"
    for old in part.was:
        if kind + old not in ever:
            known = {each.removeprefix(kind) for each in ever if each.startswith(kind)}
            report.add(
                part.line,
                f"“was={old}”: nothing of this module was published under that id",
                nearest(old, known),
            )
        elif old == part.id:
            report.add(part.line, f"“was={old}” is its own id", "leave it out")


def gone(ever: Mapping[str, Known], newest: int, present: Iterable[str]) -> frozenset[str]:
    """The parts in force that the working copy has no more."""
    return frozenset(part for part, known in ever.items() if known.last == newest) - set(present)
