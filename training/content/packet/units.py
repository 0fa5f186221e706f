"""A unit of a packet: a page or a pool of questions, reviewed and signed for as one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from training.content.module import Module
from training.content.module_file import Section
from training.content.packet.parts import (
    GONE,
    NEW,
    Box,
    Decision,
    Heading,
    Listing,
    Paragraph,
    Parts,
    Span,
    Told,
    changed,
    paragraph,
    read_out,
    said,
)
from training.content.packet.reading import PENDING_BOX
from training.content.packet.redline import marked, redline


@dataclass(frozen=True)
class Subject:
    """The module under review, and its text at the last approval when that is compared.

    `lineages` are of the departments that read something else; `names` of all departments.
    """

    module: Module
    was: Module | None
    lineages: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str] = field(default_factory=dict)

    def named(self, slugs: Iterable[str]) -> str:
        """Departments by their names, as one says them."""
        names = [self.names.get(slug, slug) for slug in slugs]
        return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)

    def before(self, section: Section) -> Section | None:
        """The section of the same file as it was, under this id or one it had."""
        ids = (section.id, *self._earlier.get(section.id, ()))
        found = (self.sections_before.get((section.path, each)) for each in ids)
        return next((each for each in found if each), None)

    @cached_property
    def sections_before(self) -> dict[tuple[str, str], Section]:
        """By file and id the sections as they were."""
        files = self.was.texts if self.was else ()
        return {(each.path, each.id): each for file in files for each in file.sections}

    @cached_property
    def _earlier(self) -> dict[str, Sequence[str]]:
        sections = (each for file in self.module.texts for each in file.sections)
        return {each.id: each.at.was.split(",") for each in sections if each.at.was}

    def compare(self, was: Parts | None, now: Parts) -> Parts:
        """The text to show: as it is or, where it is compared, with what has changed."""
        if self.was is None:
            return now
        if was is None:
            return tuple(marked(each, NEW) for each in now)
        return redline(was, now)


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the packet that begins on a page of its own.

    `pending` is what is still to be confirmed in it; `changed` whether a redline marks anything.
    """

    key: str
    title: str
    parts: Parts
    pending: tuple[str, ...] = ()
    changed: bool = False


def unit(key: str, title: str, about: str, parts: Parts) -> Unit:
    """The unit of these parts, headed by its title and closed by the reviewer's decision."""
    head = (Heading(2, said(title)), paragraph(about, quiet=True))
    pending = tuple(dict.fromkeys(_pending(parts)))
    return Unit(key, title, (*head, *parts, Decision(title)), pending, changed(parts))


def gone(parts: Parts) -> Parts:
    """Parts that are there no more."""
    return tuple(marked(each, GONE) for each in parts)


def told(language: str, parts: Parts) -> Parts:
    """The parts in their language; English is that of the whole packet."""
    return (Told(language, parts),) if language != "en" else parts


def explained(terms: Iterable[tuple[str, Parts]]) -> Parts:
    """The glossary's words with what they mean."""
    return tuple(
        Paragraph((Span(name, bold=True), Span(": "), *_first_line(meaning)), quiet=True)
        for name, meaning in terms
    )


def _first_line(parts: Parts) -> tuple[Span, ...]:
    return parts[0].spans if parts and isinstance(parts[0], Paragraph) else ()


def _pending(parts: Parts) -> Iterator[str]:
    """What callouts in English say is still to be confirmed."""
    for part in parts:
        if isinstance(part, Box) and part.kind.endswith(PENDING_BOX):
            yield read_out(part.parts)
        elif isinstance(part, Box):
            yield from _pending(part.parts)
        elif isinstance(part, Listing):
            for item in part.items:
                yield from _pending(item.parts)
