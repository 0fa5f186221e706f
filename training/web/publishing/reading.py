"""Reading a text as any department, in any language, answers included: for those who review it."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Response, make_response, request
from markupsafe import Markup
from sqlalchemy.orm import Session

from training.content.drafts.queries import draft, drafted_root
from training.content.edition import Edition, ItemView
from training.content.images import Shown
from training.content.item_view import Pool
from training.content.proposals.queries import proposal
from training.content.targets import TO_IMAGE
from training.people.departments.queries import departments
from training.text import LANGUAGES
from training.web.access import access
from training.web.blueprint import ID, address, blueprint
from training.web.contact_words import filled
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render
from training.web.publishing.beside import language_names
from training.web.publishing.footing import AUTHORS, READERS
from training.web.publishing.proposals import proposed_work
from training.web.publishing.reading_drafts import Draftwork, read_draft
from training.web.unit import db


@dataclass(frozen=True, slots=True)
class Asked:
    """One pool of questions, each as this reader gets it."""

    pool: Pool
    items: tuple[ItemView, ...]


@blueprint.get(f"/content/drafts/<{ID}:draft_id>/read/<slug>")
@access(*AUTHORS)
def text_draft_read(draft_id: int, slug: str) -> str:
    """A module of one's draft, as employees would read it."""
    work = _draft_work(draft_id)
    trail = [
        (t("Texts"), address("training.texts")),
        (t("Draft"), address("training.text_draft", draft_id=draft_id)),
    ]
    pictures = address("training.text_draft_picture", draft_id=draft_id, sha256="")
    return reading_page(work.edition(slug), work.lineages, trail, pictures)


@blueprint.get(f"/content/drafts/<{ID}:draft_id>/images/<sha256>")
@access(*AUTHORS)
def text_draft_picture(draft_id: int, sha256: str) -> Response:
    """A picture of one's draft."""
    return _picture(_draft_work(draft_id).picture(sha256))


@blueprint.get(f"/content/proposals/<{ID}:act_id>/read/<slug>")
@access(*READERS)
def text_proposal_read(act_id: int, slug: str) -> str:
    """A proposed module, as employees would read it."""
    work = proposed_work(db(), proposal(db(), act_id))
    trail = [
        (t("Texts"), address("training.texts")),
        (t("Proposal"), address("training.text_proposal", act_id=act_id)),
    ]
    pictures = address("training.text_proposal_picture", act_id=act_id, sha256="")
    return reading_page(work.edition(slug), work.lineages, trail, pictures)


@blueprint.get(f"/content/proposals/<{ID}:act_id>/images/<sha256>")
@access(*READERS)
def text_proposal_picture(act_id: int, sha256: str) -> Response:
    """A picture of a proposal."""
    return _picture(proposed_work(db(), proposal(db(), act_id)).picture(sha256))


def reading_page(
    edition: Edition,
    lineages: Any,
    trail: list[tuple[str, str]],
    pictures: str = "",
    template: str = "content/read.html",
    **more: Any,
) -> str:
    """The whole of a module as one department reads it in one language, with every answer.

    `pictures` is where the pictures of an unpublished text are.
    """
    reader = as_whom(db(), lineages)
    fill = _filler(db(), reader["department"], pictures)
    lineage, code = reader["lineage"], reader["language_asked"]
    return render(
        template,
        edition=edition,
        title=edition.title(code),
        summary=edition.summary(code),
        sections=edition.sections(lineage, code),
        asked=asked_items(edition, lineage, code),
        huddle=edition.huddle(code),
        fill=fill,
        trail=trail,
        **reader,
        **more,
    )


def as_whom(session: Session, lineages: Any) -> dict[str, Any]:
    """The department and language that an address names, and those there are to choose."""
    known = {each.slug: each for each in departments(session)}
    department = known.get(request.args.get("department", ""))
    code = request.args.get("language", "")
    code = code if code in LANGUAGES else language()
    code = code if code in LANGUAGES else LANGUAGES[0]
    slug = department.slug if department else ""
    return {
        "department": department,
        "lineage": tuple(lineages.get(slug, (slug,))) if slug else (),
        "language_asked": code,
        "department_choices": sorted(
            ((each.slug, each.name(language())) for each in known.values()),
            key=lambda each: each[1],
        ),
        "language_choices": list(language_names().items()),
    }


def asked_items(edition: Edition, lineage: tuple[str, ...], code: str) -> list[Asked]:
    """Every question that this department can be asked."""
    return [
        Asked(pool, tuple(edition.item(each, lineage, code) for each in pool.items))
        for pool in edition.pools(lineage)
    ]


def _filler(session: Session, department: Any, pictures: str) -> Any:
    person = current()
    if department is not None:
        person = replace(person, department_id=department.id)

    def fill(html: str) -> Markup:
        html = html.replace(TO_IMAGE, pictures) if pictures else html
        return filled(session, person, html)

    return fill


def _draft_work(draft_id: int) -> Draftwork:
    mine = draft(db(), draft_id, by=current().id)
    return read_draft(drafted_root(db(), mine), mine.files)


def _picture(made: Shown) -> Response:
    response = make_response(made.raw)
    response.headers["Content-Type"] = made.type
    return response
