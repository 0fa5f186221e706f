"""What is the reader's to confirm, as My training lists it, and the word that it is right."""

from typing import NamedTuple

from flask import redirect
from werkzeug.wrappers import Response

from training.people.grants.rules import last_day
from training.people.grants.service import confirm
from training.people.grants.wording import role_means, role_name
from training.people.handover.queries import HandoverItem, handover_items
from training.web.access import SIGNED_IN, access
from training.web.blueprint import ID, address, blueprint
from training.web.contacts import CITY_WIDE
from training.web.identity import current
from training.web.languages import language, t, t_of_request
from training.web.pages import say
from training.web.state import now, state
from training.web.unit import commit, db


class ToConfirm(NamedTuple):
    """One thing to confirm, in the reader's words, and where its button or its link leads."""

    title: str
    text: str
    action: str = ""
    page: str = ""


def to_confirm() -> list[ToConfirm]:
    """What the reader has to confirm; empty for nearly everybody."""
    items = handover_items(db(), current(), now=now())
    return [_contacts(each) if each.kind == "contacts" else _grant(each) for each in items]


@blueprint.post(f"/handover/grants/<{ID}:grant_id>")
@access(SIGNED_IN)
def handover_grant(grant_id: int) -> Response:
    """Keep that somebody knows of a role of theirs."""
    confirm(db(), grant_id, current().id, now=now())
    commit()
    say("success", t("Thank you. That is confirmed."))
    return redirect(address("training.home"), 303)


def _grant(item: HandoverItem) -> ToConfirm:
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


def _contacts(item: HandoverItem) -> ToConfirm:
    place = item.department.name(language()) if item.department else t("The whole City")
    count = t_of_request().count
    text = count(
        "Look whether {n} number that people call is right, and say so once a quarter.",
        "Look whether {n} numbers that people call are right, and say so once a quarter.",
        item.count,
    )
    slug = item.department.slug if item.department else CITY_WIDE
    page = address("training.contacts_kept", place=slug)
    return ToConfirm(t("Numbers: {place}", place=place), text, page=page)
