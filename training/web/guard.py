"""What stands before and after every view of ours, and of nobody else's."""

from http import HTTPStatus

from flask import Response, request
from werkzeug.exceptions import NotFound, Unauthorized

from training.errors import InputRefused, NotAllowed
from training.web import csrf, tablet, timing, unit
from training.web.access import (
    ReasonNeeded,
    allows,
    lacks_reason,
    looks_as_auditor,
    of_this_request,
)
from training.web.blueprint import blueprint
from training.web.identity import is_stranger, person_or_none
from training.web.languages import t
from training.web.looks import write_down_auditors_look
from training.web.second_step import keep_to_the_way

MOST_BYTES = 16 * 1024 * 1024
"""A roster of 40,000 rows is about 8 MB."""

STATIC = "training.static"
UNKNOWN = "training.unknown"
ASKS_NOBODY = {STATIC, "training.healthz"}
"""Everything else knows who asks before it says anything: their language depends on it."""

WRITES_DOWN_ITSELF = {
    "training.audit",
    "training.audit_csv",
    "training.audit_reason",
    "training.audit_reason_send",
}
"""What an auditor looks at there is kept in more words."""

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
IMAGES = {"training.image", "training.text_draft_picture", "training.text_proposal_picture"}
IMAGE_HEADERS = {
    # A drawing opened by itself runs nothing and reaches nothing, whatever it holds.
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "Cache-Control": "private, max-age=31536000, immutable",
}
USES_NOTHING = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
HEADERS = {
    # No page has a script or style of its own, so the policy needs no nonce and allows none.
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": USES_NOTHING,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
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
    if declared.is_by_token or request.endpoint == UNKNOWN:
        return
    if request.method not in unit.SAFE and not csrf.is_genuine():
        raise ForgedForm
    if request.endpoint in ASKS_NOBODY:
        return
    tablet.tablet()
    person = person_or_none()
    if person is not None:
        keep_to_the_way(declared, person)
    if declared.is_public:
        return
    if person is None and is_stranger():
        raise NotAllowed(t("You are signed in, but you are not on the staff list."))
    if person is None:
        raise Unauthorized
    if not allows(declared, person):
        raise NotAllowed(t("This page is for people with another task."))
    if lacks_reason(declared, person):
        raise ReasonNeeded(t("Say first why you look at records."))
    if looks_as_auditor(declared, person) and request.endpoint not in WRITES_DOWN_ITSELF:
        write_down_auditors_look()


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
        tablet.keep_time()
    if request.endpoint in IMAGES and response.status_code == HTTPStatus.OK:
        response.headers.update(IMAGE_HEADERS)
    timing.report(response)
    return response


blueprint.teardown_request(unit.close)
