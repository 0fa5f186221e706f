"""Before what protects an account is taken away, its owner proves once more that it is they."""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import request, session
from werkzeug.wrappers import Response
from wtforms import Form, PasswordField
from wtforms.validators import InputRequired

from training.errors import NotAllowed
from training.people.passwords import LONGEST, verify_password
from training.people.sign_in.queries import password_of, session_of
from training.web import identity, tries, unit
from training.web.identity import current
from training.web.languages import t
from training.web.state import now
from training.web.tablet import tablet
from training.web.unit import db

PROVEN = "training_proven"
"""In the browser's signed session: who typed their password once more, and when."""
LATELY = timedelta(minutes=10)
"""How long a sign-in by an identity provider, or a second step in it, stands for a password."""


def again_form() -> Form:
    """A field for the password; none for somebody who has no password with us."""
    if password_of(db(), current().id) is None:
        return Form()

    class AgainForm(Form):  # type: ignore[misc]
        password = PasswordField(
            t("Your password"),
            [InputRequired(t("Write your password."))],
            render_kw={
                "autocomplete": "off" if tablet() else "current-password",
                "maxlength": LONGEST,
            },
        )

    return AgainForm(request.form)


def unproven(form: Form, page: Callable[[], str]) -> Response | tuple[str, int] | None:
    """The page that says what is wrong; nothing for who typed the password, or came in just now.

    Raises `NotAllowed` for somebody without a password here whose sign-in is not fresh. Give back
    what was read before: the request's session is closed while the password is checked.
    """
    person, token = current(), identity.token()
    secret = password_of(db(), person.id)
    if secret is None:
        _ensure_fresh(token)
        return None
    who = tries.of_employee(person.id, "")
    wait = tries.wait(db(), tries.PASSWORD, who)
    if not wait and not form.validate():
        return page(), 422
    unit.close()
    wait = wait or tries.count(tries.PASSWORD, who)
    if wait:
        form.password.errors = [tries.words_to_wait(wait)]
        return tries.later(page(), wait)
    if not verify_password(secret, form.password.data):
        form.password.errors = [t("That is not the password you have now.")]
        return page(), 422
    return None


def is_proven() -> bool:
    """Whether this browser showed lately that its owner sits at it: by signing in, or once more."""
    whose, at = session.get(PROVEN) or (0, "")
    if whose == current().id and now() - datetime.fromisoformat(at) <= LATELY:
        return True
    return _is_fresh(identity.token())


def note_proof() -> None:
    """Let what was proven just now hold for a while in this browser."""
    session[PROVEN] = [current().id, now().isoformat()]


def _is_fresh(token: str) -> bool:
    here = session_of(db(), token)
    return here is not None and now() - max(here.created, here.second_factor or here.created) <= (
        LATELY
    )


def _ensure_fresh(token: str) -> None:
    if not _is_fresh(token):
        raise NotAllowed(
            t("Sign out and sign in again, then do this within ten minutes: so we know it is you.")
        )
