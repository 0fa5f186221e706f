"""Quotes around settings that YAML, and so most viewers, would read as something else."""

import re

from training.content.formatting.raw import RawText
from training.content.front_matter import SETTING, unquoted

FENCE = "---"
PLAIN = re.compile(r"^[^\s\-?:,\[\]{}#&*!|>'\"%@`=~\\](?:[^:#\t]|:(?=\S)|(?<=\S)#)*$")
"""What every reader of YAML takes as this very text: no sign in front, no `: ` and no ` #`."""
DOUBLE = re.compile(r'^"(?:[^"\\]|\\["\\])*"$')
SINGLE = re.compile(r"^'(?:[^']|'')*'$")
LIST = re.compile(r"^\[\s*[\w .-]+(?:,\s*[\w .-]+)*\s*\]$")
SOMETHING_ELSE = re.compile(
    r"^(?:yes|no|on|off|y|n|true|false|null|\d[\d_]*:[\d:.]+)$", re.IGNORECASE
)
YES_OR_NO = ("instead", "scored")
"""Settings that are a yes or a no for viewers too."""


def with_quotes(path: str, raw: bytes) -> bytes:
    """The file with quotes around such settings; as it is when it has none or cannot be read."""
    if not path.endswith(".md"):
        return raw
    try:
        text = RawText(raw)
    except UnicodeDecodeError:
        return raw
    lines = [line.rstrip(" \u00a0") for line in text.lines]
    start = next((n for n, line in enumerate(lines) if line), 0)
    if lines[start] != FENCE or FENCE not in lines[start + 1 :]:
        return raw
    for number in range(start + 1, lines.index(FENCE, start + 1)):
        text.lines[number] = _quoted_line(text.lines[number])
    return text.encoded()


def _quoted_line(line: str) -> str:
    bare = line.rstrip(" \u00a0")
    match = SETTING.match(bare)
    if match is None or not match[2] or "\t" in line:
        return line
    key, value = match[1].lower(), match[2]
    if _reads_alike(key, value):
        return line
    inner = unquoted(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'{bare[: match.start(2)]}"{inner}"{line[len(bare) :]}'


def _reads_alike(key: str, value: str) -> bool:
    if DOUBLE.match(value) or SINGLE.match(value) or LIST.match(value):
        return True
    if SOMETHING_ELSE.match(value):
        return key in YES_OR_NO and value.lower() in ("yes", "no")
    return PLAIN.match(value) is not None and not value.endswith(":")
