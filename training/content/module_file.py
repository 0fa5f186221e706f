"""A module's file, a department's supplement, or a translation of either: its sections."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from training.content.attributes import Attributes, read_heading
from training.content.blocks import (
    PARSER,
    Block,
    heading_level,
    inline_lines,
    line_of,
    parse_blocks,
    plain,
    raw_inline,
)
from training.content.canonical import canonical, inline, labels, sha256
from training.content.front_matter import FrontMatter, read_front_matter
from training.content.source import Report, SourceFile
from training.content.sources import City, Entry, Notes, check_notes, read_notes
from training.content.words import IN_MODULES, check_words

MODULE_KEYS = ("title", "summary", "minutes", "needs", "as-of", "review-by")
SUPPLEMENT_KEYS = ("departments", "instead")
TRANSLATION_KEYS = ("title", "summary")
SETTINGS = re.compile(r"^(Serves|Policy)\s*:", re.IGNORECASE)
MORE = re.compile(r"^(?:More|Más|Mas)\s*:\s*(.*)$", re.IGNORECASE)
WORDS_A_MINUTE = 200
ALLOWED = {
    "module": frozenset({"id", "card", "was"}),
    "supplement": frozenset({"id", "card", "was", "in", "after", "from"}),
    "translation": frozenset({"id", "from"}),
}


@dataclass(frozen=True, slots=True)
class Fold:
    """A `### More: …`: its title and its canonical text."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One `##` of one file. `title`, `text` and folds are canonical Markdown."""

    id: str
    title: str
    text: str
    folds: tuple[Fold, ...]
    at: Attributes
    words: int
    line: int
    path: str
    notes: Notes

    @property
    def labels(self) -> tuple[str, ...]:
        """The footnotes it cites, in order."""
        folds = [part for fold in self.folds for part in (fold.title, fold.text)]
        return labels(self.title, self.text, *folds)

    @property
    def canonical(self) -> str:
        """The section as one canonical text, without its attributes."""
        folds = "".join(f"\n\n### More: {fold.title}\n\n{fold.text}" for fold in self.folds)
        return f"## {self.title}\n\n{self.text}{folds}"

    @property
    def sha256(self) -> str:
        """The hash of its words and of the sources it shows."""
        shown = (f"{label}: {entry.canonical()}" for label, entry in self.entries)
        return sha256("\n\n".join((self.canonical, *shown)))

    @property
    def entries(self) -> tuple[tuple[str, Entry], ...]:
        """What its footnotes show, by label."""
        return self.notes.entries(self.labels)


@dataclass(frozen=True, slots=True)
class ModuleFile:
    """A parsed file of a module."""

    path: str
    front: FrontMatter
    sections: tuple[Section, ...]
    own_notes: str
    """Its own footnote definitions, canonical."""

    def section(self, section_id: str) -> Section | None:
        """A section by its id."""
        return next((each for each in self.sections if each.id == section_id), None)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every footnote cited in the file."""
        return tuple(dict.fromkeys(label for each in self.sections for label in each.labels))

    def canonical(self) -> str:
        """What the file says, however it is wrapped."""
        parts = [self.front.canonical()]
        parts += [
            each.canonical.replace("\n", f"{each.at.canonical()}\n", 1) for each in self.sections
        ]
        return "\n\n".join((*parts, self.own_notes))


def read_module(source: SourceFile, kind: str, city: City, report: Report) -> ModuleFile:
    """The file's sections. `kind` is `module`, `supplement` or `translation`."""
    front = _front(source, kind, report)
    document = parse_blocks(front.body, report)
    check_words(document.blocks, IN_MODULES, report)
    notes, own = read_notes(document.definitions, city, report)
    check_notes(_used(document.blocks), own, notes, report)
    sections = tuple(
        section
        for heading, blocks in _split(document.blocks, report)
        if (section := _section(heading, blocks, kind, source.path, notes, report))
    )
    _check_repeated(sections, report)
    own_notes = "\n".join(f"[^{each}]: {notes.own[each].canonical()}" for each in sorted(own))
    return ModuleFile(source.path, front, sections, own_notes)


def _front(source: SourceFile, kind: str, report: Report) -> FrontMatter:
    if kind == "module":
        return read_front_matter(source, MODULE_KEYS, ("title", "summary", "minutes"), report)
    if kind == "supplement":
        return read_front_matter(source, SUPPLEMENT_KEYS, (), report)
    return read_front_matter(source, TRANSLATION_KEYS, (), report)


def _used(blocks: Sequence[Block]) -> dict[str, int]:
    used: dict[str, int] = {}
    for block in blocks:
        for line, piece in inline_lines(block):
            if piece.type == "footnote_ref":
                used.setdefault(str(piece.meta["label"]), line)
    return used


def _split(blocks: Sequence[Block], report: Report) -> list[tuple[Block, list[Block]]]:
    parts: list[tuple[Block, list[Block]]] = []
    for block in blocks:
        level = heading_level(block)
        if level == 1:
            report.add(
                line_of(block),
                "The title belongs in the front matter",
                "write “title: …” between the --- lines, and begin each section with ##",
            )
        elif level == 2:
            parts.append((block, []))
        elif parts:
            parts[-1][1].append(block)
        elif canonical([block]):
            report.add(
                line_of(block),
                "this text stands before the first section",
                "put a heading such as “## Before anyone arrives {#before}” above it",
            )
    if not parts:
        report.add(1, "the file has no section", "begin one with “## Its title {#its-id}”")
    return parts


def _section(
    heading: Block, blocks: list[Block], kind: str, path: str, notes: Notes, report: Report
) -> Section | None:
    line = line_of(heading)
    title, at = read_heading(raw_inline(heading), line, ALLOWED[kind], report)
    if not title:
        report.add(line, "this section has no title", "write one after ##")
    if not at.id:
        report.add(
            line,
            f"the section “{title}” has no id",
            f"write {{#{suggested_id(title)}}} after its title; it never changes once published",
        )
        return None
    if blocks and blocks[0].type == "paragraph" and SETTINGS.match(raw_inline(blocks[0])):
        blocks = blocks[1:]
    main, folds = _fold(blocks)
    if not main and not folds:
        report.add(line, f"the section “{title}” is empty", "write its text, or delete it")
    return Section(
        id=at.id,
        title=heading_text(title),
        text=canonical(main),
        folds=folds,
        at=at,
        words=len(plain(main).split()),
        line=line,
        path=path,
        notes=notes,
    )


def heading_text(title: str) -> str:
    """A heading's words as canonical Markdown."""
    return "".join(inline(each) for each in SyntaxTreeNode(PARSER.parseInline(title, {})).children)


def suggested_id(title: str) -> str:
    """An id made of a title's first words."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words[:4]) or "its-id"


def _fold(blocks: Sequence[Block]) -> tuple[list[Block], tuple[Fold, ...]]:
    main: list[Block] = []
    folds: list[tuple[str, list[Block]]] = []
    for block in blocks:
        more = MORE.match(raw_inline(block)) if heading_level(block) == 3 else None
        if more:
            folds.append((heading_text(more[1]), []))
        elif folds:
            folds[-1][1].append(block)
        else:
            main.append(block)
    return main, tuple(Fold(title, canonical(text)) for title, text in folds)


def _check_repeated(sections: Sequence[Section], report: Report) -> None:
    seen: dict[str, int] = {}
    for each in sections:
        if each.id in seen:
            report.add(
                each.line,
                f"the id “{each.id}” is used again",
                f"it belongs to the section in line {seen[each.id]}; choose another",
            )
        seen.setdefault(each.id, each.line)
