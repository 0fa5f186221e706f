"""The pages of a module on paper: in English and Spanish, and what departments read instead."""

from collections.abc import Iterator
from dataclasses import dataclass

from training.content.module_file import Section
from training.content.packet.citing import Citations
from training.content.packet.parts import Heading, Part, Parts, paragraph, said
from training.content.packet.reading import Key, read, read_line
from training.content.packet.units import Subject, Unit, explained, gone, told, unit
from training.content.variants import Page, pages

IN = {"en": "In English", "es": "In Spanish"}
UNTRANSLATED = (
    "No Spanish is made from this English yet. Readers of Spanish see the English, marked as "
    "waiting for its translation."
)
REMOVED = "What is removed"


@dataclass(frozen=True, slots=True)
class Reading:
    """Pieces of a page in one language; no departments means that all read them."""

    language: str
    departments: tuple[str, ...]
    pieces: tuple[Section, ...]
    instead: bool


def section_units(subject: Subject) -> Iterator[Unit]:
    """Every page that any department reads, in order, then what is there no more."""
    shown: set[tuple[str, str]] = set()
    for page_id in _order(subject):
        readings = [
            *_readings(subject, page_id, "en"),
            *_readings(subject, page_id, "es"),
        ]
        for reading in readings:
            shown |= {_place(each) for each in reading.pieces}
        yield _unit(subject, page_id, readings)
    shown |= {_place(old) for new in _all(subject) if (old := subject.before(new))}
    lost = [each for place, each in subject.sections_before.items() if place not in shown]
    if lost:
        yield _removed(lost)


def _place(section: Section) -> tuple[str, str]:
    return section.path, section.id


def _all(subject: Subject) -> Iterator[Section]:
    for file in subject.module.texts:
        yield from file.sections


def _order(subject: Subject) -> list[str]:
    """All page ids: a department's own ones behind the page they follow."""
    found = [each.id for each in pages(subject.module, (), "en")]
    for lineage in subject.lineages.values():
        behind = 0
        for each in pages(subject.module, lineage, "en"):
            if each.id not in found:
                found.insert(behind, each.id)
            behind = found.index(each.id) + 1
    return found


def _page(subject: Subject, lineage: tuple[str, ...], language: str, page_id: str) -> Page | None:
    found = (each for each in pages(subject.module, lineage, language) if each.id == page_id)
    return next((each for each in found if each.language == language), None)


def _readings(subject: Subject, page_id: str, language: str) -> list[Reading]:
    """What all read first, then what departments read beside it or instead, alike ones once."""
    default = _page(subject, (), language, page_id)
    found = [Reading(language, (), default.pieces, instead=False)] if default else []
    common = {_place(each) for each in default.pieces} if default else set()
    own: dict[tuple[tuple[str, str], ...], Reading] = {}
    for slug, lineage in subject.lineages.items():
        page = _page(subject, lineage, language, page_id)
        pieces = page.pieces if page else ()
        rest = tuple(each for each in pieces if _place(each) not in common)
        if not rest:
            continue
        key = tuple(_place(each) for each in rest)
        instead = bool(common) and _place(pieces[0]) not in common
        slugs = (*own[key].departments, slug) if key in own else (slug,)
        own[key] = Reading(language, slugs, rest, instead)
    return [*found, *own.values()]


def _unit(subject: Subject, page_id: str, readings: list[Reading]) -> Unit:
    cites = Citations()
    parts: list[Part] = []
    for reading in readings:
        parts.append(Heading(3, said(_label(subject, reading))))
        for piece in reading.pieces:
            parts += told(reading.language, _compared(subject, piece, cites))
    if not any(each.language == "es" for each in readings):
        parts += [Heading(3, said(IN["es"])), paragraph(UNTRANSLATED)]
    if meanings := _meanings(readings):
        parts += [Heading(3, said("Words explained on this page")), *meanings]
    first = readings[0].pieces[0]
    return unit(
        key=f"section:{page_id}",
        title=_title(first),
        about=_about(page_id, first),
        parts=cites.settle(tuple(parts), compared=subject.was is not None),
    )


def _label(subject: Subject, reading: Reading) -> str:
    label = IN[reading.language]
    if not reading.departments:
        return label
    how = "instead, for" if reading.instead else "also, for"
    return f"{label}, {how} {subject.named(reading.departments)}"


def _about(page_id: str, first: Section) -> str:
    said_of = [f"Page “{page_id}”"]
    if first.at.card:
        said_of.append("also on the pocket card")
    return " · ".join(said_of)


def _title(section: Section) -> str:
    spans = read_line(section.title, section.path, lambda label: label)
    return "".join(each.text for each in spans)


def _compared(subject: Subject, piece: Section, cites: Citations) -> Parts:
    old = subject.before(piece)
    was = _parts(old, cites.before(old.notes)) if old else None
    return subject.compare(was, _parts(piece, cites.present(piece.notes)))


def _parts(section: Section, key: Key) -> Parts:
    """A section with its title; folds stand open on paper."""
    parts: list[Part] = [Heading(4, read_line(section.title, section.path, key))]
    parts += read(section.text, section.path, key)
    for fold in section.folds:
        title = read_line(fold.title, section.path, key)
        parts += [Heading(4, (*said("More: "), *title)), *read(fold.text, section.path, key)]
    return tuple(parts)


def _meanings(readings: list[Reading]) -> Parts:
    found = {
        (reading.language, term.name): (term, piece)
        for reading in readings
        for piece in reading.pieces
        for term in piece.terms
    }
    return tuple(
        part
        for (language, name), (term, piece) in found.items()
        for part in told(
            language, explained([(name, read(term.meaning, piece.path, lambda label: label))])
        )
    )


def _removed(lost: list[Section]) -> Unit:
    cites = Citations()
    parts: list[Part] = []
    for each in lost:
        parts.append(Heading(3, said(f"From {each.path}")))
        language = "es" if each.path.endswith(".es.md") else "en"
        parts += told(language, gone(_parts(each, cites.before(each.notes))))
    about = "These pages were there at the last approval and are there no more."
    return unit("removed:sections", REMOVED, about, cites.settle(tuple(parts), compared=True))
