"""The version of a static file, so that browsers may keep it for a year."""

from functools import cache
from hashlib import sha256
from pathlib import Path

VERSIONED = {".css", ".js", ".svg"}
"""Fonts are not: style sheets name them without a version, and a browser would load them twice."""


@cache
def version(path: Path) -> str:
    """The query to add to the file's address; nothing for a font or a missing file."""
    if path.suffix not in VERSIONED or not path.is_file():
        return ""
    return f"?v={sha256(path.read_bytes()).hexdigest()[:10]}"
