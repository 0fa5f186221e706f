"""The interface is complete in Spanish."""

import re

import pytest
from babel.messages.pofile import read_po

from tools.messages import CATALOGUE, sentences

BRACES = re.compile(r"\{\w+(?::[^{}]*)?\}")


@pytest.fixture(scope="module")
def spanish() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file, locale="es") if each.id}


def test_every_sentence_has_a_translation_and_no_translation_is_left_over(
    spanish: dict[str, str],
) -> None:
    found = sentences()
    assert len(found) > 100
    assert [text for text in found if not spanish.get(text)] == []
    assert spanish.keys() - found.keys() == set()


def test_a_translation_fills_in_the_same_words(spanish: dict[str, str]) -> None:
    wrong = [
        text
        for text, translated in spanish.items()
        if set(BRACES.findall(text)) != set(BRACES.findall(translated))
    ]
    assert wrong == []
