"""Turns every error into a page that helps, or into problem+json (RFC 9457), once."""

import logging
from typing import Any

from flask import Response, current_app, make_response, redirect, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, default_exceptions
from werkzeug.wrappers import Response as AnyResponse

from training.errors import (
    Conflict,
    InputRefused,
    NotAllowed,
    NotFound,
    NotReady,
    OnHold,
    Problem,
    TooEarly,
    TrainingError,
)
from training.web import unit
from training.web.blueprint import address, blueprint
from training.web.destinations import this_page
from training.web.guard import ForgedForm, mark
from training.web.identity import person_or_none
from training.web.languages import t
from training.web.pages import render_bare
from training.web.tablet import DEVICE, tablet
from training.web.unit import SAFE
from training.web.words import Words, too_early, words_for

log = logging.getLogger(__name__)

STATUS: dict[type[TrainingError], int] = {
    ForgedForm: 400,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    InputRefused: 422,
    TooEarly: 409,
    OnHold: 423,
    NotReady: 503,
}
RETRY_SECONDS = 60


@blueprint.errorhandler(TrainingError)
def on_training_error(error: TrainingError) -> AnyResponse:
    """The page for something that the caller can do something about."""
    kind = next((each for each in type(error).__mro__ if each in STATUS), InputRefused)
    problems = error.problems if isinstance(error, InputRefused) else []
    status = STATUS[kind]
    words = too_early() if isinstance(error, TooEarly) else words_for(status)
    why = t(error.said) if error.said else ""
    return answer(status, words, why=why, problems=problems)


@blueprint.errorhandler(Exception)
def on_fault(error: Exception) -> AnyResponse:
    """The page for a fault of ours, logged by Flask; a host's catch-all must not answer for us."""
    return make_response(current_app.handle_exception(error))


def on_http_error(error: HTTPException) -> AnyResponse:
    """The page for a refused request; whoever is not signed in goes to sign-in."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    if status == 401 and not wants_json():
        # The next person at a shared tablet is not led to where the last one was.
        back = None if tablet() else this_page()
        return redirect(address("training.sign_in", next=back), 303)
    response = answer(status, words_for(status))
    if status == 405:
        response.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or []))
    return response


for code in default_exceptions:
    # One by one: a host's handler of a status would win over ours of all of them.
    blueprint.register_error_handler(code, on_http_error)


def on_unknown_address(error: HTTPException) -> AnyResponse:
    """The same for an address that no route knows, where our hooks do not run."""
    if DEVICE in request.cookies:
        # On a shared tablet every page has the way out.
        tablet()
        person_or_none()
        unit.close()
    return mark(make_response(on_http_error(error)))


@blueprint.errorhandler(DBAPIError)
@blueprint.errorhandler(PoolTimeout)
def on_database_error(error: Exception) -> AnyResponse:
    """The page for a full disk, a locked database or a lost connection: try again in a minute."""
    if not _is_passing(error):
        raise error
    log.error("The database did not do %s %s", request.method, request.path, exc_info=error)
    saving = request.method not in SAFE
    words = Words(
        t("We could not save that") if saving else t("We cannot show this just now"),
        t("Our database is not answering, or its disk is full."),
        t("Nothing you had saved before is lost. Please try again in a minute."),
    )
    response = answer(503, words)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def wants_json() -> bool:
    """Whether it is a script that asks, rather than somebody with a page."""
    offers = ["text/html", "application/json"]
    return request.accept_mimetypes.best_match(offers) == "application/json"


def answer(
    status: int, words: Words, *, why: str = "", problems: list[Problem] | None = None
) -> Response:
    """The response for a status: a page in the reader's language, or problem+json."""
    if wants_json():
        return _problem_json(status, words.title, why or words.why, problems or [])
    page = render_bare(
        "error.html",
        status=status,
        title=words.title,
        why=why or words.why,
        what=words.what,
        problems=problems or [],
        here=this_page(),
    )
    return make_response(page, status)


def _problem_json(status: int, title: str, detail: str, problems: list[Problem]) -> Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
    }
    if problems:
        body["problems"] = [str(_in_this_language(each)) for each in problems]
    response = make_response(body, status)
    response.mimetype = "application/problem+json"
    return response


def _in_this_language(problem: Problem) -> Problem:
    remedy = t(problem.remedy) if problem.remedy else ""
    return Problem(t(problem.where), t(problem.what), remedy)


def _is_passing(error: Exception) -> bool:
    """Whether waiting may help: not for a statement that is wrong or a constraint that holds."""
    if isinstance(error, DBAPIError):
        kind = type(error).__name__
        return error.connection_invalidated or kind in ("OperationalError", "InterfaceError")
    return True
