"""Disputing one's own result: the form, a receipt to keep, and the answer."""

from collections.abc import Sequence

from flask import redirect, request
from markupsafe import Markup
from werkzeug.wrappers import Response
from wtforms import Form

from training.content.holds.queries import holds_in_force
from training.content.queries import module_edition
from training.errors import TooEarly
from training.learning.disputes.queries import Disputed, dispute_on, own_dispute
from training.learning.disputes.service import open_dispute, read_answer
from training.learning.queries import Attempted, attempted, held_sections
from training.people.queries import Person
from training.web.access import SIGNED_IN, access
from training.web.blueprint import ID, address, blueprint
from training.web.dispute_form import dispute_form, outcome_words
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.reviewing import questions_of_attempt
from training.web.state import now, today
from training.web.unit import commit, db


@blueprint.get(f"/attempts/<{ID}:attempt_id>/dispute")
@access(SIGNED_IN)
def dispute_new(attempt_id: int) -> Response | str:
    """The form; where a dispute is open already, its receipt."""
    where = _sent(attempt_id, current())
    known = dispute_on(db(), attempt_id)
    if known and known.is_open:
        return _to_receipt(known.dispute.id)
    return _form_page(where, _form(where))


@blueprint.post(f"/attempts/<{ID}:attempt_id>/dispute")
@access(SIGNED_IN)
def dispute_send(attempt_id: int) -> Response | tuple[str, int]:
    """Dispute a result; a second time is the same dispute."""
    where = _sent(attempt_id, current())
    form = _form(where)
    if not form.validate():
        return _form_page(where, form), 422
    made = open_dispute(
        db(),
        current().id,
        attempt_id,
        item=form.item.data or None,
        text=form.text.data,
        now=now(),
        today=today(),
    )
    commit()
    say("success", t("Your dispute is sent. This is your receipt."))
    return _to_receipt(made.id)


@blueprint.get(f"/my-disputes/<{ID}:dispute_id>")
@access(SIGNED_IN)
def dispute_receipt(dispute_id: int) -> str:
    """What somebody disputed, who answers it and, once there is one, the answer."""
    found = own_dispute(db(), dispute_id, current().id)
    return render(
        "disputes/receipt.html",
        found=found,
        title=module_edition(db(), found.revision).title(language()),
        question=question_words(found),
        outcome=outcome_words().get(found.dispute.outcome or "", ""),
    )


@blueprint.post(f"/my-disputes/<{ID}:dispute_id>/read")
@access(SIGNED_IN)
def dispute_read(dispute_id: int) -> Response:
    """Keep that the answer was read; My training does not point to it any more."""
    read_answer(db(), dispute_id, current().id, now=now())
    commit()
    return redirect(address("training.home"), 303)


def question_words(found: Disputed) -> Markup:
    """The question that a dispute is about, as it was asked; empty for the whole result."""
    if not found.dispute.item:
        return Markup("")
    held = holds_in_force(db(), found.enrolment.module)
    asked = questions_of_attempt(db(), found.attempt, found.revision, held)
    return next((each.words for each in asked if each.item == found.dispute.item), Markup(""))


def _sent(attempt_id: int, person: Person) -> Attempted:
    where = attempted(db(), attempt_id, person.id)
    if where.attempt.submitted is None:
        raise TooEarly("Send the quiz first; there is no result to dispute yet.")
    return where


def _form(where: Attempted) -> Form:
    asked = questions_of_attempt(db(), where.attempt, where.revision, held_sections(db(), where))
    choices: Sequence[tuple[str, str]] = [
        (each.item, f"{each.number}. {each.words.striptags()}"[:120]) for each in asked
    ]
    sent = request.form if request.method == "POST" else None
    return dispute_form(sent, choices, request.args.get("item", ""))


def _form_page(where: Attempted, form: Form) -> str:
    return render(
        "disputes/form.html",
        form=form,
        attempt_id=where.attempt.id,
        title=module_edition(db(), where.revision).title(language()),
    )


def _to_receipt(dispute_id: int) -> Response:
    return redirect(address("training.dispute_receipt", dispute_id=dispute_id), 303)
