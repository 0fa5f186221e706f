"""Writing the notice."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from training.assignments.paid_time.queries import KEY
from training.errors import InputRefused, Said
from training.settings import put_setting
from training.text import LANGUAGES

LONGEST = 1_000


def write_paid_time_notice(
    db: Session, texts: Mapping[str, str], *, by: int, now: datetime
) -> None:
    """Keep the notice in every language, or none in any.

    Raises `InputRefused` for one that lacks a language, or is longer than `LONGEST`.
    """
    kept = {language: as_kept(texts.get(language, "")) for language in LANGUAGES}
    if any(kept.values()) and not all(kept.values()):
        raise InputRefused("Write the notice in both languages, or in none.")
    if any(len(each) > LONGEST for each in kept.values()):
        raise InputRefused(Said("A notice has {n} characters at most.", n=LONGEST))
    put_setting(db, KEY, kept, by=by, now=now)


def as_kept(text: str) -> str:
    """A notice as it is kept, of one that a browser sent."""
    return text.replace("\r\n", "\n").strip()
