"""All that is to be said of a content root: what stops it, what to look at, what is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from training.content.city import lineages
from training.content.lint import lint
from training.content.lint.finding import Finding, Linted
from training.content.pending import pending
from training.content.trail import trail
from training.content.tree import Tree, check_tree
from training.errors import Problem


class Severity(StrEnum):
    """Whether something stops a publication."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong or doubtful, where it is and what to do. `rule` names a warning's rule.

    `trail` leads there in words: section, question, answer.
    """

    severity: Severity
    rule: str
    path: str
    line: int
    trail: tuple[str, ...]
    what: str
    remedy: str

    def __str__(self) -> str:
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.path}:{self.line}: {self.what}{remedy}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A callout that begins *To be confirmed by OEI*."""

    path: str
    line: int
    trail: tuple[str, ...]
    text: str


def check_up(tree: Tree, linted: Iterable[Finding] | None = None) -> tuple[Fault, ...]:
    """Every error, then every warning, each by file and line.

    `linted` is what the rules say of every module, when they have been asked already.
    """
    errors = [_fault(tree, Severity.ERROR, "", each) for each in check_tree(tree)]
    lines = lineages(tree.departments)
    if linted is None:
        linted = (
            finding
            for module in tree.modules.values()
            for finding in lint(Linted(module, tree.departments, lines, tree.files))
        )
    found = [_fault(tree, Severity.WARNING, each.rule, each.problem) for each in linted]
    return (*errors, *sorted(found, key=lambda each: (each.path, each.line, each.rule)))


def waiting_for_oei(tree: Tree) -> tuple[Waiting, ...]:
    """What OEI has yet to confirm, by file and line: in sections, briefings and questions."""
    found = [
        Waiting(path, place.line, _trail(tree, path, place.line), place.text)
        for module in tree.modules.values()
        for path, place in pending(module)
    ]
    return tuple(sorted(found, key=lambda each: (each.path, each.line)))


def _fault(tree: Tree, severity: Severity, rule: str, problem: Problem) -> Fault:
    path, _, number = problem.where.rpartition(":")
    line = int(number) if number.isdecimal() else 1
    found = _trail(tree, path, line)
    return Fault(severity, rule, path or number, line, found, problem.what, problem.remedy)


def _trail(tree: Tree, path: str, line: int) -> tuple[str, ...]:
    source = tree.files.get(path)
    return trail(source.lines, line) if source else ()
