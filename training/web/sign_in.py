"""Sign in with employee number or e-mail and a password; sign out."""

import json
from pathlib import Path
from typing import Any

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import Form, PasswordField, StringField
from wtforms.validators import InputRequired

from training.people.models import LOCAL
from training.people.passwords import LONGEST, verify_password
from training.people.sign_in.queries import password_behind
from training.web import csrf, identity, oidc, tries, unit
from training.web.access import PUBLIC, access
from training.web.blueprint import blueprint
from training.web.destinations import next_page
from training.web.entering import finish_sign_in
from training.web.languages import t
from training.web.pages import render, say
from training.web.state import now, state, today
from training.web.tablet import leave_nothing, tablet
from training.web.unit import commit


def sign_in_form() -> Form:
    """The form, in the reader's language, with what was sent; a tablet remembers nobody."""
    kept = tablet() is None

    class SignInForm(Form):  # type: ignore[misc]
        login = StringField(
            t("Employee number or e-mail"),
            [InputRequired(t("Write your employee number or your e-mail address."))],
            render_kw={
                "autocomplete": "username" if kept else "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "maxlength": 254,
            },
        )
        password = PasswordField(
            t("Password"),
            [InputRequired(t("Write your password."))],
            render_kw={
                "autocomplete": "current-password" if kept else "off",
                "maxlength": LONGEST,
            },
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
        if tablet():
            return leave_nothing(make_response(_page(sign_in_form())))
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
    login = form.login.data.strip()
    unit.close()
    with state().database.reading() as session:
        employee_id, secret = password_behind(session, login, now=now(), today=today())
        account = tries.of_employee(employee_id, login)
        wait = tries.wait(session, tries.PASSWORD, account)
    wait = wait or tries.count(tries.PASSWORD, account)
    if wait:
        form.password.errors = [tries.words_to_wait(wait)]
        return tries.later(_page(form), wait)
    # No lock is held while the password is checked: it takes long on purpose.
    if not verify_password(secret, form.password.data) or employee_id is None:
        form.password.errors = [
            t("That did not match. Check the number or e-mail and the password, then try again.")
        ]
        return _page(form), 422
    return finish_sign_in(employee_id, issuer=LOCAL)


@blueprint.post("/sign-out")
@access(PUBLIC)
def sign_out() -> Response:
    """End the sign-in everywhere its cookie may be."""
    shared, provider = tablet(), oidc.of_this_sign_in()
    identity.end()
    commit()
    csrf.renew()
    if provider is None or not oidc.offer_way_out(provider):
        say("success", t("You are signed out."))
    response = redirect(url_for("training.sign_in"), 303)
    return leave_nothing(response) if shared else response


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
        "legal": (t("As a legal reviewer"), t("approves texts for the City Attorney")),
        "supervisor": (t("As a supervisor"), t("sees how their own team is doing")),
        "hr": (t("As Human Resources"), t("brings rosters in and sees every department")),
        "auditor": (t("As an auditor"), t("reads records after saying why, and changes nothing")),
        "operator": (t("As an operator (IT)"), t("sees settings and health, and no records")),
        "behind": (t("As an employee whose text changed"), t("redoes only what changed")),
        "moved": (t("As an employee who moved"), t("reads only what the new department adds")),
        "excused": (t("As an employee who is excused"), t("is asked for nothing for now")),
    }
    return render(
        "sign_in.html",
        form=form,
        errors=bool(form.errors or form.password.errors),
        next=next_page(),
        providers=oidc.offered(),
        goes_on=oidc.signed_out_here(),
        demo=[(*roles.get(role, (role, "")), who) for role, who in shown.items()],
    )


def _to_the_host() -> Response | tuple[str, int]:
    manager = identity.login_manager()
    if manager is not None and manager.login_view:
        return redirect(url_for(manager.login_view, next=next_page()), 303)
    return render("sign_in_elsewhere.html"), 401
