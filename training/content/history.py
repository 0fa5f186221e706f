"""Ids against what was published under them: they never change, and a retired one stays retired."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from training.content.module import Module
from training.content.packages import Package
from training.content.source import Report, nearest
from training.errors import Problem

SECTION, ITEM = "section:", "item:"


@dataclass(frozen=True, slots=True)
class Known:
    """A part that was published: every hash it had, and the last revision that had it."""

    last: int
    hashes: Set[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of the working copy, where it stands and what it says it was."""

    part: str
    path: str
    line: int
    was: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its id, without the word before it."""
        return self.part.partition(":")[2]


def placed(module: Module) -> tuple[Placed, ...]:
    """Every section and question of a module, once each."""
    found: dict[str, Placed] = {}
    texts = [module.base, *(each.file for each in module.supplements)]
    for file in texts:
        for section in file.sections:
            part = Placed(SECTION + section.id, file.path, section.line, _ids(section.at.was))
            found.setdefault(part.part, part)
    if module.quiz is not None:
        for item in module.quiz.items:
            part = Placed(ITEM + item.id, module.quiz.path, item.line, _ids(item.was))
            found.setdefault(part.part, part)
    return tuple(found.values())


def _ids(was: str) -> tuple[str, ...]:
    return tuple(each for each in was.split(",") if each)


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
