"""A question some time after a certificate: asked, answered, and explained at once."""

import secrets
from dataclasses import dataclass
from functools import partial

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.assignments.status import Status
from training.content.edition import Edition, ItemView
from training.content.holds.paused import is_held
from training.content.holds.queries import holds_in_force
from training.content.models import Revision
from training.content.queries import module_edition
from training.credentials.check_ins.models import CheckIn
from training.credentials.check_ins.queries import Series, own_check_in, series_of
from training.credentials.check_ins.service import PAUSED, put_off
from training.credentials.check_ins.timetable import next_day, on_offer, to_answer
from training.credentials.facts import CertificateFacts, said
from training.credentials.models import Credential
from training.errors import OnHold
from training.flows.answer_check_in import answer_check_in
from training.flows.open_check_in import open_check_in
from training.learning.answers import begun
from training.learning.drawing import SEED_BITS
from training.learning.scoring import ReviewedItem, score_item
from training.people.queries import Person
from training.people.service import lock
from training.reporting.mine import MyTraining
from training.web.access import SIGNED_IN, access
from training.web.answer_form import value_of, way_of
from training.web.blueprint import ID, address, blueprint
from training.web.contact_words import filled
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.remarks import remark_on
from training.web.sheet import row_of
from training.web.state import now, state, today
from training.web.unit import commit, db

OWES_NOTHING = (Status.CURRENT, Status.RENEW_SOON)


@dataclass(frozen=True, slots=True)
class Offered:
    """A question that waits for somebody, and what answering it does for their certificate.

    `left`: how many answers renew the certificate, this one among them; none where none do.
    """

    id: int
    title: str
    left: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """The question of a check-in and the text that it is of; `held` are that one's sections on
    hold, `order` the options' positions in the source in the order shown."""

    row: CheckIn
    edition: Edition
    view: ItemView
    order: tuple[int, ...]
    held: frozenset[str]


def offered_check_in(db: Session, person: Person, mine: MyTraining) -> Offered | None:
    """The question that somebody may answer now; one statement.

    None about a certificate of which they owe something, or from which they are excused.
    """
    able = {
        each.edition.slug: each
        for each in (*mine.to_do, *mine.done, *mine.others)
        if each.status in OWES_NOTHING
    }
    every = [each for each in series_of(db, person.id) if each.credential.certificate in able]
    zone = state().config.zone
    found = on_offer([each.kept for each in every], today=today(), zone=zone)
    if found is None:
        return None
    series = next(each for each in every if each.has(found.id))
    title = said(CertificateFacts.from_dict(series.credential.facts).title, language())
    return Offered(found.id, title, to_answer(series.kept))


@blueprint.get(f"/check-ins/<{ID}:check_in_id>")
@access(SIGNED_IN)
def check_in(check_in_id: int) -> str:
    """The question; once it is answered, why that was right or not."""
    row = own_check_in(db(), check_in_id, current().id)
    if row.item is None:
        return render("check_ins/closed.html", row=row)
    question = _question(db(), row)
    return _told(question) if row.answered else _asked(question)


@blueprint.post(f"/check-ins/<{ID}:check_in_id>")
@access(SIGNED_IN)
def check_in_open(check_in_id: int) -> Response:
    """Open the question that is offered."""
    open_check_in(
        db(),
        current(),
        check_in_id,
        language=language(),
        seed=secrets.randbits(SEED_BITS),
        now=now(),
        zone=state().config.zone,
    )
    commit()
    return redirect(url_for("training.check_in", check_in_id=check_in_id), 303)


@blueprint.post(f"/check-ins/<{ID}:check_in_id>/answer")
@access(SIGNED_IN)
def check_in_answer(check_in_id: int) -> Response | tuple[str, int]:
    """Keep the answer; then the next scene of a scenario, or why the answer was right or not."""
    row = own_check_in(db(), check_in_id, current().id)
    here = redirect(url_for("training.check_in", check_in_id=check_in_id), 303)
    if row.item is None or row.answered is not None:
        return here
    question = _question(db(), row)
    value = _sent(question)
    if value is None or not begun(question.view, value):
        return _asked(question, unanswered=True), 422
    answer_check_in(db(), current(), check_in_id, value, now=now(), config=state().config)
    commit()
    return here


@blueprint.post(f"/check-ins/<{ID}:check_in_id>/later")
@access(SIGNED_IN)
def check_in_later(check_in_id: int) -> Response:
    """Not now: it comes again another time."""
    lock(db(), current().id)
    put_off(db(), own_check_in(db(), check_in_id, current().id), now=now())
    commit()
    say("success", t("All right, another time. Nobody minds."))
    return redirect(address("training.home"), 303)


def _question(db: Session, row: CheckIn) -> Question:
    edition = module_edition(db, db.get_one(Revision, row.revision_id))
    view = edition.drawn_item(row.item or "", row.language or "en")
    held = holds_in_force(db, edition.slug)
    return Question(row, edition, view, tuple(row.option_order or ()), held)


def _sent(question: Question) -> object:
    """The answer that the form holds; none where nothing was chosen in a scenario.

    One that was chosen in a scene that has been left by now is the way as it stands.
    """
    if question.view.kind != "scenario":
        return value_of(question.view, question.order, request.form, name=current().name)
    saved = question.row.value
    way = way_of(request.form, saved)
    stale = "answer" in request.form and bool(saved)
    return saved if way is None and stale else way


def _asked(question: Question, *, unanswered: bool = False) -> str:
    if is_held(question.view.covers, question.held):
        raise OnHold(PAUSED)
    row = question.row
    show = partial(filled, db(), current())
    return render(
        "check_ins/question.html",
        check_in=row,
        title=question.edition.title(language()),
        row=row_of(question.view, question.order, row.value, show),
        unanswered=unanswered,
    )


def _told(question: Question) -> str:
    row, view = question.row, question.view
    show = partial(filled, db(), current())
    sections = {
        each.id: each
        for each in question.edition.sections(current().lineage, language())
        if each.id not in question.held
    }
    reviewed = ReviewedItem(view, question.order, row.value, score_item(view, row.value))
    series = next((each for each in series_of(db(), current().id) if each.has(row.id)), None)
    return render(
        "check_ins/told.html",
        check_in=row,
        module=question.edition.slug,
        title=question.edition.title(language()),
        remark=remark_on(1, reviewed, sections, show),
        forgotten=row.value is None,
        paused=is_held(view.covers, question.held),
        liaison=show("{contact: liaison}"),
        renewed=_renewed(row, series),
        left=to_answer(series.kept) if series else None,
        next_day=next_day(series.kept, today()) if series else None,
    )


def _renewed(row: CheckIn, series: Series | None) -> Credential | None:
    """The certificate that this answer renewed, where it is still the one that counts."""
    held = series.credential if series else None
    return held if held is not None and held.issued == row.answered else None
