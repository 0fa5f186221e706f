"""The one door: every way of signing in ends here.

    finish_sign_in(
        employee_id,                # who it is; the caller has made sure of that
        issuer="local",             # or an identity provider's issuer
        issuer_subject=None,        # the provider's `sub` and `sid`, for its logout
        issuer_session=None,
        second_factor=False,        # whether one was shown (a passkey is two at once)
        going_to="",                # a path of ours; else what the form or address asks for
    ) -> Response                   # the redirect; raises NotAllowed for somebody who has left

Call it in a GET or a POST after committing what is yours: it gives the request's own session back
and writes in one of its own. A way in that needs one more step before it holds (a second factor)
interrupts in here and calls `finish_sign_in` again when the step is done.
"""

from datetime import timedelta

from flask import redirect, request
from werkzeug.wrappers import Response

from training.errors import NotAllowed
from training.people import queries
from training.people.devices import service as devices
from training.people.service import sign_out
from training.people.sign_in import service
from training.people.sign_in.agents import browser_and_system
from training.people.sign_in.service import Entry
from training.web import csrf, destinations, identity, known, tablet, tries, unit
from training.web.blueprint import address
from training.web.bulletins import bulletin_first
from training.web.languages import t
from training.web.state import now, state, today


def finish_sign_in(
    employee_id: int,
    *,
    issuer: str,
    issuer_subject: str | None = None,
    issuer_session: str | None = None,
    second_factor: bool = False,
    going_to: str = "",
) -> Response:
    """Begin the session and lead on; raises `NotAllowed` for somebody who does not work here."""
    shared = tablet.tablet()
    entry = Entry(
        issuer,
        issuer_subject,
        issuer_session,
        second_factor=second_factor,
        device_id=shared.id if shared else None,
        label=shared.label if shared else browser_and_system(request.user_agent.string),
    )
    unit.close()
    _begin(employee_id, entry)
    going_to = going_to or request.form.get("next") or request.args.get("next") or ""
    response = redirect(_bulletin_before(destinations.ours_or_home(going_to)), 303)
    if shared is None:
        known.remember(employee_id, response)
    return response


def _bulletin_before(going_to: str) -> str:
    """The way to what they have yet to read of a rule that changed; My training leads there too."""
    if going_to == address("training.home"):
        return going_to
    with state().database.reading() as db:
        return bulletin_first(db, identity.current(), going_to)


def _begin(employee_id: int, entry: Entry) -> None:
    # One browser, one sign-in: whoever was here before is out, also for a copied cookie.
    older = identity.token()
    lasts = timedelta(hours=state().config.session_hours)
    if entry.device_id:
        lasts = min(lasts, tablet.SITTINGS * tablet.idle_time())
    with state().database.writing() as db:
        person = queries.person(db, employee_id, now=now(), today=today())
        if person is None or not person.active:
            raise NotAllowed(t("Only people who work for the City now can sign in."))
        if older:
            sign_out(db, older, now=now())
        if entry.device_id:
            devices.clear(db, entry.device_id, now=now())
        token = service.begin_session(db, employee_id, entry, expires=now() + lasts, now=now())
        tries.forgive(db, employee_id)
        db.commit()
    identity.begin(token, person)
    csrf.renew()
    if entry.device_id:
        tablet.touch()
