"""What the rules are handed, and what they hand back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.content.city import DepartmentEntry
from training.content.module import Module
from training.content.source import SourceFile
from training.errors import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at, and the name of the rule that says so."""

    rule: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Linted:
    """A module and what it is held against."""

    module: Module
    departments: Sequence[DepartmentEntry]
    lineages: Mapping[str, tuple[str, ...]]
    files: Mapping[str, SourceFile]

    def line_of(self, path: str, start: int, words: str) -> int:
        """The line, from `start` on, on which these words begin; `start` when it is not found."""
        source = self.files.get(path)
        first = words.split()[:3]
        for count in range(len(first), 0, -1):
            wanted = " ".join(first[:count])
            for number, line in enumerate(source.lines[start - 1 :] if source else (), start):
                if wanted in line:
                    return number
        return start


def problem(path: str, line: int, what: str, remedy: str) -> Problem:
    """A problem at a line of a file."""
    return Problem(f"{path}:{line}", what, remedy)
