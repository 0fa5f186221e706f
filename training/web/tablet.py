"""The shared tablet that this browser is, if it is one, and what nobody may leave behind on it."""

from datetime import timedelta

from flask import g, request, session
from werkzeug.wrappers import Response

from training.people.devices.queries import Tablet, tablet_by_token
from training.web.blueprint import address
from training.web.known import COOKIE as KNOWN
from training.web.languages import COOKIE as LANGUAGE
from training.web.state import now, state
from training.web.unit import db

DEVICE = "training_device"
FOR_EVER = timedelta(days=400)
"""The longest that browsers keep a cookie."""
TOUCHED = "training_touched"
"""In the browser's signed session: when somebody signed in on a tablet last did something."""
SITTINGS = 8
"""However busy, a sign-in on a tablet ends after so many times the idle time."""


def tablet() -> Tablet | None:
    """The tablet, asked for once; nothing for a browser that is somebody's own."""
    if "training_tablet" not in g:
        token = request.cookies.get(DEVICE, "")
        g.training_tablet = tablet_by_token(db(), token) if token else None
    found: Tablet | None = g.training_tablet
    return found


def idle_time() -> timedelta:
    """How long a sign-in on a tablet lasts while nobody touches it."""
    return timedelta(minutes=state().config.kiosk_minutes)


def remember(token: str, response: Response) -> None:
    """Make this browser the tablet with that token."""
    response.set_cookie(
        DEVICE,
        token,
        max_age=FOR_EVER,
        path=address("training.home"),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def touch() -> None:
    """Begin the idle time anew: somebody signs in here, or does something."""
    session[TOUCHED] = int(now().timestamp())


def was_left_alone() -> bool:
    """Whether the sign-in in this browser is one on a tablet that nobody touched for too long."""
    touched = session.get(TOUCHED)
    return touched is not None and now().timestamp() - touched > idle_time().total_seconds()


def leave_nothing(response: Response) -> Response:
    """Have the browser forget what the last person saw and chose here."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    for name in (LANGUAGE, KNOWN):
        response.delete_cookie(name, path=address("training.home"))
    return response


def keep_time() -> None:
    """After each answer to somebody who is signed in on a tablet."""
    if TOUCHED in session and g.get("training_person") is not None:
        touch()
