"""The answers of a question: boxes to choose from, lines to put in order, texts that count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.content.blocks import Block, callout_of, line_of, plain, raw_inline
from training.content.canonical import canonical
from training.content.forgiving import folded
from training.content.near_misses import check_option_line, check_option_text
from training.content.settings import Settings
from training.content.source import Report

BOX = re.compile(r"^\[([ xX])\] +")
BOX_CANONICAL = re.compile(r"^(?:\\\[|\[)(?: |x|X)(?:\\\]|\]) +")
LIST_COMMA = re.compile(r",(?!\d{3}(?!\d))")
"""A comma that is not in a number such as 1,000."""
ANSWER = re.compile(r"^answer\s*:", re.IGNORECASE)
MARKER = re.compile(r"^(?:[-*+]|\d{1,9}[.)]) +(?=\S)")
INDENTED = re.compile(r"^( {2,5})(?=>)")
LONGEST_ANSWER = 80


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose: canonical text and feedback, and whether it is right.

    In a question to put in order it is a line; they stand in the right order, all right.
    """

    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A question's blocks, told apart by the last one before its explanation.

    `shape` is `boxes`, `order` or an empty text when there is no list of answers.
    """

    stem: tuple[Block, ...]
    answers: Block | None
    shape: str
    explanation: tuple[Block, ...]


def indent_feedback(text: str) -> str:
    """The text with each `>` under an answer moved to where Markdown takes it as part of it.

    Under `10. …` that is four columns; authors write two.
    """
    lines = text.split("\n")
    width = 0
    for number, line in enumerate(lines):
        if marker := MARKER.match(line):
            width = len(marker[0])
        elif (quote := INDENTED.match(line)) and len(quote[1]) < width <= 5:
            lines[number] = " " * width + line.lstrip(" ")
        elif line and not line.startswith(" "):
            width = 0
    return "\n".join(lines)


def part(blocks: Sequence[Block], report: Report) -> Parts:
    """What stands before the answers, the answers and what explains them."""
    end = len(blocks)
    while end and _explains(blocks[end - 1]):
        end -= 1
    places = [at for at, each in enumerate(blocks) if has_boxes(each)]
    if not places and end and blocks[end - 1].type == "ordered_list":
        places, shape = [end - 1], "order"
    else:
        shape = "boxes" if places else ""
    if not places:
        return Parts(tuple(blocks[:end]), None, "", _inner(blocks[end:]))
    at = places[0]
    _check_after(blocks[at], blocks[at + 1 :], report)
    if shape == "order" and at and blocks[at - 1].type == "blockquote":
        _check_cut(blocks[:at], blocks[at], report)
    return Parts(tuple(blocks[:at]), blocks[at], shape, _inner(blocks[at + 1 :]))


def _explains(block: Block) -> bool:
    return block.type == "blockquote" and not callout_of(block)


def _inner(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(inner for each in blocks if _explains(each) for inner in each.children)


def has_boxes(block: Block) -> bool:
    """Whether a block is a list of answers with boxes."""
    return block.type == "bullet_list" and any(_box(each) for each in block.children)


def _box(item: Block) -> str:
    if not item.children or item.children[0].type != "paragraph":
        return ""
    match = BOX.match(raw_inline(item.children[0]))
    return match[1] if match else ""


def _check_cut(before: Sequence[Block], lines: Block, report: Report) -> None:
    """Report a `>` without spaces in front that cut a numbered list in two."""
    if any(each.type == "ordered_list" for each in before) and lines.attrGet("start"):
        report.add(
            line_of(before[-1]),
            "it is not clear what this explains",
            "put two spaces in front of > for the line above",
        )


def _check_after(answers: Block, after: Sequence[Block], report: Report) -> None:
    end = answers.map[1] if answers.map else 0
    for each in after:
        line = line_of(each)
        if has_boxes(each):
            report.add(line, "the answers are in two lists", "leave no other line between answers")
        elif each.type == "ordered_list":
            report.add(
                line,
                "this question has two kinds of answers: boxes and a numbered list",
                "keep one; a list above the boxes is part of the question",
            )
        elif not _explains(each):
            report.add(
                line,
                "this text stands after the answers",
                "start it with > if it explains the question, or move it above the answers",
            )
        elif line == end + 1 and each is after[0] and _touches(answers, each):
            report.add(
                line,
                "it is not clear what this explains",
                "put two spaces in front of > for the answer above, or an empty line above it",
            )


def _touches(answers: Block, quote: Block) -> bool:
    last = max(
        (
            node.map[1]
            for node in answers.walk()
            if node.map and node.type not in ("bullet_list", "ordered_list", "list_item")
        ),
        default=0,
    )
    return quote.map is not None and quote.map[0] == last


def read_options(answers: Block, report: Report, *, shuffle: bool) -> tuple[Option, ...]:
    """The answers of a list of boxes; `shuffle` when they are shown in any order."""
    read: list[Option] = []
    for each in answers.children:
        box = _box(each)
        if not box:
            report.add(
                line_of(each),
                "This looks like an answer but is not read as one: "
                f"“{plain(each.children[:1])[:60]}”",
                "write “- [ ] ” or “- [x] ” at the start of the line, then the answer",
            )
            continue
        text = BOX_CANONICAL.sub("", canonical(each.children[:1]))
        words = BOX.sub("", plain(each.children[:1]))
        check_option_text(words, line_of(each), report, shuffle=shuffle)
        read.append(_option(each, text, report, correct=box in "xX"))
    _check_options(read, "answer", answers, report)
    return tuple(read)


def read_lines(answers: Block, report: Report) -> tuple[Option, ...]:
    """The lines of a numbered list, in their right order."""
    read: list[Option] = []
    for each in answers.children:
        if not each.children or each.children[0].type != "paragraph":
            report.add(line_of(each), "this line of the list has no words", "write or delete it")
            continue
        read.append(_option(each, canonical(each.children[:1]), report, correct=True))
    _check_options(read, "line", answers, report)
    return tuple(read)


def _option(item: Block, text: str, report: Report, *, correct: bool) -> Option:
    check_option_line(item.children[0], report)
    feedback: list[Block] = []
    for each in item.children[1:]:
        if each.type == "blockquote":
            feedback += each.children
        else:
            report.add(
                line_of(each),
                "This line is part of the answer people see; start it with >",
                "two spaces, then >, then the feedback",
            )
    return Option(text, correct, canonical(feedback))


def _check_options(options: Sequence[Option], what: str, block: Block, report: Report) -> None:
    if len(options) < 2:
        report.add(line_of(block), f"a question needs two {what}s or more", "add one")
    texts = [each.text for each in options]
    for text in sorted({each for each in texts if texts.count(each) > 1}):
        report.add(line_of(block), f"the {what} “{text[:60]}” comes twice", "delete or change one")


def read_accepted(settings: Settings, report: Report) -> tuple[str, ...]:
    """The texts that `Answer: 311 | three-one-one` accepts, as they were written."""
    written = settings.values.get("answer", "")
    line = settings.lines.get("answer", 1)
    if "|" not in written and LIST_COMMA.search(written):
        report.add(line, "Comma in Answer; separate by |", "for one answer with a comma end with |")
    accepted = tuple(" ".join(each.split()) for each in written.split("|") if each.strip())
    seen: set[str] = set()
    for each in accepted:
        if not folded(each) or len(each) > LONGEST_ANSWER:
            report.add(
                line,
                f"nobody could type “{each[:40]}”",
                f"write letters or digits, at most {LONGEST_ANSWER}",
            )
        elif folded(each) in seen:
            report.add(
                line,
                f"“{each}” is accepted already",
                "capitals, accents, hyphens and spaces make no difference; leave it out",
            )
        seen.add(folded(each))
    return accepted


def take_answer(
    blocks: Sequence[Block], settings: Settings, report: Report
) -> tuple[Sequence[Block], Settings]:
    """The blocks without an `Answer: …` that stands as their last paragraph; it joins the settings.

    It may stand among the settings too, but not in both places.
    """
    end = len(blocks)
    while end and _explains(blocks[end - 1]):
        end -= 1
    last = blocks[end - 1] if end else None
    if last is None or last.type != "paragraph" or not ANSWER.match(raw_inline(last)):
        return blocks, settings
    line = line_of(last)
    if "answer" in settings.values:
        where = settings.lines["answer"]
        report.add(line, "“Answer” is set again", f"see line {where}; keep one")
    value = " ".join(raw_inline(last).split(":", 1)[1].split())
    if not value:
        report.add(line, "“Answer:” says nothing", "write its value after it")
    own = Settings({"answer": value}, {"answer": line})
    return [*blocks[: end - 1], *blocks[end:]], own.over(settings)
