"""My training: what to do next and by when, what is done, and the certificates."""

from flask import redirect
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.assignments.audience import read_stored
from training.assignments.queries import requirements_in_force
from training.reporting.mine import MyCertificate, MyModule, MyTraining, my_training
from training.web.access import SIGNED_IN, access
from training.web.blueprint import address, blueprint
from training.web.bulletins import bulletin_first
from training.web.handover import to_confirm
from training.web.identity import current
from training.web.languages import t, t_of_request
from training.web.pages import render
from training.web.publishing.tasks import tasks_for
from training.web.state import today
from training.web.unit import db


@blueprint.get("/")
@access(SIGNED_IN)
def home() -> Response | str:
    """What this person has to do, one thing first; then what is done."""
    here = address("training.home")
    if (first_of_all := bulletin_first(db(), current(), here)) != here:
        return redirect(first_of_all, 303)
    mine = my_training(db(), current(), today=today())
    first = next((each for each in mine.to_do if each.next_module), None)
    return render(
        "home.html",
        mine=mine,
        summary=summary(mine),
        first=first,
        module=first.next_module if first else None,
        next_step=next_step,
        due_words=due_words,
        reasons=_reasons(db()) if mine.to_do else {},
        overdue=lambda each: each.due is not None and each.due < today(),
        to_confirm=to_confirm(),
        text_tasks=tasks_for(db(), current()),
    )


def summary(mine: MyTraining) -> str:
    """One sentence as one would say it."""
    if not mine.to_do:
        return (
            t("You have nothing to do. Thank you!") if mine.done else t("You have nothing to do.")
        )
    due = mine.to_do[0].due
    count, day = len(mine.to_do), t_of_request().day(due) if due else ""
    if due and due < today():
        if count == 1:
            return t("You have 1 thing to do. It was due on {day}.", day=day)
        return t("You have {n} things to do. The first was due on {day}.", n=count, day=day)
    if count == 1:
        return t("You have 1 thing to do by {day}.", day=day)
    return t("You have {n} things to do, the first by {day}.", n=count, day=day)


def next_step(module: MyModule) -> str:
    """What the button that leads on with a module says."""
    if module.state is None:
        return t("Start")
    if module.read < module.sections:
        return t("Go on reading")
    return t("Take the quiz")


def due_words(certificate: MyCertificate) -> str:
    """When it is due, counted in days where that is soon."""
    if certificate.due is None:
        return ""
    day = t_of_request().day(certificate.due)
    left = (certificate.due - today()).days
    if left < 0:
        return t("Was due on {day}", day=day)
    if left == 0:
        return t("Due today")
    if left == 1:
        return t("Due tomorrow")
    return t("Due in {n} days: {day}", n=left, day=day) if left <= 14 else t("Due {day}", day=day)


def _reasons(session: Session) -> dict[str, str]:
    """Why something is asked, by requirement."""
    return {
        each.requirement: t("The City asks this of everyone who works here.")
        if read_stored(each.audience).everyone
        else t("The City asks this of your department.")
        for each in requirements_in_force(session)
    }
