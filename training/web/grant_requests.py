"""Roles that wait for a second administrator: who asks for whom, and the answer."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.people.acts.queries import waiting
from training.people.grants.rules import last_day
from training.people.grants.service import GRANT, decide_grant
from training.people.models import Act, Employee
from training.web.access import access
from training.web.blueprint import ID, address, blueprint
from training.web.identity import current
from training.web.languages import t
from training.web.pages import say
from training.web.state import now, state
from training.web.unit import commit, db


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request with its people, in plain values."""

    act: Act
    holder: Employee
    asked_by: Employee
    role: str
    last: date | None
    reason: str
    mine: bool
    """Whether the reader asked for it, and can only take it back."""
    for_me: bool
    """Whether the reader would get the role."""


def requests_waiting(session: Session) -> list[Waiting]:
    """What waits for a second administrator, the oldest first."""
    reader = current().id
    found = []
    for act in waiting(session, GRANT):
        params = act.params
        ends = datetime.fromisoformat(params["to"]) if params["to"] else None
        found.append(
            Waiting(
                act=act,
                holder=session.get_one(Employee, params["employee"]),
                asked_by=session.get_one(Employee, act.by),
                role=params["role"],
                last=last_day(ends, state().config.zone) if ends else None,
                reason=params["reason"],
                mine=act.by == reader,
                for_me=params["employee"] == reader,
            )
        )
    return found


@blueprint.post(f"/access/waiting/<{ID}:act_id>")
@access("administrator")
def grant_decide(act_id: int) -> Response:
    """Agree to a role that another administrator asked for, or refuse it."""
    agrees = request.form.get("answer") == "agree"
    decide_grant(db(), act_id, second=current().id, agrees=agrees, now=now())
    commit()
    said = t("Agreed. It counts from their next page on.") if agrees else t("Refused.")
    say("success", said)
    return redirect(address("training.grants"), 303)
