"""For whom these pages are, and what things on them are called."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from training.content.models import Revision
from training.content.proposals.queries import Proposed
from training.content.queries import (
    CITY,
    KINDS,
    certificate_edition,
    in_force,
    module_edition,
)
from training.errors import NotFound
from training.flows.approve_content import HELD_BY
from training.people.models import Employee
from training.people.queries import Person
from training.web.audit_words import role_word
from training.web.languages import language, t

READERS = ("author", "legal", "translator", "administrator")
"""Whoever writes, reviews or publishes texts; they see answers before they are published."""
AUTHORS = ("author", "administrator")
HOLDERS = ("administrator", "legal")
LONGEST_REASON = 1_000


def known_kind(kind: str) -> str:
    """A kind that an address may name. Raises `NotFound`."""
    if kind not in KINDS:
        raise NotFound("There is no such text.")
    return kind


def name_of(db: Session, employee_id: int | None) -> str:
    """What somebody is called; the command line is nobody."""
    found = db.get(Employee, employee_id) if employee_id else None
    return found.name if found else t("the command line")


def title_of(db: Session, kind: str, slug: str) -> str:
    """What a text is called; its short name before it is published."""
    found = in_force(db, kind, slug)
    return revision_title(db, found) if found else plain_title(kind, slug)


def proposed_title(db: Session, each: Proposed) -> str:
    """What a text would be called."""
    if not each.titles:
        return title_of(db, each.kind, each.slug)
    return in_our_words(dict(each.titles), each.kind, each.slug)


def in_our_words(titles: Mapping[str, str], kind: str, slug: str) -> str:
    """One of some titles by language: the reader's, else the English one."""
    return titles.get(language()) or titles.get("en") or plain_title(kind, slug)


def revision_title(db: Session, revision: Revision) -> str:
    """What a revision's text is called."""
    if revision.kind == "module":
        return module_edition(db, revision).title(language())
    if revision.kind == "certificate":
        return certificate_edition(db, revision).title(language())
    return plain_title(revision.kind, revision.slug)


def plain_title(kind: str, slug: str) -> str:
    """What a text is called that nobody has read yet."""
    return t("The City's files") if kind == CITY else slug


def kind_word(kind: str) -> str:
    """What a kind of text is called."""
    words = {
        "module": t("Module"),
        "certificate": t("Certificate"),
        CITY: t("The City's files"),
    }
    return words[kind]


def roles_in_words(roles: Iterable[str]) -> str:
    """Reviewers by name, in one line."""
    return ", ".join(role_word(each) for each in sorted(roles))


def reviews_as(person: Person) -> frozenset[str]:
    """As whom somebody may approve texts."""
    return frozenset(each for each, role in HELD_BY.items() if role in person.roles)
