"""What a roster's cells mean. Every reader raises `Unreadable` with the reason."""

import re
from datetime import date

from training.errors import Said
from training.people.words import fold

KINDS = ("employee", "seasonal", "contractor", "volunteer")
"""How somebody can work here."""

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9._/-]{0,39}")
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_EMAIL = re.compile(rf"{_ATOM}(\.{_ATOM})*@[a-z0-9-]+(\.[a-z0-9-]+)+")
"""What any mail server takes; a dot too many would only be found out when a mail cannot go."""
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_US = re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AP]M)?Z?$", re.IGNORECASE)

_YES = {"yes", "y", "1", "true", "a", "active", "si", "s", "activo", "activa"}
_NO = {"no", "n", "0", "false", "i", "inactive", "t", "terminated", "inactivo", "inactiva"}
_KINDS = {
    "empleado": "employee",
    "temporary": "seasonal",
    "temporal": "seasonal",
    "contractors": "contractor",
    "contratista": "contractor",
    "voluntario": "volunteer",
    "voluntaria": "volunteer",
} | {kind: kind for kind in KINDS}
_LANGUAGES = {
    "en": "en",
    "eng": "en",
    "english": "en",
    "ingles": "en",
    "es": "es",
    "spa": "es",
    "spanish": "es",
    "espanol": "es",
    "castellano": "es",
}


class Unreadable(ValueError):
    """What is wrong with a cell and, where we know it, the remedy; a page can say both."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what}; {remedy}" if remedy else what)
        self.what, self.remedy = what, remedy


def employee_number(cell: str) -> str:
    """An employee number in capitals."""
    number = cell.upper()
    if not number:
        raise Unreadable(Said("is empty"), Said("everybody needs their employee number"))
    if not _NUMBER.fullmatch(number):
        raise Unreadable(
            Said("“{cell}” is not an employee number", cell=cell),
            Said("it may have letters, digits and . / - _ only"),
        )
    return number


def words(cell: str, most: int) -> str | None:
    """A short text, or nothing."""
    if len(cell) > most:
        raise Unreadable(
            Said("has {n} characters", n=len(cell)), Said("{most} at most are kept", most=most)
        )
    return cell or None


def name(cell: str) -> str:
    """A name that has to be there."""
    found = words(cell, 100)
    if found is None:
        raise Unreadable(Said("is empty"))
    return found


def email(cell: str) -> str | None:
    """An address in lower case, or nothing."""
    address = cell.lower()
    if not address:
        return None
    if len(address) > 254 or not _EMAIL.fullmatch(address):
        raise Unreadable(
            Said("“{cell}” is not an e-mail address", cell=cell),
            Said("leave it empty if there is none"),
        )
    return address


def day(cell: str) -> date | None:
    """A date written 2026-12-15 or 12/15/2026, a time of day behind it ignored, or nothing."""
    text = _TIME.sub("", cell)
    if not text:
        return None
    found = _ISO.fullmatch(text) or _US.fullmatch(text)
    if found is None:
        raise Unreadable(
            Said("“{cell}” is not a date", cell=cell), Said("write 2026-12-15 or 12/15/2026")
        )
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        raise Unreadable(
            Said("“{cell}” is no day of the calendar", cell=cell),
            Said("write year-month-day or month/day/year"),
        ) from None


def yes_or_no(cell: str) -> bool:
    """Whether somebody is active: yes, 1, A for active; no, 0, I and T (terminated) for not."""
    folded = fold(cell)
    if not cell or folded in _YES:
        return True
    if folded in _NO:
        return False
    raise Unreadable(Said("“{cell}” is neither yes nor no", cell=cell))


def kind(cell: str) -> str:
    """How somebody works here; `employee` when it is not said."""
    found = _KINDS.get(fold(cell), None if cell else "employee")
    if found is None:
        raise Unreadable(
            Said("“{cell}” is not a kind", cell=cell),
            Said("the kinds are {kinds}", kinds=", ".join(KINDS)),
        )
    return found


def language(cell: str) -> str:
    """The language somebody reads; English when it is not said."""
    found = _LANGUAGES.get(fold(cell), None if cell else "en")
    if found is None:
        raise Unreadable(
            Said("“{cell}” is not a language we have", cell=cell),
            Said("write English or Spanish"),
        )
    return found
