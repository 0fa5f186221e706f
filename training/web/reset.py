"""A forgotten password: a link by mail, and the same answer whoever asks for whomever."""

from datetime import datetime

from flask import request
from werkzeug.wrappers import Response
from wtforms import Form, StringField
from wtforms.validators import InputRequired

from training.errors import NotFound
from training.outbox import Message, enqueue
from training.people.queries import person_by_login
from training.people.sign_in.codes import RESET
from training.people.throttle.delays import window_of
from training.web import tries, unit
from training.web.access import PUBLIC, access
from training.web.blueprint import blueprint
from training.web.identity import host_signs_in
from training.web.languages import t
from training.web.pages import render
from training.web.state import now, state, today
from training.web.tablet import tablet

MAIL = "mail"


def reset_form() -> Form:
    """Whose password it is."""

    class ResetForm(Form):  # type: ignore[misc]
        login = StringField(
            t("Employee number or e-mail"),
            [InputRequired(t("Write your employee number or your e-mail address."))],
            render_kw={
                "autocomplete": "username" if tablet() is None else "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "maxlength": 254,
            },
        )

    return ResetForm(request.form)


@blueprint.get("/reset")
@access(PUBLIC)
def reset() -> str:
    """Where one asks for a new password."""
    if host_signs_in():
        raise NotFound("There is no such page.")
    return render("entering/reset.html", form=reset_form(), sent=False)


@blueprint.post("/reset")
@access(PUBLIC)
def reset_send() -> Response | str | tuple[str, int]:
    """Queue the mail, if there is somebody to get it; nobody learns whether there is."""
    if host_signs_in():
        raise NotFound("There is no such page.")
    form = reset_form()
    if not form.validate():
        return render("entering/reset.html", form=form, sent=False), 422
    login = form.login.data.strip()
    unit.close()
    with state().database.reading() as db:
        whose = person_by_login(db, login, now=now(), today=today())
        account = tries.of_employee(whose.id if whose else None, login)
        wait = tries.wait(db, MAIL, account)
    wait = wait or tries.count(MAIL, account)
    if wait:
        form.login.errors = [tries.words_to_wait(wait)]
        return tries.later(render("entering/reset.html", form=form, sent=False), wait)
    _queue(whose.id if whose else None, account, now())
    return render("entering/reset.html", form=form, sent=True)


def _queue(employee_id: int | None, account: str, instant: datetime) -> None:
    """For nobody too, so that it takes as long; the mail is then not sent."""
    key = f"{tries.anonymous(RESET, MAIL, account)}:{window_of(instant):%Y%m%dT%H%M%S}"
    with state().database.writing() as db:
        enqueue(db, [Message(key, RESET, instant, {"employee": employee_id})])
        db.commit()
