"""Browsers in which somebody has signed in before: guessing elsewhere does not make them wait.

The cookie lets nobody in. It only says whose wrong passwords are counted by themselves, so that
whoever tries an account from many places cannot keep its owner out of their own browser.
"""

import secrets
from datetime import timedelta

from flask import request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from training.web.blueprint import address
from training.web.signing import keys_for_signer

COOKIE = "training_known"
SALT = "training-known"
KEPT = timedelta(days=180)


def remember(employee_id: int, response: Response) -> None:
    """Keep in the browser that this person has signed in here."""
    if _known()[0] == employee_id:
        return
    response.set_cookie(
        COOKIE,
        str(_signer().dumps([employee_id, secrets.token_urlsafe(9)])),
        max_age=KEPT,
        path=address("training.home"),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def browser_of(employee_id: int) -> str:
    """What tells this browser from others in which this person signed in; empty for a new one."""
    whose, name = _known()
    return name if whose == employee_id else ""


def _known() -> tuple[int, str]:
    try:
        whose, name = _signer().loads(request.cookies.get(COOKIE, ""))
    except (BadData, TypeError, ValueError):
        return 0, ""
    return int(whose), str(name)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(keys_for_signer(), salt=SALT)
