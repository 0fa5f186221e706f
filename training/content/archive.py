"""What an author sends: a zip of a content root, of a part of it, or single files.

A zip is read in memory and never unpacked to a disk; nothing in it can name a place outside.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from stat import S_ISLNK
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from training.content.tree import FOLDERS
from training.errors import InputRefused, Problem

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
MOST_FILES = 2_000
MOST_IN_FILE = 12_000_000
MOST_IN_ALL = 60_000_000
"""Bytes, unpacked."""
MOST_TIMES = 200
"""How many times larger than packed a file may be; text is packed to a twentieth at best."""
SMALL = 100_000
"""Bytes up to which a file may be packed as well as it likes."""
CHUNK = 64_000
LONGEST_PATH = 300
ENCRYPTED = 0x1
ENTRY = b"PK\x01\x02"
UNREADABLE = (
    BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, struct.error, IndexError,
    OverflowError,
)  # fmt: skip
"""What Python's reader raises over a damaged zip."""
JUNK = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})


def is_zip(data: bytes) -> bool:
    """Whether these bytes are those of a zip."""
    return data.startswith((ZIP, EMPTY_ZIP))


def unpack(name: str, data: bytes) -> dict[str, bytes]:
    """The files of a zip by their path in a content root, what systems add on their own left out.

    A folder around everything is taken off, so that a zipped folder reads like its content.
    `name` is the zip's. Raises `InputRefused` with everything that is wrong with it.
    """
    if data.count(ENTRY) > 2 * MOST_FILES:
        raise _too_many(name)  # Python's reader would make an object of each first
    try:
        with ZipFile(BytesIO(data)) as archive:
            wanted = _wanted(name, archive)
            found = dict(_read(name, archive, wanted))
    except UNREADABLE as error:
        raise InputRefused(
            f"“{name}” cannot be read.",
            [Problem(name, "is not a whole zip", "make it again, and send it again")],
        ) from error
    return without_folder(found)


def without_folder(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files by their path in the content root, when one folder stands around them all."""
    tops = {path.split("/")[0] for path in files}
    if len(tops) == 1 and not tops & {*FOLDERS} and all("/" in path for path in files):
        return without_folder({path.split("/", 1)[1]: raw for path, raw in files.items()})
    return dict(files)


def _too_many(name: str) -> InputRefused:
    problem = Problem(name, f"has more than {MOST_FILES:,} files", "send less at a time")
    return InputRefused(f"“{name}” is not taken.", [problem])


def _wanted(name: str, archive: ZipFile) -> list[ZipInfo]:
    """The entries that are files of the author's. Raises `InputRefused` for unsafe ones."""
    entries = [each for each in archive.infolist() if not _is_junk(each)]
    if len(entries) > MOST_FILES:
        raise _too_many(name)
    problems = [problem for each in entries for problem in _unsafe(each)]
    problems += _twice(entries)
    if sum(each.file_size for each in entries) > MOST_IN_ALL:
        remedy = "send less at a time"
        problems.append(Problem(name, f"is more than {MOST_IN_ALL // 1_000_000} MB", remedy))
    if problems:
        raise InputRefused(f"“{name}” is not taken.", problems)
    if not entries:
        raise InputRefused(
            f"“{name}” is empty.", [Problem(name, "has no file", "put your texts in it")]
        )
    return entries


def _is_junk(entry: ZipInfo) -> bool:
    parts = entry.filename.split("/")
    return entry.is_dir() or any(each in JUNK or each.startswith("._") for each in parts)


def _unsafe(entry: ZipInfo) -> Iterator[Problem]:
    shown = ascii(entry.filename)[1:-1][:LONGEST_PATH]
    parts = entry.filename.split("/")
    if (
        not entry.filename.isprintable()
        or "\\" in entry.orig_filename
        or ":" in entry.filename
        or any(each in ("", ".", "..") for each in parts)
        or len(entry.filename) > LONGEST_PATH
    ):
        yield Problem(shown, "is not a place in a content root", "zip the folder again, plainly")
    if S_ISLNK(entry.external_attr >> 16):
        yield Problem(shown, "is a link to another place", "put the file itself there")
    if entry.flag_bits & ENCRYPTED:
        yield Problem(shown, "has a password", "zip it without one")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        yield Problem(shown, "is packed in a way that is not read", "zip it as most programs do")
    if entry.file_size > MOST_IN_FILE:
        yield Problem(shown, f"is more than {MOST_IN_FILE // 1_000_000} MB", "make it smaller")
    if entry.file_size > max(SMALL, entry.compress_size * MOST_TIMES):
        yield Problem(shown, "is packed suspiciously well", "zip it again, or send it by itself")


def _twice(entries: list[ZipInfo]) -> Iterator[Problem]:
    seen: set[str] = set()
    for each in entries:
        key = each.filename.casefold()
        if key in seen:
            yield Problem(each.filename[:LONGEST_PATH], "is in it twice", "leave one of them out")
        seen.add(key)


def _read(name: str, archive: ZipFile, entries: list[ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Each file, read no further than it says it goes: a bomb says less than it holds."""
    for each in entries:
        found = bytearray()
        with archive.open(each) as file:
            while chunk := file.read(CHUNK):
                found += chunk
                if len(found) > each.file_size:
                    raise BadZipFile(f"{name} holds more than it says")
        yield each.filename, bytes(found)
