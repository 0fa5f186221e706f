"""A module's file, a department's supplement, or a translation of either: its sections."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.content.attributes import Attributes, read_heading
from training.content.blocks import (
    IN_MODULE,
    Block,
    heading_level,
    line_of,
    parse_blocks,
    plain,
    raw_inline,
)
from training.content.canonical import canonical, inline_text, labels, pictures, sha256
from training.content.front_matter import FrontMatter, read_front_matter
from training.content.glossary import Term, Words, take_own_terms, used_terms
from training.content.ids import check_repeated, suggested_id
from training.content.images import ImageFile
from training.content.section_parts import (
    NO_SETTINGS,
    Place,
    SectionSettings,
    check_headings,
    links_of,
    pending_callouts,
    pictures_of,
    take_section_settings,
    used_labels,
)
from training.content.source import Report, SourceFile
from training.content.sources import (
    City,
    Entry,
    Notes,
    check_notes,
    check_pictures,
    read_notes,
)
from training.content.words import IN_MODULES, check_words

MODULE_KEYS = ("title", "summary", "minutes", "needs", "as-of", "review-by", "content-note")
SUPPLEMENT_KEYS = ("departments", "instead")
TRANSLATION_KEYS = ("title", "summary", "content-note")
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
    terms: tuple[Term, ...] = ()
    """The glossary's words it uses and therefore explains."""
    settings: SectionSettings = NO_SETTINGS
    pending_callouts: tuple[Place, ...] = ()
    """The callouts that begin *To be confirmed by OEI*."""
    links: tuple[Place, ...] = ()
    """The addresses of other files that it links to."""

    @property
    def _texts(self) -> tuple[str, ...]:
        folds = (part for fold in self.folds for part in (fold.title, fold.text))
        return (self.title, self.text, *folds)

    @property
    def labels(self) -> tuple[str, ...]:
        """The footnotes it cites, in order."""
        return labels(*self._texts)

    @property
    def images(self) -> tuple[tuple[str, ImageFile], ...]:
        """The pictures it shows, as its author named them."""
        return self.notes.images(pictures(*self._texts))

    @property
    def canonical(self) -> str:
        """The section as one canonical text, without its attributes."""
        folds = "".join(f"\n\n### More: {fold.title}\n\n{fold.text}" for fold in self.folds)
        return f"## {self.title}\n\n{self.text}{folds}"

    @property
    def sha256(self) -> str:
        """The hash of its words and of the sources, pictures and terms it shows."""
        shown = [f"{label}: {entry.canonical()}" for label, entry in self.entries]
        shown += [f"picture {file}: {image.sha256}" for file, image in self.images]
        shown += [f"term {each.canonical()}" for each in self.terms]
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
    """Its own footnote definitions and abbreviations, canonical."""

    def section(self, section_id: str) -> Section | None:
        """A section by its id."""
        return next((each for each in self.sections if each.id == section_id), None)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every footnote cited in the file."""
        return tuple(dict.fromkeys(label for each in self.sections for label in each.labels))

    @property
    def images(self) -> tuple[ImageFile, ...]:
        """Every picture shown in the file."""
        found = {image.path: image for each in self.sections for _, image in each.images}
        return tuple(found.values())

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term explained in the file."""
        return tuple(dict.fromkeys(term for each in self.sections for term in each.terms))

    def canonical(self) -> str:
        """What the file says, however it is wrapped."""
        parts = [self.front.canonical()]
        for each in self.sections:
            below = f"{each.at.canonical()}\n{each.settings.canonical()}"
            parts.append(each.canonical.replace("\n", below, 1))
        return "\n\n".join((*parts, self.own_notes))


def read_module(source: SourceFile, kind: str, city: City, report: Report) -> ModuleFile:
    """The file's sections. `kind` is `module`, `supplement` or `translation`."""
    front = _front(source, kind, report)
    document = parse_blocks(front.body, report, IN_MODULE)
    check_words(document.blocks, IN_MODULES, report)
    notes, own = read_notes(document.definitions, city, report)
    check_notes(used_labels(document.blocks), own, notes, report)
    check_pictures(pictures_of(document.blocks), notes, report)
    abbreviations, blocks = take_own_terms(document.blocks)
    language = "es" if source.path.endswith(".es.md") else "en"
    reading = _Reading(kind, notes, city.glossary.language(language).over(abbreviations), report)
    sections = tuple(
        section
        for heading, inside in _split(blocks, report)
        if (section := _section(heading, inside, source.path, reading))
    )
    check_repeated(sections, "section", report)
    own_notes = [f"[^{each}]: {notes.own[each].canonical()}" for each in sorted(own)]
    own_notes += [f"*[{each.name}]: {each.meaning}" for each in abbreviations]
    return ModuleFile(source.path, front, sections, "\n".join(own_notes))


@dataclass(frozen=True, slots=True)
class _Reading:
    kind: str
    notes: Notes
    words: Words
    report: Report


def _front(source: SourceFile, kind: str, report: Report) -> FrontMatter:
    if kind == "module":
        return read_front_matter(source, MODULE_KEYS, ("title", "summary", "minutes"), report)
    if kind == "supplement":
        return read_front_matter(source, SUPPLEMENT_KEYS, (), report)
    return read_front_matter(source, TRANSLATION_KEYS, (), report)


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
    heading: Block, inside: Sequence[Block], path: str, reading: _Reading
) -> Section | None:
    line, report = line_of(heading), reading.report
    title, at = read_heading(raw_inline(heading), line, ALLOWED[reading.kind], report)
    if not title:
        report.add(line, "this section has no title", "write one after ##")
    if not at.id:
        report.add(
            line,
            f"the section “{title}” has no id",
            f"write {{#{suggested_id(title)}}} after its title; it never changes once published",
        )
        return None
    settings, blocks = take_section_settings(inside, report)
    check_headings(blocks, report)
    if settings != NO_SETTINGS and reading.kind == "translation":
        report.add(line, "a translation has no settings of its own", "leave them out")
    main, folds = _fold(blocks)
    if not main and not folds:
        report.add(line, f"the section “{title}” is empty", "write its text, or delete it")
    return Section(
        id=at.id,
        title=inline_text(title),
        text=canonical(main),
        folds=folds,
        at=at,
        words=len(plain(main).split()),
        line=line,
        path=path,
        notes=reading.notes,
        terms=used_terms(blocks, reading.words),
        settings=settings,
        pending_callouts=pending_callouts(blocks),
        links=links_of(blocks),
    )


def _fold(blocks: Sequence[Block]) -> tuple[list[Block], tuple[Fold, ...]]:
    main: list[Block] = []
    folds: list[tuple[str, list[Block]]] = []
    for block in blocks:
        more = MORE.match(raw_inline(block)) if heading_level(block) == 3 else None
        if more:
            folds.append((inline_text(more[1]), []))
        elif folds:
            folds[-1][1].append(block)
        else:
            main.append(block)
    return main, tuple(Fold(title, canonical(text)) for title, text in folds)
