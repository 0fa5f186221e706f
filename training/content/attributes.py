"""Heading attributes: `## Title {#id .card in=x after=x was=x from=hash draw=2}`."""

import re
from dataclasses import dataclass

from training.content.source import Report, nearest

TRAILING = re.compile(r"\s*\{([^{}]*)\}\s*$")
IDENTIFIER = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
HASH = re.compile(r"^[0-9a-f]{8,64}$")
FILLED = re.compile(r"^[a-z]+(: ?[a-z-]+)?$")
KEYS = ("after", "draw", "from", "in", "was")
CLASSES = ("card",)
LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stood in the braces; empty texts for what did not."""

    id: str = ""
    card: bool = False
    within: str = ""
    after: str = ""
    was: str = ""
    """One id, or several by commas where parts were merged."""
    source_hash: str = ""
    draw: int | None = None

    def canonical(self) -> str:
        """The attributes in one fixed order, with a space before, or nothing."""
        words = [f"#{self.id}"] if self.id else []
        words += [".card"] if self.card else []
        words += [f"in={self.within}"] if self.within else []
        words += [f"after={self.after}"] if self.after else []
        words += [f"was={self.was}"] if self.was else []
        words += [f"from={self.source_hash}"] if self.source_hash else []
        words += [f"draw={self.draw}"] if self.draw is not None else []
        return f" {{{' '.join(words)}}}" if words else ""


def read_heading(
    text: str, line: int, allowed: frozenset[str], report: Report
) -> tuple[str, Attributes]:
    """A heading's words and its attributes. `allowed` holds `id`, `card` and the keys it may use.

    Braces that hold a word to be filled in, such as `{contact: liaison}`, are left in the text.
    """
    match = TRAILING.search(text)
    if match is None or without_attributes(text) == text:
        return text.strip(), Attributes()
    values: dict[str, str] = {}
    for word in match[1].split():
        key, value = _read_word(word)
        known = allowed | {key} if key == "id" and "id" in allowed else allowed
        if not key or key not in known:
            names = [each + "=" for each in KEYS if each in allowed]
            names += ["#id"] if "id" in allowed else []
            names += [".card"] if "card" in allowed else []
            remedy = nearest(word, names) if names else "delete it"
            report.add(line, f"“{word}” cannot stand in a heading's braces", remedy)
        elif key in values:
            report.add(line, f"“{word}” comes twice in the braces", "keep one")
        elif _valid(key, value, word, line, report):
            values[key] = value
    return text[: match.start()].strip(), Attributes(
        id=values.get("id", ""),
        card="card" in values,
        within=values.get("in", ""),
        after=values.get("after", ""),
        was=values.get("was", ""),
        source_hash=values.get("from", ""),
        draw=int(values["draw"]) if "draw" in values else None,
    )


def without_attributes(text: str) -> str:
    """A heading's text without the braces at its end, unless they hold a word to be filled in."""
    match = TRAILING.search(text)
    return text if match is None or FILLED.match(match[1].strip()) else text[: match.start()]


def _read_word(word: str) -> tuple[str, str]:
    if word.startswith("#"):
        return "id", word[1:]
    if word.startswith("."):
        return word[1:] if word[1:] in CLASSES else "", ""
    key, _, value = word.partition("=")
    return (key, value.strip("\"'")) if key in KEYS else ("", "")


def _valid(key: str, value: str, word: str, line: int, report: Report) -> bool:
    if key == "card":
        return True
    if key == "draw":
        good = value.isascii() and value.isdigit() and 1 <= int(value[:6]) <= 500
        remedy = "write a number such as draw=2"
    elif key == "from":
        good, remedy = HASH.match(value) is not None, "leave it to “training content fmt”"
    else:
        ids = value.split(",") if key == "was" else [value]
        good = all(IDENTIFIER.match(each) and len(each) <= LONGEST_ID for each in ids)
        remedy = "use small letters, digits and single hyphens, such as #at-the-counter"
    if not good:
        report.add(line, f"“{word}” cannot be read", remedy)
    return good
