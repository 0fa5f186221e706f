"""Lines of a quiz that look like an answer, a choice or a feedback but are not read as one."""

import re
from collections.abc import Iterable
from itertools import pairwise

from training.content.blocks import Block, line_of, raw_inline
from training.content.source import Report

BULLET = "[-*+•‣◦·–—]"
BOX = r"\[\s*[xX✓✔]?\s*\]"
ANSWER = re.compile(rf"^\s*(?:{BULLET}\s*)*(?:\d+[.)]\s*)?{BOX}|^\s*[•‣◦·]\s*\S|^\s*[-+]\[")
GOOD_BOX = re.compile(r"^\[[ xX]\] +\S")
LETTERED = re.compile(r"^(?:\(?[A-Za-z1-9][.)]|\([A-Za-z1-9]\)|[A-Z]:)\s+\S")
NONE_OF = re.compile(
    r"\b(none|all|both|neither|either) of (the|these|those)"
    r"( above| below| others?| answers?| options?| choices)*\W*$|"
    r"\b(answers?|options?|choices?|all|none|both|either|neither|of the|see|as) (above|below)\W*$|"
    r"^(both|neither) [A-E] (and|nor) [A-E]\b|"
    r"\b(ningun[ao]|tod[ao]s|ambas) de las (anteriores|opciones)|\btodas las anteriores\b",
    re.IGNORECASE,
)
CHOICE = re.compile(rf"^\s*(?:{BULLET}\s*|\d+[.)]\s*)?\[[^\]]+\]\s*\(#")
GOOD_CHOICE = re.compile(r"^\[[^\]]+\]\(#")
MEANT_APART = re.compile(r"(?:[–—*_(-]+\s*)?[\"“¡¿]?[A-ZÁÉÍÓÚÑ]")
TOO_SHORT_TO_WRAP = 50
"""Characters: nobody breaks a shorter line, so what follows it was meant as something else."""
REMEDY = "write “- [ ] ” or “- [x] ” at the start of the line, then the answer"


def check_near_misses(blocks: Iterable[Block], report: Report) -> None:
    """Report every line of every paragraph, feedback included, that looks like an answer."""
    for block in blocks:
        for node in block.walk():
            if node.type == "paragraph":
                _check_paragraph(node, report)


def _check_paragraph(node: Block, report: Report) -> None:
    lines = raw_inline(node).split("\n")
    chosen = _in_bullet(node)
    boxed = chosen and GOOD_BOX.match(lines[0]) is not None
    for offset, line in enumerate(lines):
        if offset == 0 and boxed:
            continue
        if CHOICE.match(line) and not (offset == 0 and chosen and GOOD_CHOICE.match(line)):
            report.add(
                line_of(node) + offset,
                "This looks like a choice but is not read as one",
                "write “- [What one does](#scene)” at the start of the line",
            )
            return
        if ANSWER.match(line):
            report.add(
                line_of(node) + offset,
                "This looks like an answer but is not read as one",
                REMEDY,
            )
            return


def _in_bullet(node: Block) -> bool:
    item = node.parent
    listed = item is not None and item.type == "list_item" and item.children[0] is node
    return (
        listed
        and item is not None
        and item.parent is not None
        and (
            item.parent.type == "bullet_list"
            and item.parent.parent is not None
            and item.parent.parent.type == "root"
        )
    )


def check_option_line(node: Block, report: Report) -> None:
    """Report a sentence that was likely meant as feedback but stands in the answer's own text."""
    lines = raw_inline(node).split("\n")
    for offset, (before, line) in enumerate(pairwise(lines), 1):
        ended = re.search(r"[.!?][\"”’')]*$", before.strip()) or len(before) < TOO_SHORT_TO_WRAP
        if ended and MEANT_APART.match(line):
            report.add(
                line_of(node) + offset,
                "This line is part of the answer people see; start it with >",
                "or join it to the line above, if people are to see it",
            )
            return


def check_option_text(text: str, line: int, report: Report, *, shuffle: bool) -> None:
    """Report words that lose their sense when answers are shuffled."""
    if shuffle and LETTERED.match(text):
        report.add(line, "Leave out letters and numbers; answers are shuffled", "delete the mark")
    if shuffle and NONE_OF.search(text):
        report.add(
            line,
            f"“{text[:60]}” needs “Shuffle: no”",
            "set it under the question's heading, or write the answer out",
        )
