"""A file as the parsers take it: decoded, normalised, and small enough to be parsed safely."""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from training.errors import Problem

MOST_BYTES = 300_000
MOST_IN_LINE = 5_000
MOST_IN_PARAGRAPH = 20_000
MOST_BRACKETS = 200
MOST_MARKS = 1_000
MOST_NESTING = 8
MOST_INDENT = 40
MOST_IN_FILE = {"lines": 6_000, "brackets": 10_000, "signs": 20_000, "levels": 4_000}
"""What parsing and rendering a file take long for, so that each file is done in two seconds.

Levels are the quotes, lists and indents that lines stand in, added up.
"""

SIGNS = "*_`<&\\|\"'"
MOST_PROBLEMS = 200
"""Of a file: nobody reads more at once, and a file that has them is not a text."""
MOST_NEAR = 500
"""Known words among which the nearest is looked for."""

CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u2028-\u202e\u2066-\u2069\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What may not stand in a text, signs among it that show words in another order than they have."""
QUOTES = re.compile(r"^\s*((?:>\s*)+)")
LIST_MARKS = re.compile(r"^\s*((?:(?:[-*+]|\d{1,9}[.)])\s+)+)")


@dataclass(slots=True)
class Report:
    """The problems of one file, as they are found."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int, what: str, remedy: str = "") -> None:
        """Note a problem at a line (from 1); of very many, the first."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(f"{self.path}:{line}", what, remedy))
        elif len(self.problems) == MOST_PROBLEMS:
            what, remedy = "there are more problems in this file", "mend the others first"
            self.problems.append(Problem(f"{self.path}:{line}", what, remedy))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text file of a content root; `lines` have no endings, no BOM and no trailing spaces."""

    path: str
    raw: bytes
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The normalised text, lines as in the file."""
        return "\n".join(self.lines) + "\n"


def nearest(word: str, known: list[str] | tuple[str, ...] | set[str] | frozenset[str]) -> str:
    """`did you mean “x”?`, or the known words when none is near."""
    if len(known) > MOST_NEAR:
        return "look it up"
    near = get_close_matches(word.lower()[:100], sorted(known), n=1, cutoff=0.6)
    if near:
        return f"did you mean “{near[0]}”?"
    return "known are " + ", ".join(sorted(known)) if known else "there is none yet"


def read_source(path: str, raw: bytes, report: Report) -> SourceFile | None:
    """The file ready to be parsed, or none when it is refused; the report says why."""
    if len(raw) > MOST_BYTES:
        report.add(1, f"the file is larger than {MOST_BYTES // 1000} kB", "split it")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        report.add(line, "the text is not UTF-8", "save the file again as UTF-8")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    lines = tuple(line.rstrip(" \u00a0") for line in text.rstrip("\n").split("\n"))
    found = len(report.problems)
    _check_size(lines, report)
    _check_whole(lines, report)
    return SourceFile(path, raw, lines) if len(report.problems) == found else None


def _check_size(lines: tuple[str, ...], report: Report) -> None:
    size = brackets = marks = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            size = brackets = marks = 0
            continue
        before = (size > MOST_IN_PARAGRAPH, brackets > MOST_BRACKETS, marks > MOST_MARKS)
        size += len(line)
        brackets += line.count("[")
        marks += sum(line.count(mark) for mark in "*_`<&\\")
        after = (size > MOST_IN_PARAGRAPH, brackets > MOST_BRACKETS, marks > MOST_MARKS)
        if not any(before) and any(after):
            what = (
                "paragraph is too long",
                "paragraph has too many brackets",
                "paragraph has too many marks",
            )[after.index(True)]
            report.add(number, f"this {what}", "put an empty line in it, or say less")
        _check_line(number, line, report)


def _check_whole(lines: tuple[str, ...], report: Report) -> None:
    counts = dict.fromkeys(MOST_IN_FILE, 0)
    for number, line in enumerate(lines, 1):
        counts["lines"] += bool(line)
        counts["brackets"] += line.count("[")
        counts["signs"] += sum(map(line.count, SIGNS))
        counts["levels"] += levels(line)
        for name, most in MOST_IN_FILE.items():
            if counts[name] > most:
                report.add(number, f"the file has more than {most:,} {name}", "split it")
                return


def levels(line: str) -> int:
    """How many quotes, lists and indents a line stands in."""
    quotes, lists = QUOTES.match(line), LIST_MARKS.match(line)
    marks = quotes[1].count(">") if quotes else len(lists[1].split()) if lists else 0
    return marks + (len(line) - len(line.lstrip(" "))) // 2 + line.startswith(":")


def _check_line(number: int, line: str, report: Report) -> None:
    if len(line) > MOST_IN_LINE:
        report.add(number, f"this line is longer than {MOST_IN_LINE:,} characters", "break it")
    quotes = QUOTES.match(line)
    lists = LIST_MARKS.match(line)
    deep = (quotes and quotes[1].count(">") > MOST_NESTING) or (
        lists and len(lists[1].split()) > MOST_NESTING
    )
    if deep or len(line) - len(line.lstrip(" ")) > MOST_INDENT:
        report.add(number, "this is nested too deeply", "use fewer levels")
    if control := CONTROL.search(line):
        report.add(
            number,
            f"an invisible character (U+{ord(control[0]):04X}) stands in this line",
            "delete it; copying from another program often brings one along",
        )
