"""A requirement over time: its versions, and its end."""

from flask import redirect, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from training.assignments.audience import NOBODY, read_stored
from training.assignments.models import RequirementVersion
from training.assignments.queries import versions_of
from training.assignments.rules import read_rules
from training.assignments.service import lock_assignments, require
from training.errors import Conflict, NotFound
from training.people.models import Employee
from training.reporting.reach import assigned
from training.web.access import access
from training.web.blueprint import address, blueprint
from training.web.identity import current
from training.web.languages import t, t_of_request
from training.web.pages import render, say
from training.web.requirement_offer import Offer, asked
from training.web.requirement_words import more_words
from training.web.state import now, state, today
from training.web.unit import commit, db


@blueprint.get("/requirements/history")
@access("administrator")
def requirement_history() -> str:
    """Every version of a requirement, with who set it when."""
    versions = _versions(request.args.get("requirement", ""))
    offer = Offer()
    return render(
        "staff/requirement_history.html",
        title=offer.title(versions[0].certificate),
        versions=[asked(each, offer, {}) for each in versions],
        names=_names(versions),
        more_words=more_words,
        requirement=versions[0].requirement,
        zone=state().config.zone,
    )


@blueprint.get("/requirements/end")
@access("administrator")
def requirement_end() -> str:
    """What ending it means, before it is done."""
    last = _versions(request.args.get("requirement", ""))[0]
    return render("staff/requirement_end.html", asked=asked(last, Offer(), assigned(db())))


@blueprint.post("/requirements/end")
@access("administrator")
def requirement_end_send() -> Response:
    """Ask nobody any more. Sending it twice ends it once."""
    lock_assignments(db())
    last = _versions(request.form.get("requirement", ""))[0]
    if not read_stored(last.audience).nobody:
        if str(last.n) != request.form.get("seen"):
            raise Conflict(t("Somebody changed this requirement while you looked at it."))
        _end(last)
    return redirect(address("training.requirements"), 303)


def _end(last: RequirementVersion) -> None:
    settled = require(
        db(),
        last.certificate,
        NOBODY,
        rules=read_rules(last.rules),
        requirement=last.requirement,
        by=current().id,
        now=now(),
        today=today(),
        zone=state().config.zone,
    )
    commit()
    count = t_of_request().count
    said = count(
        "{n:,} person is not asked any more.", "{n:,} people are not asked any more.", settled.left
    )
    say("success", f"{t('Ended.')} {said}")


def _versions(requirement: str) -> list[RequirementVersion]:
    """Its versions, the newest first; raises `NotFound`."""
    found = versions_of(db(), requirement)
    if not found:
        raise NotFound(t("There is no such requirement."))
    return found


def _names(versions: list[RequirementVersion]) -> dict[int, str]:
    """The names of those who set them, by employee id."""
    ids = {each.by for each in versions if each.by is not None}
    return {
        each.id: each.name for each in db().scalars(select(Employee).where(Employee.id.in_(ids)))
    }
