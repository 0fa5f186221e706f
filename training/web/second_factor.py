"""The second step of signing in: a code, or a passkey."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import Form, StringField
from wtforms.validators import InputRequired

from training.errors import InputRefused
from training.people.models import PASSKEY, RECOVERY
from training.people.queries import Person
from training.people.second_factor import passkeys, service
from training.people.second_factor.queries import factors_of, passkey, passkey_ids
from training.web import identity, tries, unit
from training.web.access import SIGNED_IN, access
from training.web.blueprint import address, blueprint
from training.web.challenges import new_challenge, site, spend_challenge, take_challenge
from training.web.destinations import next_page, this_page
from training.web.errors import on_training_error, wants_json
from training.web.identity import current
from training.web.languages import t
from training.web.pages import render, say
from training.web.second_step import FIRST, StepMissing, step_of
from training.web.state import now, state
from training.web.unit import commit, db

TRIED = "second-factor"
PURPOSE = "show"


@blueprint.errorhandler(StepMissing)
def lead_to_step(error: StepMissing) -> Response:
    """The way to the missing step; a plain refusal for a script."""
    if wants_json():
        return on_training_error(error)
    return redirect(address(FIRST[error.step], next=this_page()), 303)


@blueprint.get("/second-factor")
@access(SIGNED_IN)
def second_factor() -> Response | str:
    """The form for a code, and the button for a passkey."""
    if step_of(current()) != "show":
        return redirect(next_page(), 303)
    return _page(_form())


@blueprint.post("/second-factor")
@access(SIGNED_IN)
def second_factor_send() -> Response | tuple[str, int]:
    """Let the sign-in hold after a right code, each of which is used once."""
    person, form = _who_shows(), _form()
    if not form.validate():
        return _page(form), 422
    if late := _counted(person, form):
        return late
    kind = service.use_code(db(), person.id, form.code.data, now=now())
    if not kind:
        form.code.errors = [t("This code did not match, or it was used before. Take the next one.")]
        return _page(form), 422
    return _done(person, kind)


@blueprint.post("/second-factor/passkey/options")
@access(SIGNED_IN)
def second_factor_passkey_options() -> Response:
    """What the browser is asked, as JSON."""
    person = _who_shows()
    known = passkey_ids(db(), person.id)
    return as_json(passkeys.options_to_show(site(), new_challenge(PURPOSE, person.id), known=known))


@blueprint.post("/second-factor/passkey")
@access(SIGNED_IN)
def second_factor_passkey() -> Response | tuple[str, int]:
    """Let the sign-in hold after one of this person's passkeys was shown."""
    person, form = _who_shows(), _form()
    if late := _counted(person, form):
        return late
    try:
        if show_passkey(PURPOSE, person.id, verified=False) != person.id:
            raise InputRefused("This passkey is not one of yours.")
    except InputRefused as error:
        form.code.errors = [t(error.said)]
        return _page(form), 422
    return _done(person, PASSKEY)


def show_passkey(purpose: str, asked: int | None, *, verified: bool) -> int:
    """Whose passkey the form's answer shows; its use is kept. Raises `InputRefused`."""
    challenge, until = take_challenge(purpose, asked)
    answer = request.form.get("credential", "")
    claim = passkeys.claimed(answer)
    found = passkey(db(), claim.id)
    if found is None or claim.employee_id not in (None, found.employee_id):
        raise InputRefused("We do not know this passkey. It may have been removed here.")
    shown = passkeys.shown(
        site(),
        answer,
        challenge,
        key=found.secret,
        counter=found.counter or 0,
        verified=verified,
    )
    spend_challenge(db(), challenge, until)
    if not service.use_passkey(db(), found.id, shown.counter, now=now()):
        raise InputRefused("This was sent before. Please try again.")
    return found.employee_id


def as_json(options: str) -> Response:
    """JSON that is put together already."""
    return Response(options, mimetype="application/json")


def _form() -> Form:
    class CodeForm(Form):  # type: ignore[misc]
        code = StringField(
            t("Code"),
            [InputRequired(t("Write the code."))],
            description=t("Six digits from your authenticator app, or one of your recovery codes."),
            render_kw={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "maxlength": 40,
            },
        )

    return CodeForm(request.form)


def _who_shows() -> Person:
    person = current()
    if step_of(person) != "show":
        raise InputRefused("You have done this step already.")
    return person


def _counted(person: Person, form: Form) -> tuple[str, int] | Response | None:
    """The page that says to wait, or nothing: the try is counted."""
    who = tries.of_employee(person.id, "")
    wait = tries.wait(db(), TRIED, who)
    unit.close()
    wait = wait or tries.count(TRIED, who)
    if wait:
        form.code.errors = [tries.words_to_wait(wait)]
        return tries.later(_page(form), wait)
    return None


def _done(person: Person, kind: str) -> Response:
    service.mark_shown(db(), person.id, identity.token(), kind, now=now())
    tries.forgive(db(), person.id)
    left = factors_of(db(), person.id).codes_left
    commit()
    if kind == RECOVERY:
        words = t("You used a recovery code; {n} left. Phone lost? Remove it here.", n=left)
        say("warning", words)
        return redirect(url_for("training.account_factors"), 303)
    return redirect(next_page(), 303)


def _page(form: Form) -> str:
    theirs = factors_of(db(), current().id)
    return render(
        "second_factor/show.html",
        form=form,
        errors=bool(form.errors or form.code.errors),
        next=next_page(),
        factors=theirs,
        city_name=state().config.city,
    )
