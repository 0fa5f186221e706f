"""WTForms' own CSRF token on every unsafe request, independent of the host's settings."""

from collections.abc import Iterator, MutableMapping
from datetime import timedelta
from typing import Any

from flask import current_app, g, request, session
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.csrf.session import SessionCSRF

from training.web.signing import signing_keys

FIELD = "training_csrf"
PREFIX = "training_"
INPUT = Markup('<input type="hidden" name="{}" value="{}">')


class _OwnKeys(MutableMapping[str, Any]):
    """The part of the host's session whose keys begin with ours."""

    def __getitem__(self, key: str) -> Any:
        return session[PREFIX + key]

    def __setitem__(self, key: str, value: Any) -> None:
        session[PREFIX + key] = value

    def __delitem__(self, key: str) -> None:
        del session[PREFIX + key]

    def __iter__(self) -> Iterator[str]:
        return (each.removeprefix(PREFIX) for each in session if each.startswith(PREFIX))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _TokenForm(Form):  # type: ignore[misc]
    class Meta:
        csrf = True
        csrf_class = SessionCSRF
        csrf_field_name = FIELD
        # Reading a section takes its time; the token lasts as long as the browser's session.
        csrf_time_limit: timedelta | None = None

        csrf_secret = b""

        @property
        def csrf_context(self) -> _OwnKeys:
            return _OwnKeys()


def _form(key: bytes, sent: MultiDict[str, str] | None = None) -> Form:
    return _TokenForm(sent, meta={"csrf_secret": key})


def is_genuine() -> bool:
    """Whether the posted form came from a page of ours in this browser."""
    return any(_form(key, request.form).validate() for key in signing_keys() or [b""])


def csrf() -> Markup:
    """The hidden inputs a posted form needs: our token, and the host's where it checks one."""
    if "training_csrf_inputs" not in g:
        newest = next(iter(signing_keys()), b"")
        own = INPUT.format(FIELD, _form(newest)[FIELD].current_token)
        g.training_csrf_inputs = own + _host_input()
    inputs: Markup = g.training_csrf_inputs
    return inputs


def renew() -> None:
    """Forget the token, so that one from before a sign-in is of no use after it."""
    session.pop(PREFIX + "csrf", None)
    g.pop("training_csrf_inputs", None)


def _host_input() -> Markup:
    generate = current_app.jinja_env.globals.get("csrf_token")
    if "csrf" not in current_app.extensions or not callable(generate):
        return Markup()
    name = current_app.config.get("WTF_CSRF_FIELD_NAME", "csrf_token")
    return INPUT.format(name, generate())
