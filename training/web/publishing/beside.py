"""What the pages that show differences need: words, names, and what was chosen in the address."""

from typing import Any

from flask import request
from sqlalchemy.orm import Session

from training.people.departments.queries import departments
from training.text import LANGUAGES
from training.web.languages import language, t
from training.web.publishing.differences import (
    EVERYBODY,
    part_words,
    shown_passages,
    tally,
    what_words,
)
from training.web.publishing.footing import kind_word, roles_in_words


def wording(session: Session) -> dict[str, Any]:
    """What the templates of these pages call things, and what is narrowed in the address."""
    names = {each.slug: each.name(language()) for each in departments(session)}
    asked_department = request.args.get("department", "")
    asked_language = request.args.get("language", "")
    known = {*names, EVERYBODY}
    return {
        "department_names": names,
        "department_name": lambda slug: names.get(slug, slug) if slug else t("Everybody else"),
        "language_name": lambda code: language_names().get(code, code),
        "asked_department": asked_department if asked_department in known else "",
        "asked_language": asked_language if asked_language in LANGUAGES else "",
        "everybody": EVERYBODY,
        "what_words": what_words(),
        "part_words": part_words,
        "shown_passages": shown_passages,
        "tally": tally,
        "kind_word": kind_word,
        "roles_in_words": roles_in_words,
    }


def language_names() -> dict[str, str]:
    """The languages by name."""
    return {"en": t("English"), "es": t("Spanish")}
