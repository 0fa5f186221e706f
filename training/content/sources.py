"""What is cited: the City's sources and facts, and a file's own footnotes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from training.content.blocks import Definition, parse_blocks
from training.content.canonical import canonical
from training.content.front_matter import split_list
from training.content.glossary import Glossary
from training.content.images import ImageFile
from training.content.section_parts import Place
from training.content.source import Report, SourceFile, nearest
from training.content.targets import resolved

FACT = re.compile(
    r"^Kind: (?P<kind>[A-Z]+)\.(?: Sure: (?P<sure>[A-D](?:/[A-D])*)(?: \([^()]*\))?\.)?"
    r"(?P<review> Review: pending\.)? (?P<text>.+?) Sources: (?P<sources>[\w, -]+)\.$",
    re.DOTALL,
)
NONE_SEEN = "none seen"
REVIEW, UNSEEN, UNCLEAR = "review", "unseen", "unclear"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a footnote shows: its sources as canonical Markdown, and what to be careful about."""

    texts: tuple[str, ...]
    cautions: tuple[str, ...] = ()

    def canonical(self) -> str:
        """The entry as it counts in the hash of what shows it."""
        return "\n".join((*self.texts, *(f"caution: {each}" for each in self.cautions)))


@dataclass(frozen=True, slots=True)
class Cited:
    """One definition of a City file: what it shows, its own source lines, what it rests on."""

    label: str
    entry: Entry
    text: str
    """Its canonical text, a fact's own words included."""
    source: str
    line: int
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class City:
    """The City's sources and facts by label, its words, and every module's pictures by path."""

    sources: Mapping[str, Cited] = field(default_factory=dict)
    facts: Mapping[str, Cited] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)
    images: Mapping[str, ImageFile] = field(default_factory=dict)

    def find(self, label: str) -> Cited | None:
        """A source or fact by its label."""
        return self.sources.get(label) or self.facts.get(label)

    def only(self, wanted: Iterable[str]) -> tuple[tuple[Cited, ...], tuple[Cited, ...]]:
        """The sources and the facts that these labels need, in a fixed order."""
        facts = {label for label in wanted if label in self.facts}
        sources = {label for label in wanted if label in self.sources}
        sources |= {each for label in facts for each in self.facts[label].rests_on}
        return _cut(self.sources, sources), _cut(self.facts, facts)


def _cut(known: Mapping[str, Cited], wanted: set[str]) -> tuple[Cited, ...]:
    return tuple(known[each] for each in sorted(wanted, key=natural) if each in known)


def natural(label: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that puts S9 before S12."""
    parts = re.findall(r"\d+|\D+", label)
    return tuple((0, int(each), "") if each.isdecimal() else (1, 0, each) for each in parts)


def read_sources(source: SourceFile, report: Report) -> dict[str, Cited]:
    """The definitions of `city/sources.md`."""
    found: dict[str, Cited] = {}
    for definition in parse_blocks(source.text, report).definitions:
        text = canonical(definition.blocks)
        if _new(definition, found, report):
            found[definition.label] = Cited(
                definition.label, Entry((text,)), text, _lines(source, definition), definition.line
            )
    return found


def read_facts(
    source: SourceFile, sources: Mapping[str, Cited], report: Report
) -> dict[str, Cited]:
    """The definitions of `city/facts.md`; each shows its sources and its caution, not its text."""
    found: dict[str, Cited] = {}
    for definition in parse_blocks(source.text, report).definitions:
        if not _new(definition, found, report):
            continue
        label, line = definition.label, definition.line
        if label in sources:
            report.add(line, f"“{label}” is a source already", "give the fact another label")
        text = canonical(definition.blocks)
        match = FACT.match(text)
        if match is None:
            report.add(
                line,
                f"the fact “{label}” cannot be read",
                "write “Kind: ORDER. Sure: A. Review: pending. The text. Sources: S1, S2.”",
            )
            continue
        rests_on = () if match["sources"] == NONE_SEEN else split_list(match["sources"])
        for each in rests_on:
            if each not in sources:
                report.add(line, f"there is no source “{each}”", nearest(each, set(sources)))
        texts = tuple(sources[each].entry.texts[0] for each in rests_on if each in sources)
        entry = Entry(texts, _cautions(match["sure"] or "", bool(match["review"])))
        found[label] = Cited(label, entry, text, _lines(source, definition), line, rests_on)
    return found


def _cautions(sure: str, review: bool) -> tuple[str, ...]:
    cautions = [REVIEW] if review else []
    cautions += [UNSEEN] if "C" in sure else []
    cautions += [UNCLEAR] if "D" in sure else []
    return tuple(cautions)


def _new(definition: Definition, found: Mapping[str, object], report: Report) -> bool:
    if definition.label in found:
        report.add(
            definition.line,
            f"“[^{definition.label}]” is defined twice",
            "give one of them another label",
        )
        return False
    return True


def _lines(source: SourceFile, definition: Definition) -> str:
    """The definition's own lines, without the empty ones after it."""
    start = definition.line - 1
    lines = [source.lines[start]]
    for line in source.lines[start + 1 :]:
        if line.startswith("[^") or (line and not line.startswith("    ") and not lines[-1]):
            break
        lines.append(line)
    while not lines[-1]:
        lines.pop()
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Notes:
    """What one file cites and shows: its own footnotes first, then the City's; its pictures."""

    own: Mapping[str, Entry]
    city: City
    path: str = ""

    def images(self, files: Iterable[str]) -> tuple[tuple[str, ImageFile], ...]:
        """Pictures as the file names them, with what they are; missing ones left out."""
        found = ((each, self.city.images.get(resolved(self.path, each))) for each in files)
        return tuple((each, image) for each, image in found if image)

    def entry(self, label: str) -> Entry | None:
        """What a label shows; none when nobody defines it."""
        if label in self.own:
            return self.own[label]
        cited = self.city.find(label)
        return cited.entry if cited else None

    def entries(self, wanted: Iterable[str]) -> tuple[tuple[str, Entry], ...]:
        """Labels with what they show, undefined ones left out (the check reports them)."""
        found = ((label, self.entry(label)) for label in wanted)
        return tuple((label, entry) for label, entry in found if entry)


def read_notes(
    definitions: Iterable[Definition], city: City, report: Report
) -> tuple[Notes, dict[str, int]]:
    """A file's footnotes, and the line of each of its own."""
    own: dict[str, Entry] = {}
    lines: dict[str, int] = {}
    for definition in definitions:
        if not _new(definition, own, report):
            continue
        if city.find(definition.label):
            report.add(
                definition.line,
                f"“[^{definition.label}]” is a label of the City's list too",
                "give yours another label, or delete it to show the City's",
            )
        text = canonical(definition.blocks)
        own[definition.label] = Entry((text,))
        lines[definition.label] = definition.line
    return Notes(own, city, report.path), lines


def check_notes(
    used: Mapping[str, int], own: Mapping[str, int], notes: Notes, report: Report
) -> None:
    """Report labels nobody defines, and own definitions nobody uses. Values are lines."""
    known = {*notes.own, *notes.city.sources, *notes.city.facts}
    for label, line in used.items():
        if notes.entry(label) is None:
            remedy = f"define it below, or in city/sources.md ({nearest(label, known)})"
            if len(known) > 8 and "known are" in remedy:
                remedy = "define it below, or in city/sources.md"
            report.add(line, f"nothing is defined for “[^{label}]”", remedy)
    for label, line in own.items():
        if label not in used:
            report.add(line, f"“[^{label}]” is never cited", "cite it, or delete it")


def check_pictures(shown: Iterable[Place], notes: Notes, report: Report) -> None:
    """Report pictures that are not there."""
    known = set(notes.city.images)
    for each in shown:
        path = resolved(notes.path, each.text)
        if not path:
            what = f"the picture “{each.text}” is not in this content root"
            report.add(each.line, what, "copy it into the module's folder images/")
        elif path not in known:
            near = nearest(path, known)
            remedy = near if near.startswith("did") else "copy it into the module's folder images/"
            report.add(each.line, f"there is no picture {path}", remedy)
