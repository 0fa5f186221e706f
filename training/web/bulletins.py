"""A bulletin as it is shown to whoever must know it, once, before My training."""

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.assignments.owed.queries import owing_of
from training.flows.acknowledge_bulletin import acknowledge_bulletin
from training.people.queries import Person
from training.reporting.bulletins import unread
from training.web.access import SIGNED_IN, access
from training.web.blueprint import ID, address, blueprint
from training.web.destinations import next_page
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.state import now, state, today
from training.web.unit import commit, db

HERE = "/bulletin"


def bulletin_first(session: Session, person: Person, going_to: str) -> str:
    """Where somebody goes: to a bulletin that they have yet to read, then where they wanted to."""
    here = address("training.bulletin")
    if going_to.partition("?")[0] == here:
        return going_to
    if not unread(session, person, now=now(), today=today()):
        return going_to
    return address("training.bulletin", next=going_to)


@blueprint.get(HERE)
@access(SIGNED_IN)
def bulletin() -> Response | str:
    """The oldest bulletin that this person has yet to read; where they wanted to go without one."""
    person = current()
    waiting = unread(db(), person, now=now(), today=today())
    if not waiting:
        return redirect(next_page(), 303)
    shown = waiting[0]
    owes = owing_of(
        db(), person, shown.revision.slug, now=now(), today=today(), zone=state().config.zone
    )
    return render(
        "bulletin.html",
        shown=shown,
        words=shown.texts.get(language(), shown.texts["en"]),
        more=len(waiting) - 1,
        owes=bool(owes.debts) and owes.begun,
        due=owes.due,
        going_to=request.args.get("next", ""),
    )


@blueprint.post(f"{HERE}/<{ID}:bulletin_id>")
@access(SIGNED_IN)
def bulletin_read(bulletin_id: int) -> Response:
    """Write down that this person has read it, and lead on."""
    done = acknowledge_bulletin(db(), current(), bulletin_id, now=now(), today=today())
    commit()
    if done:
        say("success", t("Thank you. It is written down that you have read it."))
    return redirect(address("training.bulletin", next=next_page()), 303)
