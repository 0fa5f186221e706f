"""One question of a quiz, from the blocks under its `###` heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.content.attributes import Attributes, read_heading
from training.content.blocks import Block, callout_of, heading_level, line_of, plain, raw_inline
from training.content.canonical import canonical, labels, sha256
from training.content.module_file import heading_text, suggested_id
from training.content.near_misses import check_option_line, check_option_text
from training.content.settings import Settings, take_settings
from training.content.source import Report
from training.content.sources import Entry, Notes

BOX = re.compile(r"^\[([ xX])\] +")
BOX_CANONICAL = re.compile(r"^(?:\\\[|\[)(?: |x|X)(?:\\\]|\]) +")
SPECIAL = re.compile(r"^(Scenario|Attest|Escenario)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose: canonical text and feedback, and whether it is right."""

    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question. Its words are canonical Markdown; `kind` is `one` or `all`."""

    id: str
    line: int
    kind: str
    stem: str
    options: tuple[Option, ...]
    explanation: str
    critical: bool
    points: float
    covers: tuple[str, ...]
    serves: tuple[str, ...]
    departments: tuple[str, ...]
    shuffle: bool
    source_hash: str
    lines: dict[str, int]
    notes: Notes
    was: str = ""
    """The id it had before, or that of the question it came from."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The footnotes it cites."""
        options = [part for each in self.options for part in (each.text, each.feedback)]
        return labels(self.stem, *options, self.explanation)

    @property
    def canonical(self) -> str:
        """Its words and its key."""
        options = "\n".join(
            f"- [{'x' if each.correct else ' '}] {each.text}\n  > {each.feedback}"
            for each in self.options
        )
        return f"### {self.stem}\n\n({self.kind})\n\n{options}\n\n> {self.explanation}"

    @property
    def entries(self) -> tuple[tuple[str, Entry], ...]:
        """What its footnotes show, by label."""
        return self.notes.entries(self.labels)

    @property
    def sha256(self) -> str:
        """The hash of its words, its key and the sources it shows."""
        shown = (f"{label}: {entry.canonical()}" for label, entry in self.entries)
        return sha256("\n\n".join((self.canonical, *shown)))


def read_item(
    heading: Block,
    blocks: Sequence[Block],
    defaults: Settings,
    notes: Notes,
    report: Report,
    *,
    translation: bool,
) -> Item | None:
    """The question, or none when it cannot be read; the report says why."""
    line = line_of(heading)
    allowed = frozenset({"id", "from"} if translation else {"id", "was"})
    title, at = read_heading(raw_inline(heading), line, allowed, report)
    if not _is_supported(title, blocks, line, report):
        return None
    own, rest = take_settings(heading, blocks, report)
    if translation and own.values:
        report.add(line + 1, "a translation has no settings", "delete them; the English ones hold")
    if not at.id:
        report.add(
            line,
            f"the question “{title[:60]}” has no id",
            f"write {{#{suggested_id(title)}}} after it; it never changes once published",
        )
    settings = own.over(defaults)
    shuffled = not translation and settings.yes("shuffle", report, default=True)
    stem, options, explanation = _parts(rest, line, report, shuffle=shuffled)
    kind = _kind(settings, options, line, report, translation=translation)
    if not at.id or not options:
        return None
    words = "\n\n".join(part for part in (heading_text(title), canonical(stem)) if part)
    return _item(at, line, kind, (words, options, explanation), settings, notes, report)


def _item(
    at: Attributes,
    line: int,
    kind: str,
    parts: tuple[str, tuple[Option, ...], str],
    settings: Settings,
    notes: Notes,
    report: Report,
) -> Item:
    return Item(
        id=at.id,
        line=line,
        kind=kind,
        stem=parts[0],
        options=parts[1],
        explanation=parts[2],
        critical=settings.yes("critical", report, default=False),
        points=settings.number("points", report, default=1.0),
        covers=settings.items("covers"),
        serves=settings.items("serves"),
        departments=settings.items("departments"),
        shuffle=settings.yes("shuffle", Report(""), default=True),
        source_hash=at.source_hash,
        lines=dict(settings.lines),
        notes=notes,
        was=at.was,
    )


def _is_supported(title: str, blocks: Sequence[Block], line: int, report: Report) -> bool:
    scenes = any(heading_level(each) == 4 for each in blocks)
    special = SPECIAL.match(title)
    if special or scenes:
        what = special[1].capitalize() if special else "Scenario"
        kind = {"Scenario": "scenarios", "Escenario": "scenarios", "Attest": "statements to sign"}
        report.add(line, f"{kind[what]} are not supported yet", "write it as a question with boxes")
        return False
    if not title:
        report.add(line, "this question has no words", "write them after ###")
    return True


def _parts(
    blocks: Sequence[Block], line: int, report: Report, *, shuffle: bool
) -> tuple[Sequence[Block], tuple[Option, ...], str]:
    """Stem, options and explanation."""
    places = [n for n, each in enumerate(blocks) if _has_boxes(each)]
    if not places:
        _report_no_boxes(blocks, line, report)
        return blocks, (), ""
    options = blocks[places[0]]
    after = blocks[places[0] + 1 :]
    _check_after(options, after, report)
    read = tuple(
        option
        for each in options.children
        if (option := _option(each, report, shuffle=shuffle)) is not None
    )
    _check_options(read, options, report)
    explanation = [
        inner
        for each in after
        if each.type == "blockquote" and not callout_of(each)
        for inner in each.children
    ]
    return blocks[: places[0]], read, canonical(explanation)


def _has_boxes(block: Block) -> bool:
    return block.type == "bullet_list" and any(_box(each) for each in block.children)


def _box(item: Block) -> str:
    if not item.children or item.children[0].type != "paragraph":
        return ""
    match = BOX.match(raw_inline(item.children[0]))
    return match[1] if match else ""


def _report_no_boxes(blocks: Sequence[Block], line: int, report: Report) -> None:
    if any(each.type == "ordered_list" for each in blocks):
        report.add(
            line, "questions to put in order are not supported yet", "use boxes: - [x] and - [ ]"
        )
    else:
        report.add(line, "this question has no answers", "write them as “- [ ] …” and “- [x] …”")


def _check_after(options: Block, after: Sequence[Block], report: Report) -> None:
    end = options.map[1] if options.map else 0
    for each in after:
        line = line_of(each)
        if _has_boxes(each):
            report.add(line, "the answers are in two lists", "leave no other line between answers")
        elif each.type != "blockquote":
            report.add(
                line,
                "this text stands after the answers",
                "start it with > if it explains the question, or move it above the answers",
            )
        elif line == end + 1 and each is after[0] and _touches(options, each):
            report.add(
                line,
                "it is not clear what this explains",
                "put two spaces in front of > for the answer above, or an empty line above it",
            )


def _touches(options: Block, quote: Block) -> bool:
    last = max(
        (
            node.map[1]
            for node in options.walk()
            if node.map and node.type != "bullet_list" and node.type != "list_item"
        ),
        default=0,
    )
    return bool(quote.map) and quote.map is not None and quote.map[0] == last


def _option(item: Block, report: Report, *, shuffle: bool) -> Option | None:
    line = line_of(item)
    box = _box(item)
    if not box:
        shown = plain(item.children[:1])[:60]
        report.add(
            line,
            f"This looks like an answer but is not read as one: “{shown}”",
            "write “- [ ] ” or “- [x] ” at the start of the line, then the answer",
        )
        return None
    text = BOX_CANONICAL.sub("", canonical(item.children[:1]))
    check_option_line(item.children[0], report)
    check_option_text(BOX.sub("", plain(item.children[:1])), line, report, shuffle=shuffle)
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
    return Option(text, box in "xX", canonical(feedback))


def _check_options(options: Sequence[Option], block: Block, report: Report) -> None:
    if len(options) < 2:
        report.add(line_of(block), "a question needs two answers or more", "add one")
    texts = [each.text for each in options]
    for text in sorted({each for each in texts if texts.count(each) > 1}):
        report.add(line_of(block), f"the answer “{text[:60]}” comes twice", "delete or change one")


def _kind(
    settings: Settings, options: Sequence[Option], line: int, report: Report, *, translation: bool
) -> str:
    wanted = settings.values.get("choose", "").strip().lower()
    right = sum(each.correct for each in options)
    if wanted not in ("", "one", "all"):
        where = settings.lines["choose"]
        report.add(
            where, f"“Choose: {wanted}” cannot be read", "write Choose: all, or leave it out"
        )
    elif options and right == 0:
        report.add(line, "no answer is marked as right", "put an x in its box: - [x]")
    elif right > 1 and wanted != "all" and not translation:
        report.add(
            line,
            f"{right} answers are marked as right",
            "set “Choose: all” under the heading, or leave one x",
        )
    return "all" if wanted == "all" else "one"
