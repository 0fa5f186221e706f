"""Serial numbers that cannot be guessed and can be read out over the telephone."""

import secrets

ALPHABET = "23456789CDFHJKMNPQRTVWXY"
"""Nothing that is mistaken for something else (0 O, 1 I L, 5 S, 8 B, 2 Z, 6 G, U V), no vowels."""
GROUPS = 5
GROUP = 4


def new_serial() -> str:
    """A fresh serial such as `K7QM-4XRT-9PWC-HJ3F-TDKN`: 91 random bits."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP)))


def read_serial(text: str) -> str:
    """A serial as somebody typed it (any case, any spacing) in the form that is stored."""
    return grouped("".join(each for each in text.upper() if each.isalnum()))


def grouped(symbols: str) -> str:
    """The symbols in groups of four."""
    return "-".join(symbols[at : at + GROUP] for at in range(0, len(symbols), GROUP))
