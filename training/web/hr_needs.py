"""What Human Resources sets so that somebody can take their training: theirs and its owner's."""

from flask import redirect, request
from werkzeug.wrappers import Response
from wtforms import Form

from training.assignments.accommodations.kinds import INTERPRETER, PAPER, QUIZ_TIME, YES
from training.assignments.accommodations.queries import accommodations_of
from training.assignments.accommodations.service import set_accommodations
from training.errors import NotFound
from training.people.queries import Person, person_by_login
from training.web.access import access
from training.web.blueprint import address, blueprint
from training.web.hr_forms import needs_form
from training.web.identity import current
from training.web.languages import t
from training.web.pages import render, say
from training.web.state import now, today
from training.web.unit import commit, db


@blueprint.get("/hr/people/<number>/needs")
@access("hr")
def hr_needs(number: str) -> str:
    """What is set for somebody now."""
    who = _whose(number)
    return _page(who, needs_form(None, accommodations_of(db(), who.id)))


@blueprint.post("/hr/people/<number>/needs")
@access("hr")
def hr_needs_save(number: str) -> Response | tuple[str, int]:
    """Set it, or take it back."""
    who = _whose(number)
    form = needs_form(request.form, accommodations_of(db(), who.id))
    if not form.validate():
        return _page(who, form), 422
    wanted = {
        QUIZ_TIME: form.quiz_time.data or None,
        INTERPRETER: YES if form.interpreter.data else None,
        PAPER: YES if form.paper.data else None,
    }
    changed = set_accommodations(db(), who.id, wanted, by=current().id, now=now())
    commit()
    say("success", t("Saved.") if changed else t("Nothing changed."))
    return redirect(address("training.person_page", number=who.number), 303)


def _whose(number: str) -> Person:
    found = person_by_login(db(), number, now=now(), today=today())
    if found is None or not found.active:
        raise NotFound("Nobody with this number works here.")
    return found


def _page(who: Person, form: Form) -> str:
    return render("hr/needs.html", who=who, form=form, errors=bool(form.errors))
