"""The authors' guide as its tests take it: its examples as files, and what it says of wrong ones.

A fence below a bold path is that whole file; below “Add to” and a path it goes to the file's end.
A row of the messages is right, wrong, and what the check says of it; the file that the right words
stand in is named above the table.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "authors.md"
MESSAGES = ROOT / "docs" / "authors-messages.md"
BLOCK = re.compile(r"^\*\*(Add to )?`([^`]+)`\*\*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```(\w+)$", re.MULTILINE)
EXAMPLES = re.compile(r"^In `([^`]+)`:\n\n(\|.*?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (.*) \|$", re.MULTILINE)
CELLS = re.compile(r" \| ")
FOLDERS = ("city", "modules", "quizzes", "certificates")


@dataclass(frozen=True, slots=True)
class Block:
    """An example: the file it is of, its text, and whether it is added to what is there."""

    path: str
    text: str
    adds: bool


@dataclass(frozen=True, slots=True)
class Wrong:
    """The right words of a file, wrong ones in their place, and what is said of them."""

    path: str
    right: str
    wrong: str
    says: tuple[str, ...]


def blocks() -> list[Block]:
    """The guide's examples in order."""
    text = GUIDE.read_text("utf-8")
    return [Block(path, body, bool(adds)) for adds, path, body in BLOCK.findall(text)]


def fences() -> list[str]:
    """The languages of all fences of the guide that name one."""
    return FENCE.findall(GUIDE.read_text("utf-8"))


def put(files: Mapping[str, str], block: Block) -> dict[str, str]:
    """The files with an example in its place."""
    before = f"{files[block.path].rstrip()}\n\n" if block.adds else ""
    return {**files, block.path: before + block.text}


def city() -> dict[str, str]:
    """The repository's own content root."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".md", ".svg")
    }


def examples() -> dict[str, str]:
    """The repository's content root with every example of the guide."""
    files = city()
    for block in blocks():
        files = put(files, block)
    return files


def raw(files: Mapping[str, str]) -> dict[str, bytes]:
    """The files as they are sent."""
    return {path: text.encode("utf-8") for path, text in files.items()}


def wrong_ones() -> Iterator[Wrong]:
    """Every row of the messages that shows what is wrong."""
    for path, table in EXAMPLES.findall(MESSAGES.read_text("utf-8")):
        for row in ROW.findall(table)[1:]:
            right, wrong, says = (_lines(each) for each in CELLS.split(row))
            yield Wrong(path, "\n".join(right), "\n".join(wrong), tuple(says))


def messages() -> str:
    """All that is said of messages, as people read it."""
    return _plain(MESSAGES.read_text("utf-8")).replace("`", "")


def _lines(cell: str) -> list[str]:
    """The lines of a cell; what is in code is taken as it stands."""
    return [_plain(each).strip("`") for each in cell.split("<br>")]


def _plain(text: str) -> str:
    return text.replace("\\|", "|")
