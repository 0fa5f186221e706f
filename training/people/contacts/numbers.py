"""Telephone numbers as people write them and as telephones dial them."""

import re

EXTENSION = r"(?:x|ext\.?|extension)"
NUMBER = re.compile(
    rf"(\+?[0-9(][0-9 ().\-]*[0-9])(?:[ ,]*{EXTENSION} ?([0-9]{{1,6}}))?", re.IGNORECASE
)
FEWEST, MOST = 3, 15
"""Digits of 911 and of the longest number in the world (ITU-T E.164)."""
OF_THE_COUNTRY = 10


def is_number(typed: str) -> bool:
    """Whether a telephone can dial it."""
    match = NUMBER.fullmatch(typed)
    return match is not None and FEWEST <= len(_digits(match[1])) <= MOST


def tel(number: str) -> str:
    """The address behind a link (RFC 3966): `505-555-0101 ext. 7` is `tel:+15055550101;ext=7`."""
    match = NUMBER.fullmatch(number)
    if match is None:
        return ""
    digits = _digits(match[1])
    if match[1].startswith("+"):
        digits = f"+{digits}"
    elif len(digits) == OF_THE_COUNTRY:
        digits = f"+1{digits}"
    return f"tel:{digits}" + (f";ext={match[2]}" if match[2] else "")


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)
