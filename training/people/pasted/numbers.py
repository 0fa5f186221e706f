"""Employee numbers as they come out of a spreadsheet or a mail."""

import re

from training.errors import InputRefused, Said

MOST = 500
"""People at once."""
_BETWEEN = re.compile(r"[\s,;]+")


def read_numbers(text: str) -> tuple[str, ...]:
    """The numbers in a text, each once, in their order; between them spaces, commas or lines.

    Raises `InputRefused` for none and for more than `MOST`.
    """
    typed = (each.strip().upper() for each in _BETWEEN.split(text))
    found = tuple(dict.fromkeys(each for each in typed if each))
    if not found:
        raise InputRefused("Write at least one employee number.")
    if len(found) > MOST:
        raise InputRefused(Said("Write {n} employee numbers at most at once.", n=MOST))
    return found
