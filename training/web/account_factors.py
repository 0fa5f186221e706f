"""Setting up and removing second factors of one's own account."""

from collections.abc import Sequence

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response
from wtforms import Form, StringField
from wtforms.validators import InputRequired

from training.errors import Conflict, InputRefused, NotAllowed, NotFound
from training.people.models import APP, PASSKEY
from training.people.queries import Person
from training.people.second_factor import passkeys, service
from training.people.second_factor.app_codes import app_address, new_secret
from training.people.second_factor.queries import Factor, factor, factors_of, passkey_ids
from training.web import identity, tries
from training.web.access import SIGNED_IN, access
from training.web.asked_again import again_form, is_proven, note_proof, unproven
from training.web.blueprint import ID, blueprint
from training.web.certificates import code as qr_code
from training.web.challenges import new_challenge, site, spend_challenge, take_challenge
from training.web.destinations import next_page
from training.web.identity import current
from training.web.languages import t
from training.web.pages import render, say
from training.web.second_factor import as_json
from training.web.second_step import has_second_step, step_of
from training.web.state import now, state
from training.web.unit import commit, db

PENDING = "training_app"
"""In the browser's signed session: whose, and the secret that no code has proven yet."""
PURPOSE = "make"


@blueprint.get("/account/second-factor")
@access(SIGNED_IN)
def account_factors() -> str:
    """What is set up, and how to set up more."""
    _own_ground()
    return _page(_app_form(), _passkey_form())


@blueprint.post("/account/second-factor/prove")
@access(SIGNED_IN)
def account_factors_prove() -> Response | tuple[str, int]:
    """Let whoever types the password set up more for ten minutes."""
    _own_ground()
    person, form = current(), again_form()
    if refused := unproven(form, lambda: _page(_app_form(), _passkey_form(), form)):
        return refused
    tries.forgive(db(), person.id)
    commit()
    note_proof()
    return redirect(url_for("training.account_factors"), 303)


@blueprint.post("/account/second-factor/app")
@access(SIGNED_IN)
def account_app_send() -> Response | tuple[str, int]:
    """Keep the app whose code was typed; until then it does not count."""
    _own_ground()
    _ensure_proven()
    person, form = current(), _app_form()
    if not form.validate():
        return _page(form, _passkey_form()), 422
    try:
        service.keep_app(db(), person.id, _secret_for(person), form.code.data, now=now())
    except (InputRefused, Conflict) as error:
        form.code.errors = [t(error.said)]
        return _page(form, _passkey_form()), 422
    session.pop(PENDING, None)
    return _added(person, APP)


@blueprint.post("/account/second-factor/passkeys/options")
@access(SIGNED_IN)
def account_passkey_options() -> Response:
    """What the browser is asked in order to make a passkey, as JSON."""
    _own_ground()
    _ensure_proven()
    person = current()
    options = passkeys.options_to_make(
        site(),
        new_challenge(PURPOSE, person.id),
        employee_id=person.id,
        login=person.email or person.number,
        name=person.name,
        known=passkey_ids(db(), person.id),
    )
    return as_json(options)


@blueprint.post("/account/second-factor/passkeys")
@access(SIGNED_IN)
def account_passkey_send() -> Response | tuple[str, int]:
    """Keep the passkey that the browser made."""
    _own_ground()
    _ensure_proven()
    person, form = current(), _passkey_form()
    if not form.validate():
        return _page(_app_form(), form), 422
    try:
        challenge, until = take_challenge(PURPOSE, person.id)
        new = passkeys.made(site(), request.form.get("credential", ""), challenge)
        spend_challenge(db(), challenge, until)
        service.keep_passkey(db(), person.id, new, form.label.data, now=now())
    except (InputRefused, Conflict) as error:
        form.label.errors = [t(error.said)]
        return _page(_app_form(), form), 422
    return _added(person, PASSKEY)


@blueprint.get(f"/account/second-factor/<{ID}:factor_id>/remove")
@access(SIGNED_IN)
def account_factor_remove(factor_id: int) -> str:
    """The form that asks for the password before one is removed."""
    _own_ground()
    return _removal(_own(factor_id), again_form())


@blueprint.post(f"/account/second-factor/<{ID}:factor_id>/remove")
@access(SIGNED_IN)
def account_factor_remove_send(factor_id: int) -> Response | tuple[str, int]:
    """Remove one for whoever knows the password."""
    _own_ground()
    person, form, found = current(), again_form(), _own(factor_id)
    if refused := unproven(form, lambda: _removal(found, form)):
        return refused
    service.remove(db(), person.id, factor_id, now=now())
    tries.forgive(db(), person.id)
    commit()
    say("success", t("It is removed."))
    return redirect(url_for("training.account_factors"), 303)


@blueprint.get("/account/second-factor/codes")
@access(SIGNED_IN)
def account_codes() -> Response | str:
    """What recovery codes are for, and how many are left."""
    _own_ground()
    if not factors_of(db(), current().id).any:
        return redirect(url_for("training.account_factors"), 303)
    return _codes_page(again_form())


@blueprint.post("/account/second-factor/codes")
@access(SIGNED_IN)
def account_codes_send() -> Response | str | tuple[str, int]:
    """Ten new codes, on this page and never again; for whoever knows the password, but the first.

    Whoever sits down at somebody's open browser would else take a way in with them.
    """
    _own_ground()
    person, form = current(), again_form()
    had_some = factors_of(db(), person.id).had_codes
    if had_some and (refused := unproven(form, lambda: _codes_page(form))):
        return refused
    codes = service.new_recovery_codes(db(), person.id, now=now())
    if had_some:
        tries.forgive(db(), person.id)
    commit()
    return _codes_page(form, codes)


def _added(person: Person, kind: str) -> Response:
    """Let this sign-in hold, and lead to recovery codes where there are none."""
    service.mark_shown(db(), person.id, identity.token(), kind, now=now())
    codes = factors_of(db(), person.id).codes_left
    commit()
    say("success", t("It is set up. From now on we ask for it when you sign in."))
    page = "account_factors" if codes else "account_codes"
    return redirect(url_for(f"training.{page}", next=request.form.get("next") or None), 303)


def _own_ground() -> None:
    """Raise `NotFound` for somebody who comes in without us: their second step is asked there."""
    if not has_second_step(current()):
        raise NotFound("You do not sign in here with a password, so this is not set up here.")


def _ensure_proven() -> None:
    """Raise `NotAllowed` in a sign-in that has been open for a while.

    Whoever sits down at somebody's open browser would else make a way in of their own.
    """
    if not is_proven():
        raise NotAllowed(
            t("Show once more that it is you: open “Your second step” and type your password.")
        )


def _own(factor_id: int) -> Factor:
    found = factor(db(), current().id, factor_id)
    if found is None:
        raise NotFound("You have no such second step.")
    return found


def _secret_for(person: Person) -> str:
    """The secret that this browser shows for now."""
    whose, secret = session.get(PENDING) or (0, "")
    if whose != person.id:
        secret = new_secret()
        session[PENDING] = [person.id, secret]
    return str(secret)


def _app_form() -> Form:
    class AppForm(Form):  # type: ignore[misc]
        code = StringField(
            t("Code that the app shows"),
            [InputRequired(t("Write the code."))],
            render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 12},
        )

    return AppForm(request.form)


def _passkey_form() -> Form:
    class PasskeyForm(Form):  # type: ignore[misc]
        label = StringField(
            t("A name for it"),
            [InputRequired(t("Give it a name."))],
            description=t("Such as: my phone."),
            render_kw={"autocomplete": "off", "maxlength": 60},
        )

    return PasskeyForm(request.form)


def _page(app_form: Form, passkey_form: Form, again: Form | None = None) -> str:
    person = current()
    factors = factors_of(db(), person.id)
    proven = is_proven()
    again = None if proven else again or again_form()
    secret = "" if factors.app or not proven else _secret_for(person)
    city = state().config.city
    name = person.email or person.number
    return render(
        "second_factor/account.html",
        factors=factors,
        missing=step_of(person) == "set-up",
        app_form=app_form,
        the_passkey=passkey_form,
        again=again,
        errors=bool(
            app_form.code.errors or passkey_form.label.errors or (again and _errors(again))
        ),
        qr=qr_code(app_address(secret, name=name, city=city)) if secret else "",
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        next=request.values.get("next", ""),
    )


def _removal(found: Factor, form: Form) -> str:
    return render("second_factor/remove.html", factor=found, form=form, errors=_errors(form))


def _codes_page(form: Form, codes: Sequence[str] = ()) -> str:
    theirs = factors_of(db(), current().id)
    return render(
        "second_factor/codes.html",
        codes=codes,
        left=theirs.codes_left,
        form=form if theirs.had_codes else Form(),
        errors=_errors(form),
        next=next_page(),
    )


def _errors(form: Form) -> bool:
    return any(each.errors for each in form)
