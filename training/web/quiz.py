"""Taking a quiz: one question a page, each answer kept at once, a look over all, then sending."""

import secrets

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.errors import Conflict, InputRefused, NotAllowed, TooEarly
from training.flows.begin_quiz import begin_quiz
from training.flows.submit_quiz import submit_quiz
from training.learning.answers import begun, done
from training.learning.delta import questions_of
from training.learning.limits import said_wait, wait_left
from training.learning.queries import attempts_of
from training.learning.service import save_answer
from training.learning.showing.rules import SHOWING, pools_left
from training.people.queries import person
from training.web.access import SIGNED_IN, TOKEN, access
from training.web.answer_form import number, value_of, way_of
from training.web.attempt_token import attempt_token, employee_of_token
from training.web.blueprint import ID, blueprint
from training.web.errors import wants_json
from training.web.identity import current, person_or_none
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.reading import Copy, copy_of
from training.web.sheet import Asked, asked_of, sheet_of
from training.web.state import now, state, today
from training.web.unit import commit, db
from training.web.ways import way_on


@blueprint.get("/modules/<module>/quiz")
@access(SIGNED_IN)
def quiz(module: str) -> Response | str:
    """What the quiz is like, before it begins; what is to be read before that."""
    copy = copy_of(db(), current(), module)
    if copy.enrolment is None or not copy.edition.has_quiz:
        return redirect(url_for("training.module_page", module=module), 303)
    if copy.left or (copy.delta and not copy.asks_quiz):
        return redirect(way_on(module, copy), 303)
    attempts = [each for each in attempts_of(db(), copy.enrolment.id) if each[0].number != SHOWING]
    last = attempts[-1][0] if attempts else None
    drawn = questions_of(copy.edition, copy.lineage, copy.delta)
    if copy.known:
        left_to_ask = pools_left(copy.edition.pools(copy.lineage), copy.known, copy.edition.covers)
        drawn = sum(max(each.draw, len(each.critical)) for each in left_to_ask)
    left = wait_left(copy.edition.wait, last.submitted if last else None, now())
    return render(
        "quiz.html",
        module=module,
        copy=copy,
        drawn=drawn,
        last=last,
        used_up=copy.edition.attempts is not None and len(attempts) >= copy.edition.attempts,
        wait=t(said_wait(left)) if left else "",
    )


@blueprint.post("/modules/<module>/quiz")
@access(SIGNED_IN)
def quiz_begin(module: str) -> Response:
    """Begin the quiz, or go on with the one that was begun."""
    copy = copy_of(db(), current(), module)
    return begin(copy)


def begin(copy: Copy) -> Response:
    """Begin the quiz of what somebody has open, or go on with it: to its first open question."""
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
    item, n = request.form.get("item", ""), number(request.form.get("n", ""))
    if not item or n is None:
        raise InputRefused("The answer came without its question.")
    asked = asked_of(db(), attempt_id, employee_id, item)
    try:
        stays = _save(asked, employee_id, n)
    except Conflict:
        if wants_json() or person_or_none() is None:
            raise
        say("info", t("This quiz had been sent already. Here is its result."))
        return redirect(url_for("training.result", attempt_id=attempt_id), 303)
    commit()
    if wants_json():
        return {"saved": True, "stays": True} if stays else {"saved": True}
    onward = position + 1 if position < asked.of else None
    following = _place(attempt_id, position if stays else onward)
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


def _save(asked: Asked, employee_id: int, n: int) -> bool:
    """Keep what the form holds; whether one stays here, as it is not whole or goes on from here."""
    item = asked.item
    if item.kind == "scenario":
        way = way_of(request.form, asked.saved)
        if way is None:
            return False
        save_answer(db(), asked.attempt_id, employee_id, item.id, len(way), way, now=now())
        return True
    name = _name(employee_id) if item.kind == "attest" else ""
    value = value_of(item, asked.order, request.form, name=name)
    save_answer(db(), asked.attempt_id, employee_id, item.id, n, value, now=now())
    return begun(item, value) and not done(item, value)


def _name(employee_id: int) -> str:
    found = person_or_none() or person(db(), employee_id, now=now(), today=today())
    if found is None:
        raise NotAllowed("This page belongs to another person's quiz, or it is too old.")
    return found.name


def _place(attempt_id: int, position: int | None) -> str:
    if position is None:
        return url_for("training.review_answers", attempt_id=attempt_id)
    return url_for("training.question", attempt_id=attempt_id, position=position)
