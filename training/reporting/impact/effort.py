"""What one publication asks of people with the same past, and how long that takes them: pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from training.assignments.owing.asking import asked
from training.assignments.owing.debts import Debt, Owes, Owing
from training.content.edition import Edition
from training.content.variants import pages
from training.reporting.fitting import QUESTION

LEAST = 1.0
"""Whoever is asked for anything needs a minute for it."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What is asked: each unit with how it is owed, so many questions, so many minutes."""

    parts: tuple[tuple[str, Owes], ...]
    questions: int
    minutes: float


def effort(owing: Owing, number: int, edition: Edition, lineage: Sequence[str]) -> Effort | None:
    """What the publication of that number brought; none where it asks nothing.

    `edition` is its text. The minutes are those of the pages to be read, at the reading speed of
    the whole module, and of the questions to be answered.
    """
    debts = tuple(each for debt in owing.debts if (each := _brought(debt, number)))
    if not debts:
        return None
    delta = asked(replace(owing, debts=debts), edition, lineage)
    minutes = {each.id: each.minutes for each in pages(edition.module, lineage, "en")}
    reading = sum(minutes.get(each, QUESTION) for each in delta.pages)
    test = set(delta.test)
    questions = sum(
        min(each.draw, len(test.intersection(each.items))) for each in edition.pools(lineage)
    )
    return Effort(
        tuple((each.part, each.owes) for each in debts),
        questions,
        max(LEAST, reading + QUESTION * questions),
    )


def _brought(debt: Debt, number: int) -> Debt | None:
    """The part of a debt that one publication brought; none where it asks nothing for it."""
    brought = tuple(
        each for each in debt.brought if each.number == number and each.owes is not Owes.NOTHING
    )
    if not brought:
        return None
    return Debt(debt.part, max(each.owes for each in brought), brought)
