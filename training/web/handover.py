"""What is the reader's to confirm, as My training lists it, and the word that it is right."""

from typing import NamedTuple

from flask import redirect
from werkzeug.wrappers import Response

from training.people.grants.rules import last_day
from training.people.grants.service import confirm
from training.people.grants.wording import role_means, role_name
from training.people.handover.queries import HandoverItem, handover_items
from training.web.access import SIGNED_IN, access
from training.web.blueprint import address, blueprint
from training.web.identity import current
from training.web.languages import language, t, t_of_request
from training.web.pages import say
from training.web.state import now, state
from training.web.unit import commit, db


class ToConfirm(NamedTuple):
    """One thing to confirm, in the reader's words, and where the button leads."""

    title: str
    text: str
    action: str


def to_confirm() -> list[ToConfirm]:
    """What the reader has to confirm; empty for nearly everybody."""
    return [_said(each) for each in handover_items(db(), current(), now=now())]


@blueprint.post("/handover/grants/<int:grant_id>")
@access(SIGNED_IN)
def handover_grant(grant_id: int) -> Response:
    """Keep that somebody knows of a role of theirs."""
    confirm(db(), grant_id, current().id, now=now())
    commit()
    say("success", t("Thank you. That is confirmed."))
    return redirect(address("training.home"), 303)


def _said(item: HandoverItem) -> ToConfirm:
    words = t_of_request()
    title = role_name(item.role, words)
    if item.department:
        title = f"{title}, {item.department.name(language())}"
    said = [t("Whoever has this role {does}.", does=role_means(item.role, words))]
    if item.by:
        said.append(t("{name} gave it to you.", name=item.by))
    if item.until:
        day = t_of_request().day(last_day(item.until, state().config.zone))
        said.append(t("It ends on {day}.", day=day))
    return ToConfirm(title, " ".join(said), address("training.handover_grant", grant_id=item.id))
