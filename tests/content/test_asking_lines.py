"""Labels as lines of text: what is written is read again, and what is wrong is named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.content.asking.lines import completed, read, written
from training.content.asking.rules import Asking
from training.content.labelling import Question
from training.content.labels import Given, Label
from training.errors import InputRefused

KEY = ("module", "basics")
FIRST = Question("m.md#a", "A", (("section:a", None, "en"), ("section:a", "library", "es")), False)
NEW = Question("m.md#b", "B", (("section:b", None, "en"),), True)
ITEM = Question("q.md#c", "C", (("item:c", None, "en"),), False)
SPANISH = Question("m.es.md#d", "D", (("section:d", None, "es"),), False, translation=True)
ASKING = Asking(*KEY, (FIRST, NEW, ITEM, SPANISH))
DAY = date(2030, 12, 15)


def test_the_form_holds_every_cause_and_left_open_says_nothing() -> None:
    form = written([ASKING, Asking("city", "city")], ["b is new, but …"])
    assert form.count("\n## ") == 4
    assert "## m.md#b (new)\n> “B”\n> section b, everybody else, en\nLabel:" in form
    assert form.count("Wrong key: no") == 1
    assert "> b is new, but …" in form
    assert read(form, "labels.md") == {}


@given(st.sampled_from(list(Label)), st.text(st.characters(blacklist_categories=["C", "Z"])))
def test_what_is_filled_in_is_read_again(label: Label, reason: str) -> None:
    form = written([ASKING]).replace("Label:", f"Label: {label}").replace("Wrong key: no", "")
    form = form.replace("Reason:", f"Reason: {reason}").replace("Due:", "Due: 2030-12-15")
    due = None if label is Label.WORDING else DAY
    expected = [Given(each.cause, label, reason, due, each.new) for each in ASKING.questions]
    assert read(form, "labels.md") == {KEY: expected}


def test_what_is_left_open_is_as_it_was_said_of_all_but_for_translations() -> None:
    mine = Given("m.md#a", Label.RETEST, "Law.", DAY)
    all_of_them = Given("", Label.REREAD, "New words.", DAY)
    found = completed([ASKING], {KEY: [mine]}, all_of_them)[KEY]
    assert found == [
        mine,
        Given("m.md#b", Label.REREAD, "New words.", DAY, new=True),
        Given("q.md#c", Label.REREAD, "New words.", DAY),
    ]
    assert completed([ASKING], {}, None) == {KEY: []}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# module basics\n## a\nLabel: read\n", "l:3: “read” is no label"),
        ("# module basics\n## a\nLabel: reread\nDue: soon\n", "l:4: “soon” is no day"),
        ("## a\nLabel: reread\n", "l:1: stands under no text"),
        ("# module basics\nLabel: reread\n", "l:2: “Label: reread” cannot be read"),
        ("Reread everything.\n", "l:1: “Reread everything.” cannot be read"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(InputRefused) as refused:
        read(text, "l")
    assert str(refused.value.problems[0]).startswith(said)
