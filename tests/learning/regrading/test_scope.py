"""Which earlier texts a corrected key is meant for."""

import pytest

from training.learning.regrading.scope import Said, Text, correction

KEY, WORDING, RETEST = Said("retest", True), Said("wording", False), Said("retest", False)


def text(number: int, words: str, *said: Said) -> Text:
    return Text(number, frozenset(words.split()), said)


@pytest.mark.parametrize(
    ("texts", "before"),
    [
        pytest.param([text(1, "a"), text(2, "b", KEY)], (1,), id="the text before"),
        pytest.param([text(1, "a"), text(2, "a"), text(3, "b", KEY)], (2, 1), id="all the same"),
        pytest.param(
            [text(1, "a"), text(2, "b", WORDING), text(3, "c", KEY)], (2, 1), id="of the wording"
        ),
        pytest.param(
            [text(1, "a"), text(2, "b", RETEST), text(3, "c", KEY)], (2,), id="another question"
        ),
        pytest.param(
            [text(1, "a"), text(2, "b"), text(3, "c", KEY)], (2,), id="nobody said anything"
        ),
        pytest.param(
            [text(1, "a"), text(2, ""), text(3, "a"), text(4, "b", KEY)], (3,), id="it was gone"
        ),
        pytest.param(
            [text(1, "a"), text(2, "b", KEY), text(3, "c", KEY)], (2, 1), id="corrected twice"
        ),
        pytest.param(
            [text(1, "a"), text(2, "b", KEY), text(3, "c", RETEST)], (1,), id="changed since"
        ),
        pytest.param([text(1, "a"), text(2, "b", RETEST)], None, id="no key was wrong"),
        pytest.param([text(1, "a", KEY)], None, id="nothing came before"),
        pytest.param([text(1, ""), text(2, "a", KEY)], None, id="nobody was asked before"),
    ],
)
def test_a_corrected_key_is_meant_for_texts_that_asked_the_same(
    texts: list[Text], before: tuple[int, ...] | None
) -> None:
    found = correction(texts)
    assert (found.before if found else None) == before
