"""What stands before and after every view of ours, and of nobody else's."""

from flask import Response, request
from werkzeug.exceptions import NotFound, Unauthorized

from training.errors import InputRefused, NotAllowed
from training.web import csrf, timing, unit
from training.web.access import PUBLIC, TOKEN, allows, of_this_request
from training.web.blueprint import blueprint
from training.web.identity import is_stranger, person_or_none
from training.web.languages import t

MOST_BYTES = 16 * 1024 * 1024
"""A roster of 40,000 rows is about 8 MB."""

STATIC = "training.static"
UNKNOWN = "training.unknown"
ASKS_NOBODY = {STATIC, "training.healthz"}
"""Everything else knows who asks before it says anything: their language depends on it."""

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class ForgedForm(NotAllowed):
    """The form did not come from a page of ours, or the browser forgot us in between."""


@blueprint.before_request
def check() -> None:
    """Refuse what the view's declaration does not allow, before the view runs."""
    timing.start()
    request.max_content_length = MOST_BYTES
    _refuse_nul()
    declared = of_this_request()
    if declared.who == TOKEN or request.endpoint == UNKNOWN:
        return
    if request.method not in unit.SAFE and not csrf.is_genuine():
        raise ForgedForm
    if request.endpoint in ASKS_NOBODY:
        return
    person = person_or_none()
    if declared.who == PUBLIC:
        return
    if person is None and is_stranger():
        raise NotAllowed(t("You are signed in, but you are not on the staff list."))
    if person is None:
        raise Unauthorized
    if not allows(declared, person):
        raise NotAllowed(t("This page is for people who manage staff training."))


def _refuse_nul() -> None:
    """No text of ours holds a NUL, and PostgreSQL would not even look for one."""
    if "\0" in request.path:
        raise NotFound
    for sent in (request.args, request.form):
        if any("\0" in each for values in sent.lists() for each in (values[0], *values[1])):
            raise InputRefused("")


@blueprint.after_request
def mark(response: Response) -> Response:
    """Say how the response may be used; personal pages are never stored."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    if request.endpoint != STATIC:
        response.headers["Cache-Control"] = "no-store"
    timing.report(response)
    return response


blueprint.teardown_request(unit.close)
