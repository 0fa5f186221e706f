"""Names as people are called, and two spellings of the same words made equal."""

import re
from unicodedata import normalize

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORDS = re.compile(r"[^a-z0-9#]+")


def fold(text: str) -> str:
    """Lower case without accents, `&` as “and”, words by single spaces: `Emp_No.` is `emp no`."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode()
    spaced = _CAMEL.sub(" ", plain).lower().replace("&", " and ").replace("'", "")
    return " ".join(_NOT_WORDS.sub(" ", spaced).split())


def full_name(first: str, last: str, preferred: str | None) -> str:
    """The name people are called by."""
    return f"{preferred or first} {last}"
