"""The labels that a text needs, those that were given, and how a proposal keeps them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from training.content.diff import diff_modules
from training.content.labelling import Question, to_label
from training.content.labels import (
    Given,
    Label,
    Labelled,
    Testable,
    can_test,
    check_labels,
    labelled,
)
from training.content.module import Module
from training.errors import InputRefused, Problem, Said

Labels = Mapping[tuple[str, str], Sequence[Given]]
"""The labels given for some texts, by kind and slug."""
MODULE = "module:"
"""Before a slug, the part of a certificate that is a module it requires."""
EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """What has to be labelled of one text, held against the one in force."""

    kind: str
    slug: str
    questions: tuple[Question, ...] = ()
    tests: Testable = field(default_factory=dict)
    """What a test of the text can ask about."""

    @property
    def key(self) -> tuple[str, str]:
        """Kind and slug."""
        return self.kind, self.slug

    def problems(self, given: Sequence[Given], *, today: date) -> list[Problem]:
        """What is wrong with these labels."""
        return check_labels(self.questions, given, self.tests, today=today)

    def labelled(self, given: Iterable[Given]) -> tuple[Labelled, ...]:
        """The labels unit by unit, to be called when there are no `problems`."""
        return labelled(self.questions, given)


def asking_of_module(
    was: Module | None, now: Module, lineages: Mapping[str, Sequence[str]]
) -> Asking:
    """What to label of a module; of its first publication nothing.

    `lineages` holds each department's slug with its own and its parents'.
    """
    if was is None:
        return Asking("module", now.slug)
    questions = to_label(diff_modules(was, now, lineages))
    return Asking("module", now.slug, questions, can_test(now, lineages))


def asking_of_certificate(
    slug: str,
    was: Mapping[str, Sequence[str]] | None,
    now: Mapping[str, Sequence[str]],
) -> Asking:
    """The modules that a certificate begins to require, which are asked for from its renewal.

    A label asks for them by a day instead. Both sides hold modules by department, `EVERYBODY`
    among them.
    """
    units: dict[str, list[tuple[str, str | None, str]]] = {}
    before = was or {}
    for department, modules in now.items():
        for module in modules:
            known = (*before.get(EVERYBODY, ()), *before.get(department, ()))
            if was is not None and module not in known:
                unit = (MODULE + module, department or None, "en")
                units.setdefault(module, []).append(unit)
    return Asking(
        "certificate",
        slug,
        # Nobody has to say anything: from renewal on is what a certificate means.
        tuple(
            Question(MODULE + module, module, tuple(found), new=True, translation=True)
            for module, found in units.items()
        ),
    )


def refuse_wrong_labels(askings: Iterable[Asking], labels: Labels, *, today: date) -> None:
    """Raise `InputRefused` with all that is wrong with the labels of some texts."""
    found = [
        problem
        for each in askings
        for problem in each.problems(labels.get(each.key, ()), today=today)
    ]
    if found:
        said = Said("Say what each change asks of the people who know the text in force.")
        raise InputRefused(said, found)


def stored(given: Given) -> dict[str, Any]:
    """A label as a proposal keeps it."""
    return {
        "cause": given.cause,
        "label": given.label.value,
        "reason": given.reason,
        "due": given.due.isoformat() if given.due else None,
        "new": given.new,
        "wrong_key": given.wrong_key,
    }


def read_stored(rows: Iterable[Mapping[str, Any]]) -> tuple[Given, ...]:
    """The labels that a proposal kept."""
    return tuple(
        Given(
            cause=each["cause"],
            label=Label(each["label"]),
            reason=each["reason"],
            due=date.fromisoformat(each["due"]) if each["due"] else None,
            new=each["new"],
            wrong_key=each["wrong_key"],
        )
        for each in rows
    )
