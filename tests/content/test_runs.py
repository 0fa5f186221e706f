import random
import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from training.content.runs import GONE, NEW, SAME, Run, passages, words

WORDS = st.lists(st.sampled_from(["a", "bee", "see,", "dé", "\n\n", "- x", "the"]), max_size=40)
TEXTS = WORDS.map(" ".join) | st.text(max_size=80)


@given(TEXTS, TEXTS)
def test_the_runs_hold_both_texts_whole(was: str, now: str) -> None:
    runs = words(was, now)
    assert "".join(text for what, text in runs if what != NEW) == was
    assert "".join(text for what, text in runs if what != GONE) == now
    assert all(text for _what, text in runs)
    assert all(one.what != other.what for one, other in pairwise(runs))


@given(TEXTS)
def test_the_same_text_is_one_run(text: str) -> None:
    assert words(text, text) == ((Run(SAME, text),) if text else ())


@given(TEXTS, TEXTS)
def test_the_passages_hold_every_paragraph(was: str, now: str) -> None:
    found = passages(was, now)
    for text, mine in ((was, [each.was for each in found]), (now, [each.now for each in found])):
        kept = "\n\n".join(each for each in mine if each is not None)
        assert kept.split() == text.split()


def test_a_changed_word_is_shown_among_those_that_stayed() -> None:
    assert words("Your liaison is here.", "Your friend is here.") == (
        Run(SAME, "Your "),
        Run(GONE, "liaison"),
        Run(NEW, "friend"),
        Run(SAME, " is here."),
    )
    assert [each.text for each in words("go to the desk", "run at the table")][:2] == [
        "go to",
        "run at",
    ]


def test_a_paragraph_stands_beside_the_one_it_was() -> None:
    was = "Greet people and smile.\n\nThen wait."
    now = "Be calm.\n\nGreet people and smile at them.\n\nThen wait."
    assert [(each.was, each.now) for each in passages(was, now)] == [
        (None, "Be calm."),
        ("Greet people and smile.", "Greet people and smile at them."),
        ("Then wait.", "Then wait."),
    ]


def test_long_texts_without_a_word_in_place_take_no_long_time() -> None:
    many = [f"w{random.Random(n).randrange(400)}" for n in range(20_000)]
    began = time.perf_counter()
    words(" ".join(many), " ".join(reversed(many)))
    assert time.perf_counter() - began < 5
