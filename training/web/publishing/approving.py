"""The reviewers' words on one exact text, and giving one's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.content.proposals.queries import authors_of_text
from training.content.queries import approvals_of
from training.flows.approve_content import approve_content
from training.people.queries import Person
from training.web.access import access
from training.web.audit_words import role_word
from training.web.blueprint import address, blueprint
from training.web.destinations import is_ours
from training.web.identity import current
from training.web.languages import t
from training.web.pages import say
from training.web.publishing.footing import known_kind, name_of, reviews_as
from training.web.state import now
from training.web.unit import commit, db


class Text(Protocol):
    """What can be approved: a proposed package, or a revision."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def slug(self) -> str:
        """Its short name."""

    @property
    def sha256(self) -> str:
        """The hash of exactly this text."""


@dataclass(frozen=True, slots=True)
class Word:
    """What one reviewer's role has said of a text; `by` is empty while it has said nothing."""

    role: str
    title: str
    by: str
    at: datetime | None
    mine_to_give: bool

    @property
    def missing(self) -> bool:
        """Whether it is still wanted."""
        return not self.by


@blueprint.post("/content/<kind>/<slug>/approve")
@access("legal", "translator", "administrator")
def text_approve_send(kind: str, slug: str) -> Response:
    """Record the reviewer's word on exactly the text that was shown."""
    role = request.form.get("role", "")
    approve_content(
        db(),
        known_kind(kind),
        slug,
        sha256=request.form.get("sha256", ""),
        role=role,
        by=current(),
        now=now(),
    )
    commit()
    say("success", t("Written down: {role} approves exactly this text.", role=role_word(role)))
    back = request.form.get("back", "")
    return redirect(back if is_ours(back) else address("training.texts"), 303)


def words_on(session: Session, text: Text, needs: Iterable[str], person: Person) -> list[Word]:
    """Every reviewer whom a text needs, with what they said."""
    given = approvals_of(session, text.kind, text.slug, text.sha256)
    own = person.id in authors_of_text(session, text.kind, text.slug, text.sha256)
    mine = frozenset() if own else reviews_as(person)
    found: list[Word] = []
    for role in sorted(needs):
        word = next((each for each in given if each.role == role), None)
        found.append(
            Word(
                role=role,
                title=role_word(role),
                by=name_of(session, word.by) if word else "",
                at=word.at if word else None,
                mine_to_give=role in mine and word is None,
            )
        )
    return found
