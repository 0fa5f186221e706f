"""How hard the English is to read: the Flesch–Kincaid grade, syllables by pyphen's patterns.

(Flesch and Kincaid, 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59.)
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pyphen import Pyphen

from training.content.lint.finding import Linted, problem
from training.content.lint.prose import paragraphs, sentences
from training.content.module_file import Section
from training.content.quiz_item import Item
from training.errors import Problem

MOST = 8.0
FEWEST_WORDS = 30
"""With fewer words a grade says nothing."""
FEWEST_IN_SENTENCE = 8
SHOWN = 90
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@cache
def _patterns() -> Pyphen:
    return Pyphen(lang="en_US")


@cache
def syllables(word: str) -> int:
    """About how many syllables a word has: one more than the places where it may be broken."""
    return len(_patterns().positions(word.lower())) + 1


def grade(spoken: Sequence[str]) -> float:
    """The school grade that these sentences ask for; 0 without words."""
    words = [word for each in spoken for word in WORD.findall(each)]
    if not words:
        return 0.0
    beats = sum(syllables(each) for each in words)
    return 0.39 * len(words) / len(spoken) + 11.8 * beats / len(words) - 15.59


def hard_to_read(linted: Linted) -> Iterator[Problem]:
    """Sections and quizzes in English that ask for more than the eighth grade."""
    module = linted.module
    for file in (module.base, *(each.file for each in module.supplements)):
        for section in file.sections:
            yield from _hard(
                linted, file.path, section.line, f"“{section.title}”", _of_section(section)
            )
    if module.quiz is not None:
        said = [each for item in module.quiz.items for each in _of_item(item)]
        yield from _hard(linted, module.quiz.path, 1, "this quiz", said)


def _hard(linted: Linted, path: str, line: int, what: str, spoken: list[str]) -> Iterator[Problem]:
    found = grade(spoken)
    if found <= MOST or sum(len(WORD.findall(each)) for each in spoken) < FEWEST_WORDS:
        return
    long = [each for each in spoken if len(WORD.findall(each)) >= FEWEST_IN_SENTENCE]
    hardest = max(long or spoken, key=lambda each: grade([each]))
    shown = hardest if len(hardest) <= SHOWN else hardest[: SHOWN - 1].rstrip() + "…"
    yield problem(
        path,
        linted.line_of(path, line, hardest),
        f"{what} reads at grade {found:.1f}, above {MOST:.0f}; hardest: “{shown}”",
        "shorten sentences, use everyday words",
    )


def _of_section(section: Section) -> list[str]:
    texts = (section.text, *(fold.text for fold in section.folds))
    return [each for text in texts for part in paragraphs(text) for each in sentences(part)]


def _of_item(item: Item) -> list[str]:
    texts = [item.stem, item.explanation]
    texts += [part for option in item.options for part in (option.text, option.feedback)]
    texts += [
        part
        for scene in item.scenes
        for part in (scene.text, scene.debrief, *(choice.text for choice in scene.choices))
    ]
    return [each for text in texts for part in paragraphs(text) for each in sentences(part)]
