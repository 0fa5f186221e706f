"""A signed token on each page of a quiz, good for keeping that attempt's answers and nothing else.

A sign-in that ends in the middle of a quiz must not cost an answer.
"""

from flask import request
from itsdangerous import BadData, URLSafeTimedSerializer

from training.errors import NotAllowed
from training.people.queries import person
from training.web.identity import person_or_none
from training.web.signing import keys_for_signer
from training.web.state import now, today
from training.web.unit import db

SALT = "training-attempt"
WEEK = 7 * 24 * 3600


def attempt_token(attempt_id: int, employee_id: int) -> str:
    """The token for one person's attempt."""
    return _signer().dumps([attempt_id, employee_id])


def employee_of_token(attempt_id: int) -> int:
    """The id of the employee whose attempt the posted token opens.

    Raises `NotAllowed` for a token that is missing, forged, over a week old or for another attempt,
    when somebody else is signed in by now, and for somebody who has left.
    """
    try:
        attempt, employee = _signer().loads(request.form.get("token", ""), max_age=WEEK)
    except BadData:
        attempt = employee = 0
    found = person_or_none() or person(db(), employee, now=now(), today=today())
    ours = found is not None and found.active and found.id == employee
    if attempt != attempt_id or not ours:
        raise NotAllowed("This page belongs to another person's quiz, or it is too old.")
    return int(employee)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(keys_for_signer(), salt=SALT)
