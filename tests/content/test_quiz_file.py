from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from training.content.canonical import sha256
from training.content.quiz_file import QuizFile, read_quiz
from training.content.source import Report, read_source
from training.content.sources import City

WORD = st.text("abcdeñé", min_size=1, max_size=7)
SENTENCE = st.lists(WORD, min_size=1, max_size=12).map(" ".join)


@dataclass
class Made:
    """A question as it was generated."""

    stem: str
    more: str
    options: list[tuple[str, bool, str]]
    explanation: str


@st.composite
def questions(draw: st.DrawFn) -> Made:
    texts = draw(st.lists(SENTENCE, min_size=2, max_size=6, unique=True))
    right = draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    if not any(right):
        right[0] = True
    feedback = draw(
        st.lists(st.one_of(st.just(""), SENTENCE), min_size=len(texts), max_size=len(texts))
    )
    return Made(
        draw(SENTENCE),
        draw(st.one_of(st.just(""), SENTENCE)),
        list(zip(texts, right, feedback, strict=True)),
        draw(st.one_of(st.just(""), SENTENCE)),
    )


def write(made: list[Made], draw: st.DataObject) -> str:
    """The quiz, with the spacing an author might choose."""
    lines = ["---", "title: T", "module: m", "---", "", "## Pool {draw=1}"]
    for number, each in enumerate(made):
        lines += ["", f"### {each.stem} {{#q{number}}}"]
        lines += [""] * draw.draw(st.integers(0, 1))
        lines += ["Covers: a"]
        if sum(right for _, right, _ in each.options) > 1:
            lines += ["choose: ALL"]
        lines += ["", each.more, ""] if each.more else [""]
        for text, right, feedback in each.options:
            lines += [f"- [{draw.draw(st.sampled_from('xX')) if right else ' '}] {text}"]
            if feedback:
                lines += [""] * draw.draw(st.integers(0, 1))
                lines += [" " * draw.draw(st.integers(2, 5)) + f"> {feedback}"]
            lines += [""] * draw.draw(st.integers(0, 1))
        if each.explanation:
            lines += ["", f"> {each.explanation}"]
    return "\n".join(lines) + "\n"


def parse(text: str) -> tuple[QuizFile, list[str]]:
    report = Report("q.md")
    source = read_source("q.md", text.encode("utf-8"), report)
    assert source is not None
    quiz = read_quiz(source, City(), report, translation=False)
    return quiz, [str(each) for each in report.problems]


@settings(max_examples=150, deadline=None)
@given(st.lists(questions(), min_size=1, max_size=4), st.data())
def test_a_quiz_is_read_with_exactly_its_answers_and_keys(
    made: list[Made], data: st.DataObject
) -> None:
    quiz, problems = parse(write(made, data))
    assert problems == []
    assert len(quiz.items) == len(made)
    for item, each in zip(quiz.items, made, strict=True):
        assert item.stem == "\n\n".join(part for part in (each.stem, each.more) if part)
        assert [(o.text, o.correct, o.feedback) for o in item.options] == each.options
        assert item.explanation == each.explanation
        assert item.kind == ("all" if sum(right for _, right, _ in each.options) > 1 else "one")


QUIZ = """---
title: T
module: m
pass: 75%
attempts: 3
---

## One
Points: 2
Critical: yes

### A? {#a}
covers: x, y

She says: "come in".

- [x] yes
- [ ] no

### B? {#b}
Covers: x
Critical: no
Shuffle: no

- [x] all of these
- [ ] no
"""


def test_settings_under_a_pool_are_defaults_for_its_questions() -> None:
    quiz, problems = parse(QUIZ)
    assert problems == []
    a, b = quiz.items
    assert (a.points, a.critical, a.shuffle, a.covers) == (2.0, True, True, ("x", "y"))
    assert (b.points, b.critical, b.shuffle, b.covers) == (2.0, False, False, ("x",))
    assert (quiz.rules.pass_share, quiz.rules.attempts) == (0.75, 3)
    assert a.stem == 'A?\n\nShe says: "come in".'


def test_a_time_limit_is_minutes_or_hours_and_there_is_none_by_default() -> None:
    assert parse(QUIZ)[0].rules.time_limit is None
    for said, minutes in (("20 minutes", 20), ("1 hour", 60), ("1 minute", 1)):
        quiz, problems = parse(QUIZ.replace("attempts: 3", f"time-limit: {said}"))
        assert (quiz.rules.time_limit, problems) == (timedelta(minutes=minutes), [])


def test_place_pool_points_and_covers_are_not_a_question_s_text() -> None:
    before = {each.id: each.sha256 for each in parse(QUIZ)[0].items}
    moved = QUIZ.replace("Points: 2", "Points: 3").replace("covers: x, y", "covers: x")
    assert {each.id: each.sha256 for each in parse(moved)[0].items} == before
    worded = parse(QUIZ.replace("- [ ] no", "- [ ] never", 1))[0].items
    assert worded[0].sha256 != before["a"]
    assert worded[1].sha256 == before["b"]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(SENTENCE, st.one_of(st.just(""), SENTENCE)), min_size=2, max_size=12,
             unique_by=lambda each: each[0]),
    st.data(),
)  # fmt: skip
def test_a_list_to_put_in_order_is_read_line_by_line(
    made: list[tuple[str, str]], data: st.DataObject
) -> None:
    lines = ["---", "title: T", "module: m", "---", "", "### In which order? {#q}", "Covers: a", ""]
    for number, (text, feedback) in enumerate(made, 1):
        lines.append(f"{number}. {text}")
        if feedback:
            lines += [""] * data.draw(st.integers(0, 1))
            lines.append(" " * data.draw(st.integers(2, 5)) + f"> {feedback}")
    quiz, problems = parse("\n".join([*lines, "", "> Why."]) + "\n")
    assert problems == []
    (item,) = quiz.items
    assert (item.kind, item.stem, item.explanation) == ("order", "In which order?", "Why.")
    assert [(each.text, each.feedback) for each in item.options] == made


def test_questions_with_boxes_keep_the_hashes_they_were_published_with() -> None:
    quiz, _problems = parse(QUIZ)
    assert [each.sha256[:12] for each in quiz.items] == ["d14b6498ae80", "34a12bb227a3"]
    assert sha256(quiz.canonical())[:12] == "98af1dad3ea8"


def test_every_setting_and_kind_is_part_of_what_is_hashed() -> None:
    def said(text: str) -> str:
        return sha256(parse(text)[0].canonical())

    changes = [
        QUIZ.replace("Critical: no", "Critical: no\nUse: check"),
        QUIZ.replace("Critical: no", "Critical: no\nPolicy: R-18-7"),
        QUIZ.replace("Critical: no", "Critical: no\nHint: Look."),
        QUIZ.replace("- [x] yes\n- [ ] no", "1. yes\n2. no"),
        QUIZ.replace("- [x] yes\n- [ ] no", "1. no\n2. yes"),
        QUIZ.replace("- [x] yes\n- [ ] no", "Answer: yes"),
        QUIZ.replace("- [x] yes\n- [ ] no", "Answer: yes | si"),
        QUIZ.replace("attempts: 3", "wait: 1 day"),
    ]
    assert [parse(each)[1] for each in changes] == [[]] * len(changes)
    assert len({said(each) for each in (QUIZ, *changes)}) == len(changes) + 1
