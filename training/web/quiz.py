"""Taking a quiz: one question a page, each answer kept at once, a look over all, then sending."""

import secrets
from collections.abc import Sequence

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.errors import Conflict, InputRefused, TooEarly
from training.flows.begin_quiz import begin_quiz
from training.flows.submit_quiz import submit_quiz
from training.learning.queries import attempts_of, items_of
from training.learning.service import save_answer
from training.web.access import SIGNED_IN, TOKEN, access
from training.web.attempt_token import attempt_token, employee_of_token
from training.web.blueprint import ID, blueprint
from training.web.errors import wants_json
from training.web.identity import current, person_or_none
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.reading import copy_of
from training.web.sheet import sheet_of
from training.web.state import now, state
from training.web.unit import commit, db

DIGITS = 9
"""Of a number that a page of ours sends; more of them are nobody's answer."""


@blueprint.get("/modules/<module>/quiz")
@access(SIGNED_IN)
def quiz(module: str) -> Response | str:
    """What the quiz is like, before it begins; what is to be read before that."""
    copy = copy_of(db(), current(), module)
    if copy.enrolment is None or not copy.edition.has_quiz:
        return redirect(url_for("training.module_page", module=module), 303)
    attempts = attempts_of(db(), copy.enrolment.id)
    last, score = attempts[-1] if attempts else (None, None)
    drawn = sum(each.draw for each in copy.edition.pools(copy.lineage))
    return render("quiz.html", module=module, copy=copy, drawn=drawn, last=last, score=score)


@blueprint.post("/modules/<module>/quiz")
@access(SIGNED_IN)
def quiz_begin(module: str) -> Response:
    """Begin the quiz, or go on with the one that was begun."""
    copy = copy_of(db(), current(), module)
    if copy.enrolment is None:
        raise TooEarly("Open the module before you take its quiz.")
    attempt = begin_quiz(
        db(),
        current(),
        copy.enrolment.id,
        language=language(),
        seed=secrets.randbits(31),
        now=now(),
    )
    commit()
    sheet = sheet_of(db(), current(), attempt.id)
    return redirect(_place(attempt.id, sheet.first_open), 303)


@blueprint.get(f"/attempts/<{ID}:attempt_id>/<int:position>")
@access(SIGNED_IN)
def question(attempt_id: int, position: int) -> Response | str:
    """One question with what was answered so far."""
    sheet = sheet_of(db(), current(), attempt_id)
    if sheet.sent:
        return redirect(url_for("training.result", attempt_id=attempt_id), 303)
    return render(
        "question.html",
        sheet=sheet,
        row=sheet.row(position),
        number=position,
        token=attempt_token(attempt_id, current().id),
        errors=False,
    )


@blueprint.post(f"/attempts/<{ID}:attempt_id>/<int:position>")
@access(TOKEN)
def question_save(attempt_id: int, position: int) -> Response | dict[str, bool]:
    """Keep an answer, also when the sign-in ended meanwhile; then the next question."""
    employee_id = employee_of_token(attempt_id)
    chosen = _chosen(request.form.getlist("answer"))
    item, n = request.form.get("item", ""), _number(request.form.get("n", ""))
    if not item or n is None:
        raise InputRefused("The answer came without its question.")
    try:
        save_answer(db(), attempt_id, employee_id, item, n, chosen, now=now())
    except Conflict:
        if wants_json() or person_or_none() is None:
            raise
        say("info", t("This quiz had been sent already. Here is its result."))
        return redirect(url_for("training.result", attempt_id=attempt_id), 303)
    more = position < len(items_of(db(), attempt_id))
    commit()
    if wants_json():
        return {"saved": True}
    following = _place(attempt_id, position + 1 if more else None)
    if person_or_none() is None:
        return redirect(url_for("training.sign_in", next=following), 303)
    return redirect(following, 303)


@blueprint.get(f"/attempts/<{ID}:attempt_id>/review")
@access(SIGNED_IN)
def review_answers(attempt_id: int) -> Response | str:
    """Every question with its answer, before sending."""
    sheet = sheet_of(db(), current(), attempt_id)
    if sheet.sent:
        return redirect(url_for("training.result", attempt_id=attempt_id), 303)
    token = attempt_token(attempt_id, current().id)
    return render("review.html", sheet=sheet, token=token)


@blueprint.post(f"/attempts/<{ID}:attempt_id>/submit")
@access(SIGNED_IN)
def submit(attempt_id: int) -> Response:
    """Send the answers: once, however often the button is pressed."""
    submit_quiz(db(), current(), attempt_id, now=now(), config=state().config)
    commit()
    return redirect(url_for("training.result", attempt_id=attempt_id), 303)


def _chosen(values: Sequence[str]) -> list[int]:
    numbers = [_number(each) for each in values]
    chosen = [each for each in numbers if each is not None]
    if len(chosen) < len(numbers):
        raise InputRefused("That is not one of the answers to this question.")
    return chosen


def _number(text: str) -> int | None:
    """A number as our pages send them; none for anything else, and for what no column holds."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None


def _place(attempt_id: int, position: int | None) -> str:
    if position is None:
        return url_for("training.review_answers", attempt_id=attempt_id)
    return url_for("training.question", attempt_id=attempt_id, position=position)
