"""Taking a quiz: one question a page, each answer kept at once, a look over all, then sending."""

import secrets
from typing import NamedTuple

from flask import redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from training.content.edition import SectionView
from training.errors import Conflict, InputRefused, NotAllowed
from training.flows.begin_quiz import begin_quiz
from training.flows.close_expired import close_expired
from training.flows.submit_quiz import submit_quiz
from training.learning.answers import begun, done
from training.learning.attempts.queries import failures, missed_in
from training.learning.delta import questions_of
from training.learning.drawing import SEED_BITS
from training.learning.helping.queries import HELP_AFTER
from training.learning.limits import ran_out, said_wait, wait_left
from training.learning.models import Attempt, Enrolment, Score
from training.learning.queries import Asked, asked, attempts_of, latest_enrolment
from training.learning.service import keep_answer
from training.learning.showing.rules import SHOWING, pools_left
from training.people.queries import person
from training.people.service import lock
from training.web.access import SIGNED_IN, TOKEN, access
from training.web.answer_form import number, value_of, way_of
from training.web.attempt_token import attempt_token, employee_of_token
from training.web.blueprint import ID, blueprint
from training.web.contact_words import filled
from training.web.errors import wants_json
from training.web.identity import current, person_or_none
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.reading import Copy, copy_of
from training.web.sheet import Sheet, sheet_of
from training.web.state import now, state, today
from training.web.time_left import time_given, time_left
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
    every = attempts_of(db(), copy.enrolment.id)
    attempts = [each for each, _score in every if each.number != SHOWING]
    last = attempts[-1] if attempts else None
    left = wait_left(copy.edition.wait, last.submitted if last else None, now())
    return render(
        "quiz.html",
        module=module,
        copy=copy,
        drawn=_how_many(copy),
        about=_about(copy, every),
        time=time_given(db(), copy.edition, current()),
        last=last,
        over=last is not None and last.submitted is None and ran_out(last.ends, now()),
        used_up=copy.edition.attempts is not None and len(attempts) >= copy.edition.attempts,
        wait=t(said_wait(left)) if left else "",
        whom=_whom(copy.enrolment.id) if len(attempts) >= HELP_AFTER else "",
    )


def _whom(enrolment_id: int) -> Markup | str:
    """Whom somebody asks who is stuck; empty for whoever is not, or has been helped."""
    if failures(db(), enrolment_id) < HELP_AFTER:
        return ""
    return filled(db(), current(), "{contact: liaison}")


def _how_many(copy: Copy) -> int:
    """How many questions a first attempt asks."""
    if not copy.known:
        return questions_of(copy.edition, copy.lineage, copy.delta)
    left = pools_left(copy.edition.pools(copy.lineage), copy.known, copy.edition.covers)
    return sum(max(each.draw, len(each.critical)) for each in left)


def _about(copy: Copy, attempts: list[tuple[Attempt, Score | None]]) -> list[SectionView]:
    """After a failure, the pages that the next attempt is about; else none."""
    again = missed_in(db(), copy.edition, attempts)
    shown = [each for each in copy.sections if each.id not in copy.held]
    return [each for each in shown if each.id in again.sections] if again else []


@blueprint.post("/modules/<module>/quiz")
@access(SIGNED_IN)
def quiz_begin(module: str) -> Response:
    """Begin the quiz, or go on with the one that was begun."""
    where = latest_enrolment(db(), current().id, module)
    if where is None:
        return redirect(url_for("training.module_page", module=module), 303)
    return begin(where.enrolment)


def begin(enrolment: Enrolment) -> Response:
    """Begin the quiz of what somebody has open, or go on with it: to its first open question."""
    seed = secrets.randbits(SEED_BITS)
    attempt = begin_quiz(
        db(),
        current(),
        enrolment.id,
        language=language(),
        seed=seed,
        now=now(),
    )
    commit()
    is_new = attempt.seed == seed
    first = 1 if is_new else sheet_of(db(), current(), attempt.id).first_open
    return redirect(_place(attempt.id, first), 303)


@blueprint.get(f"/attempts/<{ID}:attempt_id>/<int:position>")
@access(SIGNED_IN)
def question(attempt_id: int, position: int) -> Response | dict[str, object] | str:
    """One question with what was answered so far; to a script, which answer is the newest."""
    sheet = sheet_of(db(), current(), attempt_id)
    if wants_json():
        return {"n": sheet.row(position).n, "over": sheet.sent or sheet.over(now())}
    if closed := _closed(sheet):
        return closed
    row = sheet.row(position)
    return render(
        "question.html",
        sheet=sheet,
        row=row,
        number=position,
        token=attempt_token(attempt_id, current().id),
        newer="newer" in request.args,
        left=time_left(sheet.attempt, now()),
        errors=row.begun and not row.done and row.kind != "scenario",
    )


@blueprint.post(f"/attempts/<{ID}:attempt_id>/<int:position>")
@access(TOKEN)
def question_save(attempt_id: int, position: int) -> Response | dict[str, bool]:
    """Keep an answer, also when the sign-in ended meanwhile; then the next question.

    Where a newer answer has come from another window, that one is shown instead.
    """
    employee_id = employee_of_token(attempt_id)
    item, n = request.form.get("item", ""), number(request.form.get("n", ""))
    if not item or n is None:
        raise InputRefused("The answer came without its question.")
    lock(db(), employee_id)
    where = asked(db(), attempt_id, employee_id, item)
    try:
        saved = _save(where, n)
    except Conflict as error:
        return _too_late(error, attempt_id, employee_id)
    commit()
    if wants_json():
        told = {"saved": True, "stays": saved.stays, "newer": saved.older}
        return {name: is_so for name, is_so in told.items() if is_so}
    onward = position + 1 if position < where.of else None
    following = _place(attempt_id, position if saved.stays or saved.older else onward)
    if saved.older:
        following += "?newer=1"
    if person_or_none() is None:
        return redirect(url_for("training.sign_in", next=following), 303)
    return redirect(following, 303)


@blueprint.get(f"/attempts/<{ID}:attempt_id>/review")
@access(SIGNED_IN)
def review_answers(attempt_id: int) -> Response | dict[str, object] | str:
    """Every question with its answer, before sending; to a script, which answer is the newest."""
    sheet = sheet_of(db(), current(), attempt_id)
    if wants_json():
        return {"n": sheet.newest, "over": sheet.sent or sheet.over(now())}
    if closed := _closed(sheet):
        return closed
    token = attempt_token(attempt_id, current().id)
    left = time_left(sheet.attempt, now())
    return render("review.html", sheet=sheet, token=token, left=left)


@blueprint.post(f"/attempts/<{ID}:attempt_id>/submit")
@access(SIGNED_IN)
def submit(attempt_id: int) -> Response:
    """Send the answers: once, however often the button is pressed."""
    submit_quiz(db(), current(), attempt_id, now=now(), config=state().config)
    commit()
    return redirect(url_for("training.result", attempt_id=attempt_id), 303)


def _closed(sheet: Sheet) -> Response | str | None:
    """Where an attempt's pages lead once it is handed in, or what they say when its time is over.

    Looking hands nothing in: that is done by the button there, or by the next round of the jobs.
    """
    if sheet.sent:
        return redirect(url_for("training.result", attempt_id=sheet.attempt.id), 303)
    return render("time_over.html", sheet=sheet) if sheet.over(now()) else None


def _too_late(error: Conflict, attempt_id: int, employee_id: int) -> Response:
    """Where an answer leads that came after the end; what ran out of time is handed in at once."""
    late = close_expired(db(), attempt_id, employee_id, now=now(), config=state().config)
    commit()
    over = t("The time was over, so this last answer was not kept. Here is your result.")
    sent = t("This quiz had been sent already. Here is its result.")
    if wants_json() or person_or_none() is None:
        raise error
    say("info", over if late else sent)
    return redirect(url_for("training.result", attempt_id=attempt_id), 303)


class Saved(NamedTuple):
    """How saving went: whether one stays, as the answer is not whole or goes on from here, and
    whether it was older than the one that is there."""

    stays: bool
    older: bool


def _save(where: Asked, n: int) -> Saved:
    """Keep what the form holds; the person is locked."""
    item = where.item
    if item.kind == "scenario":
        return _go_on(where)
    name = _name(where.employee_id) if item.kind == "attest" else ""
    value = value_of(item, where.order, request.form, name=name)
    newest = keep_answer(db(), where, n, value, now=now())
    return Saved(begun(item, value) and not done(item, value), not newest)


def _go_on(where: Asked) -> Saved:
    """One step further in a scenario; in another window one may have gone further already."""
    if not request.form.getlist("answer"):
        return Saved(stays=False, older=False)
    way = way_of(request.form, where.saved)
    if way is None:
        return Saved(stays=True, older=True)
    newest = keep_answer(db(), where, len(way), way, now=now())
    return Saved(stays=True, older=not newest)


def _name(employee_id: int) -> str:
    found = person_or_none() or person(db(), employee_id, now=now(), today=today())
    if found is None:
        raise NotAllowed("This page belongs to another person's quiz, or it is too old.")
    return found.name


def _place(attempt_id: int, position: int | None) -> str:
    if position is None:
        return url_for("training.review_answers", attempt_id=attempt_id)
    return url_for("training.question", attempt_id=attempt_id, position=position)
