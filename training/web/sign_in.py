"""Sign in with employee number or e-mail and a password; sign out."""

import json
from pathlib import Path
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import Form, PasswordField, StringField
from wtforms.validators import InputRequired

from training.people import service
from training.people.queries import Person
from training.web import csrf, identity
from training.web.access import PUBLIC, access
from training.web.blueprint import blueprint
from training.web.destinations import next_page
from training.web.languages import t
from training.web.pages import render, say
from training.web.state import now, state, today
from training.web.unit import close, commit, db


def sign_in_form() -> Form:
    """The form, in the reader's language, with what was sent."""

    class SignInForm(Form):  # type: ignore[misc]
        login = StringField(
            t("Employee number or e-mail"),
            [InputRequired(t("Write your employee number or your e-mail address."))],
            render_kw={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "maxlength": 254,
            },
        )
        password = PasswordField(
            t("Password"),
            [InputRequired(t("Write your password."))],
            render_kw={"autocomplete": "current-password", "maxlength": 1000},
        )

    return SignInForm(request.form)


@blueprint.get("/sign-in")
@access(PUBLIC)
def sign_in() -> Response | str | tuple[str, int]:
    """The sign-in page; in a host that signs people in itself, the way there."""
    if identity.host_signs_in():
        return _to_the_host()
    if identity.person_or_none():
        return redirect(next_page(), 303)
    was_here = identity.had_signed_in()
    if was_here:
        identity.forget()
    if next_page().startswith(url_for("training.home") + "attempts/"):
        say("success", t("Your answers are saved. Sign in to go on."))
    elif was_here:
        say("info", t("You were signed out to keep your account safe. Sign in to go on."))
    return _page(sign_in_form())


@blueprint.post("/sign-in")
@access(PUBLIC)
def sign_in_send() -> Response | str | tuple[str, int]:
    """Begin a sign-in, or say that it did not match; never which of the two was wrong."""
    if identity.host_signs_in():
        return _to_the_host()
    form = sign_in_form()
    if not form.validate():
        return _page(form), 422
    person = _recognised(form)
    if person is None:
        form.password.errors = [
            t("That did not match. Check the number or e-mail and the password, then try again.")
        ]
        return _page(form), 422
    token = service.sign_in(db(), person.id, now=now(), hours=state().config.session_hours)
    csrf.renew()
    identity.begin(token)
    commit()
    return redirect(next_page(), 303)


def _recognised(form: Form) -> Person | None:
    # Checking a password is slow on purpose; nobody's writing waits for it.
    close()
    with state().database.reading() as looking:
        door = service.door(looking, form.login.data, now=now(), today=today())
    return door.opens(form.password.data)


@blueprint.post("/sign-out")
@access(PUBLIC)
def sign_out() -> Response:
    """End the sign-in everywhere its cookie may be."""
    identity.end()
    commit()
    csrf.renew()
    say("success", t("You are signed out."))
    return redirect(url_for("training.sign_in"), 303)


def demonstration_sign_ins(folder: Path) -> dict[str, dict[str, str]]:
    """The demonstration's sign-ins by role; none before it has been set up."""
    path = folder / "demo.json"
    if not path.exists():
        return {}
    found: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _page(form: Form) -> str:
    config = state().config
    shown: dict[str, Any] = {}
    if config.demonstration:
        shown = demonstration_sign_ins(config.instance)
    roles = {
        "learner": (t("As an employee"), t("reads, answers, gets a certificate")),
        "liaison": (t("As a liaison"), t("sees how a department is doing")),
        "author": (t("As an author"), t("writes what employees read")),
        "administrator": (t("As an administrator"), t("runs it all for the City")),
    }
    return render(
        "sign_in.html",
        form=form,
        errors=bool(form.errors or form.password.errors),
        next=next_page(),
        demo=[(*roles.get(role, (role, "")), who) for role, who in shown.items()],
    )


def _to_the_host() -> Response | tuple[str, int]:
    manager = identity.login_manager()
    if manager is not None and manager.login_view:
        return redirect(url_for(manager.login_view, next=next_page()), 303)
    return render("sign_in_elsewhere.html"), 401
