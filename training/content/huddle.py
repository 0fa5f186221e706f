"""A module's five-minute briefing: what a supervisor reads out where people stand."""

from dataclasses import dataclass

from training.content.blocks import IN_MODULE, parse_blocks, plain
from training.content.canonical import canonical, labels, pictures
from training.content.front_matter import FrontMatter, read_front_matter
from training.content.images import ImageFile
from training.content.section_parts import (
    Place,
    check_headings,
    links_of,
    pending_callouts,
    pictures_of,
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

KEYS = ("title",)
MOST_WORDS = 1_000
"""Five minutes at reading speed."""


@dataclass(frozen=True, slots=True)
class HuddleFile:
    """A parsed briefing; `text` is canonical Markdown."""

    path: str
    front: FrontMatter
    text: str
    notes: Notes
    own_notes: str
    pending_callouts: tuple[Place, ...]
    links: tuple[Place, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The footnotes it cites, in order."""
        return labels(self.text)

    @property
    def entries(self) -> tuple[tuple[str, Entry], ...]:
        """What its footnotes show, by label."""
        return self.notes.entries(self.labels)

    @property
    def images(self) -> tuple[ImageFile, ...]:
        """The pictures it shows."""
        return tuple(image for _, image in self.notes.images(pictures(self.text)))

    def canonical(self) -> str:
        """What the file says, however it is wrapped."""
        return "\n\n".join((self.front.canonical(), self.text, self.own_notes))


def read_huddle(source: SourceFile, city: City, report: Report) -> HuddleFile:
    """The briefing, or the translation of one."""
    front = read_front_matter(source, KEYS, (), report)
    document = parse_blocks(front.body, report, IN_MODULE)
    check_words(document.blocks, IN_MODULES, report)
    notes, own = read_notes(document.definitions, city, report)
    check_notes(used_labels(document.blocks), own, notes, report)
    check_pictures(pictures_of(document.blocks), notes, report)
    check_headings(document.blocks, report)
    words = len(plain(document.blocks).split())
    if not words:
        report.add(1, "the briefing has no words", "write them, or delete the file")
    if words > MOST_WORDS:
        report.add(1, f"the briefing has {words} words, more than five minutes", "say less")
    own_notes = "\n".join(f"[^{each}]: {notes.own[each].canonical()}" for each in sorted(own))
    return HuddleFile(
        source.path,
        front,
        canonical(document.blocks),
        notes,
        own_notes,
        pending_callouts(document.blocks),
        links_of(document.blocks),
    )
