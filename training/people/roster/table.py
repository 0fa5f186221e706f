"""The cells of a comma-, semicolon- or tab-separated file, however it was saved."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from training.errors import InputRefused, Said

MB = 1024 * 1024
MOST_BYTES = 20 * MB
DELIMITERS = (",", ";", "\t")
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How Excel's and LibreOffice's own files begin, new and old."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it, numbered as a spreadsheet numbers them."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(data: bytes, is_known: Callable[[str], bool]) -> Table:
    """The table in a file's bytes; `is_known` says of a header whether it names a column.

    The separator is the one under which most headers are known. Rows without text are left out,
    but counted. Raises `InputRefused` for what is not such a file.
    """
    text = normalize("NFC", _decode(data))
    delimiter = max(DELIMITERS, key=lambda each: _known_headers(text, each, is_known))
    numbered = enumerate(_split(text, delimiter, strict=True), 1)
    rows = [(number, cells) for number, cells in numbered if any(cells)]
    if not rows:
        raise InputRefused("The file is empty; it needs a row of column names and one a person.")
    return Table(rows[0][1], tuple(rows[1:]))


def _decode(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        too_big = Said(
            "The file has {n} MB; a roster has at most {most}. Is it the right file?",
            n=len(data) // MB,
            most=MOST_BYTES // MB,
        )
        raise InputRefused(too_big)
    if data.startswith(SPREADSHEETS):
        raise InputRefused(
            "This is a spreadsheet, not a CSV file, whatever its name ends with. Open it in Excel"
            " or LibreOffice, choose Save as, and the type “CSV UTF-8 (comma delimited)”."
        )
    try:
        text = _text(data)
    except UnicodeDecodeError as error:
        raise InputRefused(
            "The file is not plain text, or in an unknown encoding. Save it as “CSV UTF-8”."
        ) from error
    if "\0" in text:
        raise InputRefused("The file is not plain text. Save it as “CSV UTF-8”.")
    return text


def _text(data: bytes) -> str:
    if data.startswith(UTF_16):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _known_headers(text: str, delimiter: str, is_known: Callable[[str], bool]) -> int:
    first = next((each for each in _split(text, delimiter) if any(each)), ())
    return sum(is_known(each) for each in first)


def _split(text: str, delimiter: str, *, strict: bool = False) -> Iterator[tuple[str, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    try:
        for cells in reader:
            yield tuple(" ".join(each.split()) for each in cells)
    except csv.Error as error:
        text = Said(
            "Near line {line} the file cannot be read; a quotation mark may be missing its"
            " partner.",
            line=reader.line_num,
        )
        raise InputRefused(text) from error
