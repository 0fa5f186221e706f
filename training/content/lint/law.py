"""Law and City policy always carry a footnote."""

import re
from collections.abc import Iterator

from training.content.canonical import NOTE
from training.content.lint.finding import Linted, problem
from training.content.lint.prose import paragraphs, sentences
from training.errors import Problem

LAW = re.compile(
    r"""
    \bU\.?\s?S\.?\s?C\b | \bC\.?F\.?R\b | \bNMSA\b | \bNMAC\b | §   # codes
    | \bAmendments?\b | \bSupreme\ Court\b | \bExecutive\ Order\b   # by name
    | \b(?:Resolution|Ordinance)\s+[A-Z]?-?\d | \b[RO]-\d{1,2}-\d   # the City's own, by number
    | \b(?:federal|state)\ (?:law|statute)s?\b | \bAct\ of\ \d{4}\b
    """,
    re.VERBOSE,
)
"""What names a law or a policy. A list of words, so it finds what is named, not what is meant."""


def law_without_footnote(linted: Linted) -> Iterator[Problem]:
    """Paragraphs, and whole questions, in English that name a law and cite nothing."""
    module = linted.module
    for file in (module.base, *(each.file for each in module.supplements)):
        for section in file.sections:
            for text in (section.text, *(fold.text for fold in section.folds)):
                yield from _uncited(linted, file.path, section.line, text)
    for item in module.quiz.items if module.quiz else ():
        if module.quiz and not item.labels and (found := LAW.search(item.canonical)):
            yield _problem(linted, module.quiz.path, item.line, found[0], item.stem)


def _uncited(linted: Linted, path: str, start: int, text: str) -> Iterator[Problem]:
    for paragraph in paragraphs(text):
        if NOTE.search(paragraph):
            continue
        for sentence in sentences(paragraph):
            if found := LAW.search(sentence):
                yield _problem(linted, path, start, found[0], sentence)
                break


def _problem(linted: Linted, path: str, start: int, name: str, sentence: str) -> Problem:
    line = linted.line_of(path, start, sentence) if sentence else start
    return problem(
        path,
        line,
        f"“{name}” is named here without a footnote",
        "cite a fact or source after it, such as [^F1]",
    )
