"""Texts: all that is published, who has yet to approve it, and what waits."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from training.content.drafts.queries import drafts_of
from training.content.holds.queries import holds_in_force
from training.content.models import Revision
from training.content.proposals.queries import proposals
from training.content.queries import KINDS, all_in_force, missing_approvals, module_edition
from training.web.access import access
from training.web.blueprint import blueprint
from training.web.identity import current
from training.web.pages import render
from training.web.publishing.footing import (
    AUTHORS,
    HOLDERS,
    READERS,
    kind_word,
    name_of,
    proposed_title,
    revision_title,
    roles_in_words,
)
from training.web.publishing.tasks import holds_asked
from training.web.state import today
from training.web.unit import db


@dataclass(frozen=True, slots=True)
class Row:
    """One text in force."""

    revision: Revision
    title: str
    by: str
    second: str
    missing: frozenset[str]
    held: int
    waiting: tuple[int, ...]
    """The proposals that would publish it anew."""
    review_by: date | None
    overdue: bool


@blueprint.get("/content")
@access(*READERS)
def texts() -> str:
    """Every text in force, and what waits to be."""
    person = current()
    return render(
        "content/texts.html",
        rows=_rows(db()),
        waiting=proposals(db()),
        holds=holds_asked(db(), person),
        drafts=drafts_of(db(), person.id),
        may_write=not person.roles.isdisjoint(AUTHORS),
        may_hold=not person.roles.isdisjoint(HOLDERS),
        name_of=lambda each: name_of(db(), each),
        names_of=lambda each: ", ".join(proposed_title(db(), one) for one in each.packages),
        kind_word=kind_word,
        roles_in_words=roles_in_words,
        me=person.id,
    )


def _rows(session: Session) -> list[Row]:
    found = [each for kind in KINDS for each in all_in_force(session, kind)]
    missing = missing_approvals(session, [each.id for each in found])
    waiting = [(each.act_id, one) for each in proposals(session) for one in each.packages]
    return [
        _row(
            session,
            each,
            missing.get(each.id, frozenset()),
            tuple(n for n, one in waiting if (one.kind, one.slug) == (each.kind, each.slug)),
        )
        for each in found
    ]


def _row(
    session: Session, revision: Revision, missing: frozenset[str], waiting: tuple[int, ...]
) -> Row:
    review_by = _review_by(session, revision)
    held = holds_in_force(session, revision.slug) if revision.kind == "module" else ()
    return Row(
        revision=revision,
        title=revision_title(session, revision),
        by=name_of(session, revision.by),
        second=name_of(session, revision.second) if revision.second else "",
        missing=missing,
        held=len(held),
        waiting=waiting,
        review_by=review_by,
        overdue=review_by is not None and review_by < today(),
    )


def _review_by(session: Session, revision: Revision) -> date | None:
    if revision.kind != "module":
        return None
    day = module_edition(session, revision).module.base.front.text("review-by")
    return date.fromisoformat(day) if day else None
