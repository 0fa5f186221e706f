"""Certificates that are to count for nothing any more: one person asks, another one agrees."""

from dataclasses import dataclass

from flask import redirect, request
from werkzeug.wrappers import Response
from wtforms import Form, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from training.credentials.facts import CertificateFacts
from training.credentials.models import Credential
from training.credentials.queries import last_revoked
from training.errors import Conflict, NotFound
from training.flows.decide_revocation import decide_revocation
from training.flows.propose_revocation import LONGEST, REVOKE, propose_revocation
from training.people.acts.queries import waiting
from training.people.models import Act, Employee
from training.web.access import access
from training.web.blueprint import ID, address, blueprint
from training.web.identity import current
from training.web.languages import t
from training.web.pages import render, say
from training.web.state import now
from training.web.unit import commit, db

MAY_REVOKE = ("hr", "administrator")
LAST = 20
"""Revoked ones that are shown."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a second person."""

    act: Act
    facts: CertificateFacts
    asked_by: Employee
    mine: bool
    """Whether the reader asked for it, and can only take it back."""
    about_me: bool
    """Whether it is the reader's own certificate."""


@blueprint.get("/revocations")
@access(*MAY_REVOKE)
def revocations() -> str:
    """What waits for a second person, what was revoked last, and a form that asks for one more."""
    return _page(_form(serial=request.args.get("serial", "")))


@blueprint.post("/revocations")
@access(*MAY_REVOKE)
def revocations_send() -> Response | tuple[str, int]:
    """Ask for a certificate to be revoked."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        propose_revocation(db(), form.serial.data, form.reason.data, by=current(), now=now())
    except (NotFound, Conflict) as refused:
        form.serial.errors = [t(refused.said)]
        return _page(form), 422
    commit()
    say("success", t("Asked. It is revoked as soon as a second person agrees."))
    return redirect(address("training.revocations"), 303)


@blueprint.post(f"/revocations/<{ID}:act_id>")
@access(*MAY_REVOKE)
def revocation_decide(act_id: int) -> Response:
    """Agree to what somebody asked for, refuse it or take one's own back."""
    agrees = request.form.get("answer") == "agree"
    done = decide_revocation(db(), act_id, second=current(), agrees=agrees, now=now())
    commit()
    say("success", t("It is revoked.") if done else t("It stays valid."))
    return redirect(address("training.revocations"), 303)


def _page(form: Form) -> str:
    return render(
        "hr/revocations.html",
        form=form,
        waiting=[_waiting(each) for each in waiting(db(), REVOKE)],
        revoked=[
            (CertificateFacts.from_dict(credential.facts), event)
            for credential, event in last_revoked(db(), LAST)
        ],
    )


def _waiting(act: Act) -> Waiting:
    credential = db().get_one(Credential, act.params["credential"])
    return Waiting(
        act=act,
        facts=CertificateFacts.from_dict(credential.facts),
        asked_by=db().get_one(Employee, act.by),
        mine=act.by == current().id,
        about_me=credential.employee_id == current().id,
    )


def _form(serial: str = "") -> Form:
    class RevocationForm(Form):  # type: ignore[misc]
        serial = StringField(
            t("The number on the certificate"),
            [DataRequired(t("Write the number of the certificate.")), Length(max=60)],
            description=t("It stands on the certificate, and on the page of its holder."),
            render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": 60},
        )
        reason = TextAreaField(
            t("Why"),
            [
                DataRequired(t("Say in a sentence or two why it is revoked.")),
                Length(max=LONGEST, message=t("Say it in {n} letters at most.", n=LONGEST)),
            ],
            description=t("For the second person and the record; the public page says only when."),
            render_kw={"rows": 3, "maxlength": LONGEST},
        )

    return RevocationForm(request.form, data={"serial": serial})
