"""Passwords: argon2id with 19 MiB, 2 passes, 1 lane (OWASP's first choice)."""

from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

LONGEST = 1000
"""Characters; nobody types more, and hashing more would be work for whoever sends it."""
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1"
    "$bm9ib2R5LWF0LWFsbC0xNg$et+xO0Dew57Of/fVIb1aJ3B6WlDh/jkeQ/L5uLnEbt0"
)
"""A hash that no password matches: checked for unknown people, so that they take as long."""


def normalised(password: str) -> str:
    """The same for the same letters, however a keyboard composes them (NFKC)."""
    return normalize("NFKC", password)


def hash_password(password: str) -> str:
    """What is kept instead of the password."""
    return _HASHER.hash(normalised(password))


def verify_password(secret: str, password: str) -> bool:
    """Whether the password is the one `secret` was made from; a mismatch takes as long."""
    try:
        return _HASHER.verify(secret, normalised(password[:LONGEST]))
    except VerifyMismatchError:
        return False


def has_current_cost(secret: str) -> bool:
    """Whether a hash was made with today's settings."""
    return not _HASHER.check_needs_rehash(secret)
