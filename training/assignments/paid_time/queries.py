"""The notice as it stands."""

from sqlalchemy.orm import Session

from training.settings import setting
from training.text import LANGUAGES

KEY = "paid-time-notice"


def paid_time_notices(db: Session) -> dict[str, str]:
    """The notice in each language, empty where there is none; one statement."""
    kept = setting(db, KEY) or {}
    return {language: str(kept.get(language, "")) for language in LANGUAGES}


def paid_time_notice(db: Session, language: str) -> str:
    """What is shown before somebody begins a module, in their language; empty without a notice.

    Plain text; an empty line begins a new paragraph. One statement.
    """
    notices = paid_time_notices(db)
    return notices.get(language) or notices["en"]
