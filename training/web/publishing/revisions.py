"""What was ever published: reading, comparing, downloading and bringing back any revision."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from flask import Response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from training.content.asking.queries import asking_to_restore, labels_of
from training.content.comments.queries import comments_on
from training.content.holds.queries import holds_in_force
from training.content.models import Revision
from training.content.queries import (
    certificate_edition,
    in_force,
    lineages_in_force,
    module_edition,
    revision,
    revisions,
    source_files,
)
from training.errors import InputRefused, NotFound
from training.flows.propose_roll_back import propose_roll_back
from training.web.access import access
from training.web.blueprint import ID, address, blueprint
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.publishing.approving import words_on
from training.web.publishing.beside import wording
from training.web.publishing.differences import revision_difference
from training.web.publishing.footing import (
    AUTHORS,
    HOLDERS,
    READERS,
    known_kind,
    name_of,
    revision_title,
)
from training.web.publishing.forms import reason_form
from training.web.publishing.impact import LOOK, foreseen_back, impact_wording
from training.web.publishing.label_forms import Cards, errors_of, label_cards
from training.web.publishing.label_words import told_of_rows
from training.web.publishing.reading import reading_page
from training.web.state import now, today
from training.web.unit import commit, db

TEXT = "/content/<kind>/<slug>"
REVISION = f"{TEXT}/<{ID}:number>"
ZIPPED = (2000, 1, 1, 0, 0, 0)
"""The time of every file in a download, so that the same revision is the same zip."""
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Line:
    """A revision in the history of a text."""

    revision: Revision
    by: str
    second: str
    missing: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Why it was published."""
        return str(self.revision.manifest.get("reason", ""))

    @property
    def restores(self) -> int | None:
        """The number of the revision whose text came back."""
        return self.revision.manifest.get("restores")


@blueprint.get(TEXT)
@access(*READERS)
def text_history(kind: str, slug: str) -> str:
    """Every revision of a text, the newest first."""
    found = revisions(db(), known_kind(kind), slug)
    if not found:
        raise NotFound("There is no such text.")
    return render(
        "content/history.html",
        title=revision_title(db(), found[0]),
        kind=kind,
        slug=slug,
        lines=[_line(db(), each) for each in found],
        may_write=not current().roles.isdisjoint(AUTHORS),
        **wording(db()),
    )


@blueprint.get(REVISION)
@access(*READERS)
def text_revision(kind: str, slug: str, number: int) -> str:
    """A revision as any department reads it, with its answers, sources and remarks."""
    found = revision(db(), known_kind(kind), slug, number)
    current_one = in_force(db(), kind, slug)
    trail = [(t("Texts"), address("training.texts")), (t("Revisions"), _history(kind, slug))]
    more: dict[str, Any] = {
        **wording(db()),
        "revision": found,
        "line": _line(db(), found),
        "is_in_force": current_one is not None and current_one.id == found.id,
        "says_the_same": current_one is not None and current_one.sha256 == found.sha256,
        "newest": current_one.number if current_one else number,
        "words": words_on(db(), found, found.manifest.get("needs", ()), current()),
        "remarks": comments_on(db(), kind, slug, found.sha256, roles=current().roles),
        "name_of": lambda each: name_of(db(), each),
        "told": told_of_rows(labels_of(db(), found)),
        "files": sorted(found.manifest["files"]),
        "held": holds_in_force(db(), slug) if kind == "module" else frozenset(),
        "may_write": not current().roles.isdisjoint(AUTHORS),
        "may_hold": not current().roles.isdisjoint(HOLDERS),
    }
    if kind == "module":
        edition, lines = module_edition(db(), found), lineages_in_force(db())
        return reading_page(edition, lines, trail, template="content/revision.html", **more)
    body = certificate_edition(db(), found).body(language()) if kind == "certificate" else ""
    title = revision_title(db(), found)
    return render(
        "content/revision.html", edition=None, title=title, body=body, trail=trail, **more
    )


@blueprint.get(f"{REVISION}/download")
@access(*READERS)
def text_revision_download(kind: str, slug: str, number: int) -> Response:
    """The revision's source files as a zip; nobody's remarks are in it."""
    found = revision(db(), known_kind(kind), slug, number)
    response = Response(_zipped(source_files(db(), found)), mimetype="application/zip")
    name = f"{slug}-{number}-{found.short}.zip"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@blueprint.get(f"{TEXT}/compare")
@access(*READERS)
def text_compare(kind: str, slug: str) -> str:
    """Two revisions of a text beside each other."""
    known = revisions(db(), known_kind(kind), slug)
    if not known:
        raise NotFound("There is no such text.")
    newest = known[0].number
    now_number = _number("now", newest)
    was_number = _number("was", max(1, now_number - 1))
    was, later = (revision(db(), kind, slug, each) for each in (was_number, now_number))
    title = revision_title(db(), later)
    return render(
        "content/compare.html",
        title=title,
        kind=kind,
        slug=slug,
        known=known,
        was=was,
        now=later,
        difference_found=revision_difference(db(), was, later, title),
        **wording(db()),
    )


@blueprint.get(f"{REVISION}/roll-back")
@access(*AUTHORS)
def text_revision_roll_back(kind: str, slug: str, number: int) -> str:
    """What bringing a revision back changes, before it is asked for."""
    return _roll_back_page(kind, slug, number, None)


@blueprint.post(f"{REVISION}/roll-back")
@access(*AUTHORS)
def text_revision_roll_back_send(
    kind: str, slug: str, number: int
) -> AnyResponse | tuple[str, int]:
    """Ask for a revision's text to be in force again."""
    form = _why(request.form)
    asking = asking_to_restore(db(), revision(db(), known_kind(kind), slug, number))
    cards = label_cards([asking], request.form)
    if LOOK in request.form:
        return _roll_back_page(kind, slug, number, form, cards), 200
    cards = cards.checked([asking.key])
    if not form.validate() or cards.errors:
        return _roll_back_page(kind, slug, number, form, cards), 422
    try:
        act = propose_roll_back(
            db(),
            kind,
            slug,
            number,
            reason=form.reason.data,
            by=current(),
            now=now(),
            today=today(),
            labels=cards.labels.get(asking.key, ()),
        )
    except InputRefused as refused:
        form.reason.errors = [t(refused.said)]
        return _roll_back_page(kind, slug, number, form, cards), 422
    commit()
    say("success", t("Asked. The older text is in force as soon as a second person agrees."))
    return redirect(address("training.text_proposal", act_id=act.id), 303)


def _roll_back_page(
    kind: str, slug: str, number: int, form: Any, cards: Cards | None = None
) -> str:
    older = revision(db(), known_kind(kind), slug, number)
    newest = in_force(db(), kind, slug)
    title = revision_title(db(), older)
    shown = form or _why(None)
    asking = asking_to_restore(db(), older)
    cards = cards or label_cards([asking], None)
    return render(
        "content/roll_back.html",
        foreseen=foreseen_back(db(), older, asking, cards.labels.get(asking.key, ())),
        look=LOOK,
        title=title,
        older=older,
        newest=newest,
        form=shown,
        cards=cards,
        missing=[*errors_of(shown), *cards.errors],
        errors=bool(shown.errors or cards.errors),
        difference_found=revision_difference(db(), newest, older, title),
        **impact_wording(),
        **wording(db()),
    )


def _why(sent: Any) -> Any:
    return reason_form(
        sent, t("Why does the older text come back?"), t("Say why the older text comes back.")
    )


def _line(session: Session, found: Revision) -> Line:
    words = words_on(session, found, found.manifest.get("needs", ()), current())
    return Line(
        revision=found,
        by=name_of(session, found.by),
        second=name_of(session, found.second) if found.second else "",
        missing=tuple(each.role for each in words if each.missing),
    )


def _history(kind: str, slug: str) -> str:
    return address("training.text_history", kind=kind, slug=slug)


def _number(name: str, default: int) -> int:
    typed = request.args.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else default


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, raw in sorted(files.items()):
            entry = zipfile.ZipInfo(path, ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, raw)
    return out.getvalue()
