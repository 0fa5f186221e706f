"""What a change asks of those who know the older text, as its author says before publishing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from training.content.labelling import Question
from training.content.module import Module
from training.content.placed import ITEM, SECTION
from training.content.variants import items
from training.errors import Problem, Said

Testable = Mapping[str | None, Collection[str]]
"""The parts a test can ask about, by department; none for all the others."""


class Label(StrEnum):
    """What a change asks for: nothing, reading it again, or answering questions on it again."""

    WORDING = "wording"
    REREAD = "reread"
    RETEST = "retest"


@dataclass(frozen=True, slots=True)
class Given:
    """A label as its author gave it: for one cause, and all that changes because of it.

    `new` as in the question that it answers. `due` is the local day by whose end it is to be done,
    none for `wording`. `wrong_key`: the key of a question was wrong, so that attempts are scored
    again and only those now wrong are asked.
    """

    cause: str
    label: Label
    reason: str
    due: date | None = None
    new: bool = False
    wrong_key: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label for one unit and variant: a row of what was published.

    `part` is `section:<id>` or `item:<id>`; `department` is none for all without a text of their
    own; `due` and `wrong_key` as in `Given`.
    """

    part: str
    department: str | None
    language: str
    label: Label
    cause: str
    reason: str = ""
    due: date | None = None
    wrong_key: bool = False


def labelled(questions: Iterable[Question], given: Iterable[Given]) -> tuple[Labelled, ...]:
    """A row for each cause, unit and variant; a translation nobody labelled is `wording`.

    To be called when `check_labels` found nothing.
    """
    answers = {(each.cause, each.new): each for each in given}
    found: list[Labelled] = []
    for question in questions:
        default = Given(question.cause, Label.WORDING, "")
        answer = answers.get((question.cause, question.new), default)
        for part, department, language in question.units:
            found.append(
                Labelled(
                    part,
                    department,
                    language,
                    answer.label,
                    question.cause,
                    answer.reason,
                    answer.due,
                    answer.wrong_key,
                )
            )
    return tuple(found)


def can_test(module: Module, lineages: Mapping[str, Sequence[str]]) -> Testable:
    """Which parts a test can ask about: sections that a question covers, and such questions.

    Of questions that any attempt may ask; of practice none. `lineages` holds each department's slug
    with its own and its parents'.
    """
    quiz = module.quiz
    if quiz is None or not quiz.rules.scored:
        return {}
    found: dict[str | None, Collection[str]] = {None: _asked(module, ())}
    every = {each: (each,) for each in module.mentioned} | {**lineages}
    return found | {department: _asked(module, lineage) for department, lineage in every.items()}


def _asked(module: Module, lineage: Sequence[str]) -> frozenset[str]:
    mine = [each for each in items(module, lineage) if not each.use]
    covered = {SECTION + section for each in mine for section in each.covers}
    return frozenset(covered | {ITEM + each.id for each in mine})


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a label, and with which of its words: `label`, `reason`, `due` …"""

    field: str
    problem: Problem


def check_labels(
    questions: Sequence[Question], given: Sequence[Given], tests: Testable, *, today: date
) -> list[Problem]:
    """What is wrong with the labels of a text that is to be published, each with its remedy.

    `tests` is what `can_test` says of that text. Only a change to a translation whose English
    stays may go without a label.
    """
    problems = _strays(questions, given)
    answers = {(each.cause, each.new): each for each in given}
    for question in questions:
        answer = answers.get((question.cause, question.new))
        problems += [each.problem for each in check_label(question, answer, tests, today=today)]
    return problems


def check_label(
    question: Question, answer: Given | None, tests: Testable, *, today: date
) -> list[Wrong]:
    """What is wrong with the label of one cause, or that there is none."""
    if answer is not None:
        return _check(question, answer, tests, today)
    return [] if question.translation else [Wrong("label", _missing(question))]


def _missing(question: Question) -> Problem:
    if question.new:
        what = Said(
            "nobody has said what is asked about “{title}”, which is new", title=question.title
        )
        remedy = Said("say whether people read it, or are tested on it too")
        return Problem(question.cause, what, remedy)
    what = Said(
        "nobody has said what this change to “{title}” asks of those who know it",
        title=question.title,
    )
    return Problem(question.cause, what, Said("choose “wording” (nothing), “reread” or “retest”"))


def _strays(questions: Sequence[Question], given: Sequence[Given]) -> list[Problem]:
    """Labels of what does not change, and second ones."""
    asked = {(each.cause, each.new) for each in questions}
    problems: list[Problem] = []
    seen: set[tuple[str, bool]] = set()
    for each in given:
        key = (each.cause, each.new)
        if key not in asked:
            what = Said("has a label, but nothing changes because of it")
            problems.append(Problem(each.cause, what, Said("leave the label out")))
        elif key in seen:
            problems.append(Problem(each.cause, Said("has two labels"), Said("keep one of them")))
        seen.add(key)
    return problems


def _check(question: Question, answer: Given, tests: Testable, today: date) -> list[Wrong]:
    found: list[Wrong] = []

    def add(field: str, what: str, remedy: str) -> None:
        found.append(Wrong(field, Problem(question.cause, what, remedy)))

    if not answer.reason.strip():
        remedy = Said("say in a sentence why; everybody who is asked reads it")
        add("reason", Said("the label has no reason"), remedy)
    if question.new and answer.label is Label.WORDING:
        add(
            "label",
            Said(
                "“{title}” is new, so that it cannot be a change of wording", title=question.title
            ),
            Said(
                "choose “reread” or “retest”; if it is an older text renamed, split or merged, "
                "say so with was="
            ),
        )
    if answer.label is not Label.WORDING:
        if answer.due is None:
            add("due", Said("the label has no due date"), Said("say by when it is to be done"))
        elif answer.due < today:
            what = Said("the due date {day} is past", day=answer.due)
            add("due", what, Said("choose today or a later day"))
    keyed = not question.new and all(part.startswith(ITEM) for part, *_ in question.units)
    if answer.wrong_key and not keyed:
        what = Said("only a question that was published before has a key that can have been wrong")
        add("wrong_key", what, Said("leave “wrong key” out"))
    if answer.label is Label.RETEST:
        found += [Wrong("label", each) for each in _untested(question, tests)]
    return found


def _untested(question: Question, tests: Testable) -> list[Problem]:
    """The units that no question asks about, for each department that would be tested."""
    found: dict[tuple[str, str | None], Problem] = {}
    for part, department, _language in question.units:
        asked = tests.get(department, tests.get(None, ()))
        if part not in asked:
            kind, _, name = part.partition(":")
            whom = "" if department is None else Said(" for {name}", name=department)
            if kind == "section":
                what = Said(
                    "“retest”, but no question{whom} covers the section “{name}”",
                    whom=whom,
                    name=name,
                )
                remedy = Said(
                    "write one with “Covers: {name}” that attempts may ask, or say “reread”",
                    name=name,
                )
            else:
                what = Said(
                    "“retest”, but no attempt{whom} asks the question “{name}”",
                    whom=whom,
                    name=name,
                )
                remedy = Said("let attempts ask it, or say “reread”")
            found[part, department] = Problem(question.cause, what, remedy)
    return list(found.values())
