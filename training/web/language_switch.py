"""The language switch that stands on every page."""

from flask import redirect, request
from werkzeug.wrappers import Response

from training.people import service
from training.text import LANGUAGES, PSEUDO
from training.web.access import PUBLIC, access
from training.web.blueprint import address, blueprint
from training.web.destinations import next_page
from training.web.identity import person_or_none
from training.web.languages import COOKIE
from training.web.state import now
from training.web.unit import commit, db

YEAR = 31_536_000


@blueprint.post("/language")
@access(PUBLIC)
def set_language() -> Response:
    """Keep the language in the browser, and for mails with the person."""
    response = redirect(next_page(), 303)
    wanted = request.form.get("language", "")
    if wanted not in (*LANGUAGES, PSEUDO):
        return response
    person = person_or_none()
    if person and wanted in LANGUAGES and person.language != wanted:
        service.set_language(db(), person.id, wanted, now=now())
        commit()
    response.set_cookie(
        COOKIE,
        wanted,
        max_age=YEAR,
        path=address("training.home"),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response
