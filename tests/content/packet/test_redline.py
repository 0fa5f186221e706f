"""Two states of a text as one: neither is ever lost in it."""

from hypothesis import given
from hypothesis import strategies as st

from training.content.packet.bracketing import bracketed
from training.content.packet.parts import (
    GONE,
    NEW,
    Item,
    Listing,
    Paragraph,
    Parts,
    Span,
    changed,
    lines_of,
    paragraph,
    plain,
    said,
    words_of,
)
from training.content.packet.reading import read
from training.content.packet.redline import redline, spans_of

SPANS = st.lists(
    st.one_of(
        st.builds(Span, st.text("ab c.", min_size=1, max_size=12), st.booleans()),
        st.builds(Span, st.just(""), note=st.sampled_from(["F1", "F2", "S30"])),
    ),
    max_size=6,
).map(tuple)
TEXTS = st.lists(
    st.sampled_from(
        [
            "Greet people.",
            "Greet all people calmly.",
            "- One\n- Two\n- Three",
            "- One\n- Three",
            "1.  First\n2.  Second",
            "> [!NOTE]\n> Wait.",
            "> [!NOTE]\n> Wait here.",
            "| A | B |\n| --- | --- |\n| 1 | 2 |",
            "| A | B |\n| --- | --- |\n| 1 | 3 |\n| 4 | 5 |",
            "```\ncode\n```",
            "* * *",
        ]
    ),
    max_size=5,
).map("\n\n".join)


def parts(text: str) -> Parts:
    return read(text, "a.md", lambda label: label)


def only(found: Parts, left_out: str) -> list[str]:
    """The words that are left when those of one kind are taken away, lines that are empty too."""
    kept = []
    for line in _lines(found):
        words = plain(tuple(each for each in line if each.change != left_out))
        if words:
            kept.append(words)
    return kept


def _lines(found: Parts) -> list[tuple[Span, ...]]:
    return list(lines_of(found))


@given(SPANS, SPANS)
def test_a_line_holds_both_states(was: tuple[Span, ...], now: tuple[Span, ...]) -> None:
    both = spans_of(was, now)
    assert plain(tuple(each for each in both if each.change != NEW)) == plain(was)
    assert plain(tuple(each for each in both if each.change != GONE)) == plain(now)


@given(TEXTS, TEXTS)
def test_whole_texts_hold_both_states(was: str, now: str) -> None:
    old, new = parts(was), parts(now)
    both = redline(old, new)
    marks = ("•", *(f"{n}." for n in range(20)))
    assert [e for e in only(both, GONE) if e not in marks] == [
        e for e in only(new, GONE) if e not in marks
    ]
    assert sorted(e for e in only(both, NEW) if e not in marks) == sorted(
        e for e in only(old, NEW) if e not in marks
    )


@given(TEXTS)
def test_the_same_text_has_no_mark(text: str) -> None:
    assert not changed(redline(parts(text), parts(text)))


def test_a_footnote_changes_as_a_whole() -> None:
    was = (Span("Keep notes."), Span("", note="F1"))
    now = (Span("Keep notes."), Span("", note="F12"))
    assert [(each.note, each.change) for each in spans_of(was, now)] == [
        ("", ""),
        ("F1", GONE),
        ("F12", NEW),
    ]


def test_brackets_tell_what_colour_would() -> None:
    both = spans_of(said("Call the desk"), said("Call your supervisor"))
    assert "".join(each.text for each in bracketed(both)) == (
        "Call [-the desk-][+your supervisor+]"
    )


def test_an_answer_that_became_right_says_what_it_was_marked_as() -> None:
    def answers(verdict: str) -> Parts:
        label = (Span("A  "), Span(verdict, bold=True))
        return (Listing("verdicts", (Item(label, (paragraph("Wait"),)),)),)

    (listing,) = redline(answers("INCORRECT"), answers("CORRECT"))
    assert isinstance(listing, Listing)
    (item,) = listing.items
    assert [(each.text, each.change) for each in item.label] == [("A  ", ""), ("CORRECT", NEW)]
    assert words_of(item.parts) == "Marked until now as INCORRECT\nWait"


def test_a_changed_word_in_a_nested_list_marks_that_word_only() -> None:
    both = redline(parts("- One\n    - Red house"), parts("- One\n    - Blue house"))
    assert [span.text for line in _lines(both) for span in line if span.change] == ["Red", "Blue"]


def test_another_paragraph_is_not_mixed_with_the_old_one() -> None:
    both = redline((paragraph("Greet people at the desk"),), (paragraph("Never run"),))
    assert [plain(each.spans) for each in both if isinstance(each, Paragraph)] == [
        "Never run",
        "Greet people at the desk",
    ]
