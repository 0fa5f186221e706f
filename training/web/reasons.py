"""An auditor says why, once a day, before any record is shown."""

import re

from flask import redirect, request, session
from werkzeug.wrappers import Response
from wtforms import Form, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from training.audit import record
from training.web.access import REASON, ReasonNeeded, access, reason_given
from training.web.blueprint import address, blueprint
from training.web.destinations import is_ours, this_page
from training.web.errors import on_training_error, wants_json
from training.web.identity import current
from training.web.languages import t
from training.web.pages import render
from training.web.state import now, today
from training.web.unit import SAFE, commit, db

CASE = re.compile(r"[A-Za-z]{0,6}[-/ ]?[0-9][0-9./-]{0,23}")
"""A number, a few letters before it: a place for no story and nobody's details."""


def reasons() -> dict[str, str]:
    """The reasons there are, in words."""
    return {
        "review": t("A regular review"),
        "complaint": t("A complaint"),
        "records-request": t("A request for public records"),
        "investigation": t("An investigation"),
        "incident": t("A security incident"),
    }


@blueprint.get("/audit/reason")
@access("auditor", scope="none")
def audit_reason() -> str:
    """The form that asks why."""
    return _page(_form())


@blueprint.post("/audit/reason")
@access("auditor", scope="none")
def audit_reason_send() -> Response | tuple[str, int]:
    """Keep the reason for today and go on to the page that was wanted."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    person, case = current(), (form.case.data or "").strip().upper()
    given = {"reason": form.reason.data, "case": case}
    record(db(), "people:auditor:reason", actor=person.id, now=now(), **given)
    commit()
    session[REASON] = [person.id, today().isoformat(), form.reason.data, case]
    return redirect(_next() or address("training.audit"), 303)


@blueprint.errorhandler(ReasonNeeded)
def ask_for_reason(error: ReasonNeeded) -> Response:
    """The way to the form for somebody who opened a page; a plain refusal for anything else."""
    if request.method not in SAFE or wants_json():
        return on_training_error(error)
    return redirect(address("training.audit_reason", next=this_page()), 303)


def _form() -> Form:
    class ReasonForm(Form):  # type: ignore[misc]
        reason = RadioField(
            t("Why do you look?"),
            [InputRequired(t("Choose why you look."))],
            choices=[SelectChoice(name, words) for name, words in reasons().items()],
        )
        case = StringField(
            t("Case or request number"),
            [_is_a_number],
            description=t("Such as IPRA-2026-114. Only the number: no names, no story."),
            render_kw={"autocomplete": "off", "maxlength": 30},
        )

    return ReasonForm(request.form)


def _is_a_number(_form: Form, field: StringField) -> None:
    if (field.data or "").strip() and not CASE.fullmatch(field.data.strip()):
        raise ValidationError(t("Write a number, at most six letters before it."))


def _page(form: Form) -> str:
    given = reason_given(current())
    return render(
        "audit/reason.html",
        form=form,
        errors=bool(form.errors),
        given=reasons().get(given),
        next=_next(),
    )


def _next() -> str:
    wanted = request.form.get("next") or request.args.get("next") or ""
    return wanted if is_ours(wanted) else ""
