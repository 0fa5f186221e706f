"""What a section holds beside its words: settings, links, pictures, and what waits for OEI."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.content.attributes import without_attributes
from training.content.blocks import (
    Block,
    callout_of,
    heading_level,
    inline_lines,
    line_of,
    plain,
    raw_inline,
)
from training.content.canonical import PENDING
from training.content.front_matter import split_list
from training.content.source import Report
from training.content.targets import is_inside

SETTING = re.compile(r"^(Serves|Policy)\s*:\s*(.*)$", re.IGNORECASE)
MISSPELT = re.compile(r"^(Serve|Served|Serving|Policies|Polices)\s*:", re.IGNORECASE)
SIGN = re.compile(r"^\[![A-Za-z]+\]\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """Something in a text, and the line it stands on."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class SectionSettings:
    """The acts a section serves and the policies it rests on, each with its line."""

    serves: tuple[Place, ...] = ()
    policy: tuple[Place, ...] = ()

    def canonical(self) -> str:
        """The settings a line each, or nothing."""
        lines = [
            f"{name}: {', '.join(each.text for each in places)}\n"
            for name, places in (("Serves", self.serves), ("Policy", self.policy))
            if places
        ]
        return "".join(lines)


NO_SETTINGS = SectionSettings()


def take_section_settings(
    blocks: Sequence[Block], report: Report
) -> tuple[SectionSettings, Sequence[Block]]:
    """The settings that open a section, and the blocks after them."""
    if not blocks or blocks[0].type != "paragraph":
        return NO_SETTINGS, blocks
    lines = raw_inline(blocks[0]).split("\n")
    if not SETTING.match(lines[0]):
        _check_misspelt(lines[0], line_of(blocks[0]), report)
        return NO_SETTINGS, blocks
    found: dict[str, tuple[Place, ...]] = {}
    for number, line in enumerate(lines, line_of(blocks[0])):
        match = SETTING.match(line.strip())
        if match is None:
            shown = line.strip()[:40]
            what = f"“{shown}” is not a setting of a section, which are Serves and Policy"
            report.add(number, what, "if it is text, put an empty line above")
        elif not match[2] or match[2].endswith((".", "!", "?")):
            report.add(
                number,
                f"“{match[1]}:” names what a section is for, and people do not see it",
                f"write ids or names after it; if it is text, write **{match[1]}:**",
            )
        elif match[1].lower() in found:
            report.add(number, f"“{match[1]}” is set again", "keep one, values by commas")
        else:
            found[match[1].lower()] = tuple(Place(number, each) for each in split_list(match[2]))
    return SectionSettings(found.get("serves", ()), found.get("policy", ())), blocks[1:]


def _check_misspelt(text: str, line: int, report: Report) -> None:
    name = MISSPELT.match(text)
    if name:
        wanted = "Policy" if name[1].lower().startswith("p") else "Serves"
        report.add(
            line,
            f"“{name[1]}” is not a setting of a section, which are Serves and Policy",
            f"did you mean “{wanted}”? If it is text, write **{name[1]}:**",
        )


def check_headings(blocks: Sequence[Block], report: Report) -> None:
    """Report braces behind headings that have no id: people would see them."""
    for block in blocks:
        if heading_level(block) and without_attributes(raw_inline(block)) != raw_inline(block):
            report.add(
                line_of(block),
                "only a section's ## heading has an id or anything else in braces",
                "delete the braces",
            )


def pending_callouts(blocks: Sequence[Block]) -> tuple[Place, ...]:
    """The callouts that wait for OEI, each with its words."""
    quotes = (node for block in blocks for node in block.walk() if callout_of(node))
    waiting = (Place(line_of(node), SIGN.sub("", plain(node.children))) for node in quotes)
    return tuple(each for each in waiting if PENDING.match(each.text))


def links_of(blocks: Sequence[Block]) -> tuple[Place, ...]:
    """The links to other files of the content root."""
    addresses = ((line, each, "href") for line, each in _inlines(blocks) if each.type == "link")
    return tuple(
        Place(line, address)
        for line, each, key in addresses
        if is_inside(address := str(each.attrGet(key) or "")) and address
    )


def pictures_of(blocks: Sequence[Block]) -> tuple[Place, ...]:
    """The pictures that are files of the content root, as the author named them."""
    return tuple(
        Place(line, str(each.attrGet("src") or ""))
        for line, each in _inlines(blocks)
        if each.type == "image" and is_inside(str(each.attrGet("src") or ""))
    )


def used_labels(blocks: Sequence[Block]) -> dict[str, int]:
    """The footnotes that are cited, each with the line of its first mention."""
    used: dict[str, int] = {}
    for line, each in _inlines(blocks):
        if each.type == "footnote_ref":
            used.setdefault(str(each.meta["label"]), line)
    return used


def _inlines(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    for block in blocks:
        yield from inline_lines(block)
