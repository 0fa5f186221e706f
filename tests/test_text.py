"""A sentence raised in English is said again in the reader's language."""

import pytest

from training.errors import Said, TrainingError
from training.text import PSEUDO, Translator, translator

SPANISH = {
    "row {row}": "fila {row}",
    "it belongs to {names}": "pertenece a {names}",
    "{this} or {that}": "{this} o {that}",
    "is empty": "está vacío",
}
NESTED = Said("it belongs to {names}", names=Said("{this} or {that}", this="Legal", that="Zoo"))


@pytest.fixture
def t() -> Translator:
    return Translator("es", lambda text: SPANISH.get(text, text))


def test_it_is_english_wherever_a_text_is_wanted() -> None:
    assert Said("row {row}", row=3) == "row 3"
    assert f"{NESTED}." == "it belongs to Legal or Zoo."


def test_the_words_are_filled_into_the_translated_sentence(t: Translator) -> None:
    assert t(Said("row {row}", row=3)) == "fila 3"


def test_words_that_are_sentences_are_translated_too(t: Translator) -> None:
    assert t(NESTED) == "pertenece a Legal o Zoo"
    assert translator(PSEUDO)(NESTED) == "⟦it belongs to ⟦Legal or Zoo⟧⟧"


def test_a_sentence_without_words_is_only_looked_up(t: Translator) -> None:
    assert t(Said("is empty")) == "está vacío"


def test_an_unknown_language_and_an_unknown_sentence_stay_english(t: Translator) -> None:
    assert translator("tlh")(NESTED) == "it belongs to Legal or Zoo"
    assert t(Said("row {row} of {all}", row=3, all=9)) == "row 3 of 9"


@pytest.mark.parametrize("cell", ["{row}", "{", "{0.__class__}", "}{"])
def test_braces_in_a_word_are_not_filled_in_again(t: Translator, cell: str) -> None:
    assert t(Said("row {row}", row=cell)) == f"fila {cell}"
    assert t(Said("it belongs to {names}", names=Said("row {row}", row=cell))) == (
        f"pertenece a fila {cell}"
    )


def test_an_error_says_what_it_was_raised_with(t: Translator) -> None:
    assert t(TrainingError(Said("row {row}", row=3)).said) == "fila 3"
    assert TrainingError("is empty").said == "is empty"
    assert TrainingError().said == ""
