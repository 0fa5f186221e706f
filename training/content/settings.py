"""Settings under a quiz heading: its first paragraph, `Name: value` a line."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from training.content.blocks import Block, line_of, raw_inline
from training.content.front_matter import split_list
from training.content.source import Report

DEFAULTS = frozenset(
    {"choose", "covers", "critical", "departments", "points", "policy", "serves", "shuffle", "use"}
)
"""What may stand under a `##`, for every question of the pool."""
OF_ITEMS = DEFAULTS | {"answer", "hint"}
OF_SCENES = frozenset({"result"})
KNOWN = OF_ITEMS | OF_SCENES
PLACES = {
    "answer": "it belongs under a question's ###",
    "hint": "it belongs under a question's ###",
    "result": "it belongs under a scene's ####",
}
USES = ("check", "held-out")
LINE = re.compile(r"^([A-Za-z][A-Za-z -]{0,30}?)\s*:\s*(.*)$")
ALIKE, NEARLY_THE_SAME = 0.75, 0.85
"""How like a setting a word is that is one misspelt: below an empty line, “Police: …” is text."""
YES, NO = {"yes", "true"}, {"no", "false"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What was set, by the setting's small-letter name, and on which line."""

    values: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def over(self, defaults: "Settings") -> "Settings":
        """These settings, and the defaults for what is not among them."""
        return Settings({**defaults.values, **self.values}, {**defaults.lines, **self.lines})

    def items(self, key: str) -> tuple[str, ...]:
        """A setting's value as a list."""
        return split_list(self.values.get(key, ""))

    def yes(self, key: str, report: Report, *, default: bool) -> bool:
        """A yes-or-no setting."""
        value = self.values.get(key, "").strip().lower()
        if value and value not in YES | NO:
            report.add(self.lines[key], f"“{key}: {value}” cannot be read", "write yes or no")
        return value in YES if value in YES | NO else default

    def number(self, key: str, report: Report, *, default: float) -> float:
        """A setting that is a number above 0."""
        value = self.values.get(key, "").strip()
        if not value:
            return default
        if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", value) or float(value) <= 0:
            report.add(self.lines[key], f"“{key}: {value}” cannot be read", "write 1, 2, 3 …")
            return default
        return float(value)

    def use(self, report: Report) -> str:
        """What a question is kept for, or an empty text for one that any attempt may ask."""
        value = self.values.get("use", "").strip().lower()
        if value and value not in USES:
            report.add(
                self.lines["use"], f"“use: {value}” cannot be read", f"write {' or '.join(USES)}"
            )
        return value if value in USES else ""


def take_settings(
    heading: Block,
    blocks: Sequence[Block],
    report: Report,
    allowed: frozenset[str] = OF_ITEMS,
) -> tuple[Settings, Sequence[Block]]:
    """The settings that open the blocks under a heading, and the blocks after them."""
    if not blocks or blocks[0].type != "paragraph":
        return Settings(), blocks
    lines = raw_inline(blocks[0]).split("\n")
    first = LINE.match(lines[0])
    touching = line_of(blocks[0]) == line_of(heading) + 1
    if first is None or not _meant(first[1], touching=touching):
        return Settings(), blocks
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    for number, line in enumerate(lines, line_of(blocks[0])):
        _read(line, number, values, places, allowed, report)
    return Settings(values, places), blocks[1:]


def _meant(name: str, *, touching: bool) -> bool:
    """Whether a line's first words are a setting, or were likely meant as one."""
    name = name.lower()
    alike = ALIKE if touching else NEARLY_THE_SAME
    if name in KNOWN or get_close_matches(name, KNOWN, n=1, cutoff=alike):
        return True
    return touching and len(name.split()) == 1


def check_stray(blocks: Sequence[Block], allowed: frozenset[str], report: Report) -> None:
    """Report lines of text that are settings in the wrong place: people would read them."""
    for block in blocks:
        lines = raw_inline(block).split("\n") if block.type == "paragraph" else []
        for number, line in enumerate(lines, line_of(block)):
            match = LINE.match(line.strip())
            if match and match[1].lower() in allowed:
                report.add(
                    number,
                    f"“{match[1]}” is not read as a setting here, and people would see it",
                    "put it with the others right below the heading, with no empty line between; "
                    f"if it is text, write **{match[1]}:**",
                )


def _read(
    line: str,
    number: int,
    values: dict[str, str],
    places: dict[str, int],
    allowed: frozenset[str],
    report: Report,
) -> None:
    match = LINE.match(line.strip())
    key = match[1].lower() if match else ""
    if match and key in allowed:
        if key in values:
            report.add(number, f"“{match[1]}” is set again", f"see line {places[key]}; keep one")
        if not match[2].strip():
            report.add(number, f"“{match[1]}:” says nothing", "write its value after it")
        values.setdefault(key, match[2].strip())
        places.setdefault(key, number)
    elif match and key in KNOWN:
        where = PLACES.get(key, "it belongs under the ### of the scenario")
        report.add(number, f"“{match[1]}” cannot be set here", where)
    else:
        near = get_close_matches(key, allowed, n=1, cutoff=0.6)
        hint = f"did you mean “{near[0].capitalize()}”? If it is text" if near else "if it is text"
        shown = match[1] if match else line.strip()[:40]
        report.add(number, f"“{shown}” is not a setting", f"{hint}, put an empty line above")
