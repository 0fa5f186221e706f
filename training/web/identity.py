"""Who this is: the host's word, else Flask-Login's user, else our own session."""

from typing import Any, cast

from flask import current_app, g, session
from flask_login import UserMixin, current_user, login_user, logout_user

from training.errors import NotAllowed
from training.people import queries, service
from training.people.queries import Person
from training.web import tablet
from training.web.state import now, state, today
from training.web.unit import db

OWN_SESSION = "training_session"
MESSAGES = "training_messages"
OUR_SIGN_IN = "training.sign_in"


class Account(UserMixin):  # type: ignore[misc]
    """A signed-in person as Flask-Login keeps them: by the revocable token of the sign-in."""

    def __init__(self, token: str, person: Person) -> None:
        self.token = token
        self.person = person

    def get_id(self) -> str:
        """The sign-in's token."""
        return self.token


def load_account(token: str) -> Account | None:
    """Flask-Login's user loader: the person of a sign-in that still holds."""
    person = _holder(token)
    return Account(token, person) if person else None


def login_manager() -> Any:
    """The app's Flask-Login manager, ours or the host's, if it has one."""
    return getattr(current_app, "login_manager", None)


def host_signs_in() -> bool:
    """Whether signing in is the host's business, so that our sign-in page only points there."""
    manager = login_manager()
    return bool(state().current_employee) or (
        manager is not None and manager.login_view != OUR_SIGN_IN
    )


def person_or_none() -> Person | None:
    """The person behind this request, asked for once."""
    if "training_person" not in g:
        g.training_person = _resolve()
        g.pop("training_t", None)
    return cast(Person | None, g.training_person)


def current() -> Person:
    """The person behind this request, in a view that is for signed-in people."""
    person = person_or_none()
    if person is None:
        raise NotAllowed("Please sign in first.")
    return person


def is_stranger() -> bool:
    """Whether the host knows who this is and the City's staff list does not."""
    return bool(_host_login()) and person_or_none() is None


def begin(token: str, person: Person) -> None:
    """Keep a new sign-in in the browser; everything calls it by way of `finish_sign_in`."""
    _drop_what_is_ours()
    if login_manager() is None:
        session[OWN_SESSION] = token
    else:
        login_user(Account(token, person))
    g.training_person = person
    g.pop("training_t", None)


def end() -> None:
    """Revoke the sign-in, here and for whoever may have copied its cookie."""
    own = token()
    if own:
        service.sign_out(db(), own, now=now())
    if login_manager() is not None and isinstance(_flask_login_user(), Account):
        logout_user()
    _drop_what_is_ours()
    g.training_person = None


def forget() -> None:
    """Drop what the browser holds of a sign-in that is over; what is to be said is still said."""
    waiting = session.get(MESSAGES)
    _drop_what_is_ours()
    if waiting:
        session[MESSAGES] = waiting
    session.pop("_user_id", None)


def had_signed_in() -> bool:
    """Whether the browser holds a sign-in, though it may be over."""
    return OWN_SESSION in session or (not host_signs_in() and "_user_id" in session)


def _resolve() -> Person | None:
    user = _flask_login_user()
    if state().current_employee is None and isinstance(user, Account):
        return user.person
    login = _host_login()
    if login:
        person = queries.person_by_login(db(), login, now=now(), today=today())
        return person if person and person.active else None
    token = session.get(OWN_SESSION)
    if token and not host_signs_in():
        return _holder(str(token))
    return None


def _holder(token: str) -> Person | None:
    if tablet.was_left_alone():
        return None
    return queries.person_by_session(db(), token, now=now(), today=today())


def _host_login() -> str:
    """The employee number or e-mail under which the host signed somebody in, if it did."""
    asked = state().current_employee
    if asked is not None:
        return str(asked() or "")
    user = _flask_login_user()
    if user is None or isinstance(user, Account):
        return ""
    return str(getattr(user, "employee_number", None) or getattr(user, "email", None) or "")


def _flask_login_user() -> Any:
    """The signed-in user object, or none."""
    if login_manager() is None or not current_user.is_authenticated:
        return None
    return current_user._get_current_object()


def token() -> str:
    """The token of this browser's sign-in with us; empty without one."""
    user = _flask_login_user()
    return user.token if isinstance(user, Account) else str(session.get(OWN_SESSION) or "")


def _drop_what_is_ours() -> None:
    """Forget what the browser's session holds of ours: nothing of one sign-in is for the next."""
    for name in [each for each in session if each.startswith("training_")]:
        session.pop(name)
