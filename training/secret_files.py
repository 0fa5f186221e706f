"""Secrets from files, as containers and service managers hand them over: `TRAINING_X_FILE`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.errors import Problem

SECRETS = (
    "TRAINING_SECRET_KEY",
    "TRAINING_SECRET_KEY_FALLBACKS",
    "TRAINING_DATABASE_URL",
    "TRAINING_SMTP_URL",
)
"""The settings that may stand in a file, which the setting with `_FILE` at its end names."""
SUFFIX = "_FILE"


def with_files(settings: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The settings, those in files read and the names of the files gone; and what is wrong."""
    found = dict(settings)
    problems: list[Problem] = []
    for name in SECRETS:
        path = str(found.pop(name + SUFFIX, "") or "").strip()
        if not path:
            continue
        if str(found.get(name) or "").strip():
            problems.append(Problem(name, f"is set, and {name}{SUFFIX} too", "keep one of them"))
            continue
        try:
            text = Path(path).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not text"
            problems.append(Problem(name + SUFFIX, f"{path} cannot be read: {why}"))
            continue
        if not text:
            problems.append(Problem(name + SUFFIX, f"{path} is empty"))
        found[name] = text
    return found, problems
