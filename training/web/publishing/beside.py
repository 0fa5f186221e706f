"""What the pages that show differences need: words, names, and what was chosen in the address."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from training.people.departments.queries import departments
from training.text import LANGUAGES
from training.web.languages import language, t
from training.web.publishing.differences import (
    EVERYBODY,
    part_words,
    shown_changes,
    tally,
    what_words,
)
from training.web.publishing.footing import kind_word, roles_in_words
from training.web.publishing.label_words import label_means, places_of, tag_of


def wording(session: Session) -> dict[str, Any]:
    """What the templates of these pages call things, and what is narrowed in the address."""
    names = {each.slug: each.name(language()) for each in departments(session)}
    asked_department = request.args.get("department", "")
    asked_language = request.args.get("language", "")
    known = {*names, EVERYBODY}
    return {
        "department_names": names,
        "department_name": lambda slug: names.get(slug, slug),
        "for_whom": lambda found, known: _for_whom(found, known, names),
        "language_name": lambda code: language_names().get(code, code),
        "asked_department": asked_department if asked_department in known else "",
        "asked_language": asked_language if asked_language in LANGUAGES else "",
        "everybody": EVERYBODY,
        "what_words": what_words(),
        "part_words": part_words,
        "places_of": places_of,
        "tag_of": tag_of,
        "label_means": label_means,
        "shown_changes": shown_changes,
        "tally": tally,
        "kind_word": kind_word,
        "roles_in_words": roles_in_words,
    }


def _for_whom(found: Sequence[str | None], known: Sequence[str], names: Mapping[str, str]) -> str:
    """The departments that read a change so, of all that have a text of their own."""
    if None in found and set(known) <= set(found):
        return t("everybody")
    called = [names.get(each, each) for each in found if each]
    return ", ".join(
        [
            *([t("departments without a text of their own")] if None in found else []),
            *sorted(called),
        ]
    )


def language_names() -> dict[str, str]:
    """The languages by name."""
    return {"en": t("English"), "es": t("Spanish")}
