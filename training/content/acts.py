"""What people will do after the training, and the City's holidays."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from training.content.attributes import read_heading
from training.content.blocks import Block, heading_level, line_of, parse_blocks, raw_inline
from training.content.glossary import BOTH
from training.content.source import Report, SourceFile

HOLIDAY = re.compile(r"^(\d{4}-\d{2}-\d{2})\s*:\s*(\S.*)$")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which the City does not work."""

    day: date
    names: Mapping[str, str]


def read_acts(source: SourceFile, report: Report) -> dict[str, str]:
    """The acts of `city/acts.md`, a `##` each: id and title."""
    found: dict[str, str] = {}
    for block in parse_blocks(source.text, report).blocks:
        if heading_level(block) != 2:
            continue
        line = line_of(block)
        title, at = read_heading(raw_inline(block), line, frozenset({"id"}), report)
        if not at.id:
            report.add(line, f"the act “{title}” has no id", "write one after it, such as {#wait}")
        elif at.id in found:
            report.add(line, f"the id “{at.id}” is used again", "choose another")
        else:
            found[at.id] = title
    return found


def read_calendar(source: SourceFile, report: Report) -> tuple[Holiday, ...]:
    """The holidays of `city/calendar.md`, a list item each, in the order of their days."""
    found: dict[date, Holiday] = {}
    for block in parse_blocks(source.text, report).blocks:
        for item in block.children if block.type == "bullet_list" else ():
            holiday = _holiday(item, report)
            if holiday is None:
                continue
            if holiday.day in found:
                report.add(line_of(item), f"{holiday.day} comes twice", "keep one")
            found.setdefault(holiday.day, holiday)
    return tuple(found[day] for day in sorted(found))


def _holiday(item: Block, report: Report) -> Holiday | None:
    text = raw_inline(item.children[0]) if item.children else ""
    match = HOLIDAY.match(" ".join(text.split()))
    try:
        day = date.fromisoformat(match[1] if match else "")
    except ValueError:
        shown = " ".join(text.split())[:40]
        report.add(
            line_of(item),
            f"“{shown}” is not a holiday",
            "write “- 2026-12-25: Its name | Su nombre”",
        )
        return None
    english, *spanish = BOTH.split(match[2] if match else "")
    return Holiday(day, {"en": english} | ({"es": spanish[0]} if spanish else {}))
