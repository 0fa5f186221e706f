"""A module's five-minute briefing on paper."""

from collections.abc import Iterator

from training.content.huddle import HuddleFile
from training.content.packet.citing import Citations
from training.content.packet.parts import Heading, Part, said
from training.content.packet.reading import read
from training.content.packet.units import Subject, Unit, gone, told, unit


def briefing_units(subject: Subject) -> Iterator[Unit]:
    """The briefing in both languages, when there is one or there was."""
    now, was = subject.module, subject.was
    both = (
        ("en", now.huddle, was.huddle if was else None),
        ("es", now.huddle_translation, was.huddle_translation if was else None),
    )
    cites = Citations()
    parts: list[Part] = []
    for language, text, old in both:
        if text is None and old is None:
            continue
        parts.append(Heading(3, said("In English" if language == "en" else "In Spanish")))
        before = _parts(old, cites, now=False) if old else None
        if text is None:
            parts += told(language, gone(before or ()))
        else:
            parts += told(language, subject.compare(before, _parts(text, cites, now=True)))
    if parts:
        yield unit(
            key="briefing",
            title="The five-minute briefing",
            about="Read out by supervisors where people stand.",
            parts=cites.settle(tuple(parts), compared=was is not None),
        )


def _parts(text: HuddleFile, cites: Citations, *, now: bool) -> tuple[Part, ...]:
    key = cites.present(text.notes) if now else cites.before(text.notes)
    return read(text.text, text.path, key)
