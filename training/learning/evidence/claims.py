"""What is said to have been taken elsewhere, and which files may show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from training.errors import InputRefused, Said
from training.text import LANGUAGES

ELSEWHERE, CLASSROOM = "elsewhere", "classroom"
KINDS = (ELSEWHERE, CLASSROOM)
MEGABYTES = 5
MOST_BYTES = MEGABYTES * 1024 * 1024
LONGEST = 300
_BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
"""By type, how the name of a file ends."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A module that some people took on a day, and what shows it."""

    module: str
    day: date
    kind: str
    """`elsewhere` or `classroom`."""
    what: str
    """Such as the other system's record number, or the sign-in sheet."""
    language: str
    """In which it was taken."""
    file: str | None = None
    """The hash of a file that shows it."""

    def params(self) -> dict[str, Any]:
        """As an act keeps it."""
        return {
            "module": self.module,
            "day": self.day.isoformat(),
            "kind": self.kind,
            "what": self.what,
            "language": self.language,
            "file": self.file,
        }


def read_claim(params: Mapping[str, Any]) -> Claim:
    """The claim that `params()` gave."""
    return Claim(
        str(params["module"]),
        date.fromisoformat(params["day"]),
        str(params["kind"]),
        str(params["what"]),
        str(params["language"]),
        params["file"],
    )


def refuse_claim(claim: Claim, *, today: date) -> None:
    """Raise `InputRefused` for what cannot have been, or is not shown by anything."""
    if claim.kind not in KINDS or claim.language not in LANGUAGES:
        raise InputRefused("Choose from what there is.")
    if claim.day > today:
        raise InputRefused("That day is still to come.")
    if not claim.what.strip():
        raise InputRefused("Say what shows it, such as a record number.")
    if len(claim.what) > LONGEST:
        raise InputRefused(Said("Write {n} characters at most.", n=LONGEST))


def type_of_file(data: bytes) -> str:
    """What a file is by its first bytes, whatever its name says.

    Raises `InputRefused` for one that is too large, or neither a PDF nor a PNG or JPEG picture.
    """
    if len(data) > MOST_BYTES:
        raise InputRefused(Said("The file is larger than {n} MB.", n=MEGABYTES))
    kind = next((kind for start, kind in _BEGINNINGS.items() if data.startswith(start)), None)
    if kind is None:
        raise InputRefused("Send a PDF, or a picture as PNG or JPEG.")
    return kind
