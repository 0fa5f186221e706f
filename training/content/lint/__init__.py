"""What an author should look at although it can be published: one function a rule."""

from collections.abc import Callable, Iterator, Mapping

from training.content.lint.answers import longest_answers
from training.content.lint.finding import Finding, Linted
from training.content.lint.languages import stale_replacements, stale_translations, untranslated
from training.content.lint.law import law_without_footnote
from training.content.lint.modules import heavy_pictures, long_pages, missing_supplements
from training.content.lint.reading import hard_to_read
from training.errors import Problem

RULES: Mapping[str, Callable[[Linted], Iterator[Problem]]] = {
    "stale-translation": stale_translations,
    "stale-replacement": stale_replacements,
    "untranslated": untranslated,
    "missing-supplement": missing_supplements,
    "reading-grade": hard_to_read,
    "long-page": long_pages,
    "law-without-footnote": law_without_footnote,
    "heavy-picture": heavy_pictures,
    "longest-answer": longest_answers,
}
"""By name, every rule: what it says of one module."""


def lint(linted: Linted) -> Iterator[Finding]:
    """What every rule finds in a module, the rules in their order."""
    for name, rule in RULES.items():
        for problem in rule(linted):
            yield Finding(name, problem)
