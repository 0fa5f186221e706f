"""A single-use code from a slip or a mail becomes a password, and the first sign-in.

Opening the address changes nothing, so that a program that looks at mails spends no code.
"""

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import Form, StringField
from wtforms.validators import InputRequired

from training.errors import NotFound
from training.people.models import LOCAL
from training.people.passwords import hash_password
from training.people.service import set_language
from training.people.sign_in.codes import ACTIVATION
from training.people.sign_in.queries import Code, code_behind
from training.people.sign_in.service import keep_password, spend_code
from training.text import LANGUAGES
from training.web import tries, unit
from training.web.access import PUBLIC, access
from training.web.blueprint import blueprint
from training.web.entering import finish_sign_in
from training.web.identity import host_signs_in
from training.web.languages import language, t
from training.web.new_password import is_strong, new_password_form
from training.web.pages import render
from training.web.state import now, state, today
from training.web.tablet import tablet

CODE = "code"
UNSAID = "en"
"""The language of somebody of whom the roster says none."""
Page = Response | str | tuple[str, int]


def code_form() -> Form:
    """The form for a code typed from a slip."""

    class CodeForm(Form):  # type: ignore[misc]
        code = StringField(
            t("Your code"),
            [InputRequired(t("Write the code from your slip."))],
            description=t("Such as K7QD-3XHW-99AC-TRMV. Capitals and dashes do not matter."),
            render_kw={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "maxlength": 60,
            },
        )

    return CodeForm(request.form)


@blueprint.get("/activate")
@access(PUBLIC)
def activate() -> str:
    """Where one types the code from a slip."""
    _only_here()
    return render("entering/code.html", form=code_form())


@blueprint.get("/activate/<code>")
@access(PUBLIC)
def activate_by_link(code: str) -> str:
    """Where a link leads: a button, and nothing has happened yet."""
    _only_here()
    return render("entering/link.html", code=code)


@blueprint.post("/activate")
@access(PUBLIC)
def activate_send() -> Page:
    """Who the code is for, and the field for a password; or what is wrong with the code."""
    _only_here()
    form = code_form()
    if not form.validate():
        return render("entering/code.html", form=form), 422
    found = _tried(form.code.data)
    if isinstance(found, Response):
        return found
    if found.person is None:
        return _refused(found, form)
    return _page(new_password_form(), found, form.code.data)


@blueprint.post("/activate/password")
@access(PUBLIC)
def activate_password() -> Page:
    """Spend the code on the password chosen, and go in."""
    _only_here()
    code = request.form.get("code", "")
    found = _tried(code)
    if isinstance(found, Response):
        return found
    if found.person is None:
        return _refused(found, code_form())
    form = new_password_form()
    if not is_strong(form, found.person):
        return _page(form, found, code), 422
    secret = hash_password(form.password.data)
    with state().database.writing() as db:
        keep_password(db, spend_code(db, code, now=now()), secret, now=now())
        _keep_language(db, found)
        db.commit()
    return finish_sign_in(found.person.id, issuer=LOCAL)


def _keep_language(db: Session, code: Code) -> None:
    """Whoever chose a first password in Spanish reads on, and gets mails, in Spanish."""
    person = code.person
    if code.kind != ACTIVATION or person is None or tablet():
        return
    if person.language == UNSAID != language() and language() in LANGUAGES:
        set_language(db, person.id, language(), now=now())


def _only_here() -> None:
    if host_signs_in():
        raise NotFound("There is no such page.")


def _tried(code: str) -> Code | Response:
    """What a code is good for. A wrong one counts for whoever sends it; too many have to wait."""
    unit.close()
    with state().database.reading() as db:
        wait = tries.wait(db, CODE)
        found = code_behind(db, code, now=now(), today=today())
    if wait:
        form = code_form()
        form.code.errors = [tries.words_to_wait(wait)]
        return tries.later(render("entering/code.html", form=form), wait)
    if found.standing != "good":
        tries.count(CODE)
    return found


def _refused(found: Code, form: Form) -> tuple[str, int]:
    words = {
        "used": t(
            "This code was used before. If you have chosen a password, sign in with it; if not, ask"
            " your liaison for a new slip."
        ),
        "over": t(
            "The time of this code is over, or a newer one was made. Use the newest one, or ask"
            " your liaison for a new slip."
        ),
        "unknown": t(
            "We do not know this code. Compare it with your slip, letter by letter; if it still"
            " does not work, ask your liaison for a new slip."
        ),
    }
    form.code.errors = [words[found.standing]]
    return render("entering/code.html", form=form), 422


def _page(form: Form, found: Code, code: str) -> str:
    return render(
        "entering/password.html",
        form=form,
        errors=bool(form.password.errors),
        whose=found.person,
        first=found.kind == ACTIVATION,
        code=code,
    )
