"""The settings between `---` lines at the top of a file: one a line, the value taken as text.

Not YAML: its loaders refuse or damage what authors naturally write (`title: Call #SAFE: now`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from training.content.source import Report, SourceFile, nearest

SETTING = re.compile(r"^([A-Za-z][A-Za-z -]*?)\s*:(?:\s+(.*))?$")
LISTS = frozenset({"departments", "needs", "requires"})
"""Settings that are lists in any file."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The settings of a file. `body` is the rest, its line numbers kept by empty lines above."""

    values: Mapping[str, str]
    lines: Mapping[str, int]
    body: str

    def text(self, key: str) -> str:
        """The value, or an empty text."""
        return self.values.get(key, "")

    def items(self, key: str) -> tuple[str, ...]:
        """The value as a list."""
        return split_list(self.values.get(key, ""))

    def line(self, key: str) -> int:
        """Where the setting stands, or 1."""
        return self.lines.get(key, 1)

    def canonical(self) -> str:
        """The settings in the order of their names, lists however they are written."""
        return "".join(f"{key}: {self._settled(key)}\n" for key in sorted(self.values))

    def _settled(self, key: str) -> str:
        return ", ".join(self.items(key)) if key in LISTS else self.values[key]


def split_list(value: str) -> tuple[str, ...]:
    """The parts of `a, b`, of `[a, b]` or of dashes, in order."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        value = value[1:-1]
    return tuple(part.strip(" \"'") for part in value.split(",") if part.strip(" \"'"))


def read_front_matter(
    source: SourceFile, known: tuple[str, ...], required: tuple[str, ...], report: Report
) -> FrontMatter:
    """The file's settings; unknown, repeated and missing ones are reported."""
    lines = source.lines
    start = next((n for n, line in enumerate(lines) if line), 0)
    if lines[start] != "---":
        if not required:
            return FrontMatter({}, {}, source.text)
        report.add(1, "the file does not begin with ---", "put its settings between --- lines")
        return FrontMatter({}, {}, source.text)
    end = next((n for n, line in enumerate(lines) if n > start and line == "---"), None)
    if end is None:
        report.add(1, "the settings do not end", "put a line --- below the last setting")
        return FrontMatter({}, {}, "")
    values, places = _read_lines(lines[start + 1 : end], start + 2, known, report)
    for key in required:
        if not values.get(key):
            report.add(1, f"“{key}:” is missing", f"add a line “{key}: …” between the --- lines")
    return FrontMatter(values, places, "\n" * (end + 1) + "\n".join(lines[end + 1 :]) + "\n")


def _read_lines(
    lines: tuple[str, ...], first: int, known: tuple[str, ...], report: Report
) -> tuple[dict[str, str], dict[str, int]]:
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    key = ""
    for number, line in enumerate(lines, first):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if key and line.lstrip().startswith("- "):
            item = line.lstrip()[2:].strip()
            values[key] = f"{values[key]}, {item}" if values[key] else item
            continue
        match = SETTING.match(line)
        if match is None:
            remedy = _how_to_write(line, known)
            report.add(number, f"“{line.strip()[:40]}” is not a setting", remedy)
            continue
        key = match[1].lower()
        if key not in known:
            report.add(number, f"“{key}” is not a setting here", nearest(key, known))
        elif key in places:
            report.add(number, f"“{key}” is set again", f"it is set in line {places[key]} already")
        else:
            values[key], places[key] = unquoted(match[2] or ""), number
            continue
        key = ""
    return values, places


def _how_to_write(line: str, known: tuple[str, ...]) -> str:
    if line.partition(":")[0].strip().lower() in known:
        return "write “key: value”, with a space behind the colon and none in front of the key"
    return "write “key: value”, the whole value on one line"


def unquoted(value: str) -> str:
    """A setting's value without the quotes around it."""
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value
