"""Answers that give themselves away."""

from collections.abc import Iterator

from training.content.lint.finding import Linted, problem
from training.content.lint.prose import spoken
from training.content.quiz_item import Item
from training.errors import Problem

MOST_SHARE = 0.5
FEWEST = 4
"""With fewer questions it may be chance."""
MOST_NAMED = 5


def longest_answers(linted: Linted) -> Iterator[Problem]:
    """A quiz in which the right answer is the longest in more than half of the questions."""
    quiz = linted.module.quiz
    asked = [each for each in quiz.items if each.kind == "one"] if quiz else []
    told = [each for each in asked if _is_longest(each)]
    if quiz is None or len(asked) < FEWEST or len(told) <= MOST_SHARE * len(asked):
        return
    named = ", ".join(each.id for each in told[:MOST_NAMED])
    more = " …" if len(told) > MOST_NAMED else ""
    yield problem(
        quiz.path,
        told[0].line,
        f"in {len(told)} of {len(asked)} questions the right answer is the longest, so people "
        f"learn to pick it: {named}{more}",
        "shorten right answers, or give wrong ones as much to say",
    )


def _is_longest(item: Item) -> bool:
    right = [len(spoken(each.text)) for each in item.options if each.correct]
    wrong = [len(spoken(each.text)) for each in item.options if not each.correct]
    return bool(right and wrong) and min(right) > max(wrong)
