"""Human Resources' own page: who is excused, and the ways to everything else."""

from flask import redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import Form

from training.assignments.excuses.queries import excuses_standing
from training.assignments.excuses.service import end_excuse, set_excuses
from training.errors import InputRefused
from training.learning.evidence.queries import evidence_waiting
from training.people.grants.queries import people_called
from training.people.models import Employee
from training.people.pasted.numbers import read_numbers
from training.people.pasted.queries import people_numbered
from training.web.access import access
from training.web.blueprint import ID, address, blueprint
from training.web.hr_forms import excuse_form
from training.web.hr_words import certificates, said_of
from training.web.identity import current
from training.web.languages import t, t_of_request
from training.web.pages import render, say
from training.web.state import now, today
from training.web.unit import commit, db

DIGITS = 9
NAMED = 5
"""People whom a message names."""


@blueprint.get("/hr")
@access("hr")
def hr() -> str:
    """Who is excused now and soon; whoever is looked for."""
    wanted = request.args.get("q", "").strip()[:100]
    return render(
        "hr/hr.html",
        wanted=wanted,
        found=people_called(db(), wanted, today=today()),
        excused=excuses_standing(db(), today=today()),
        titles=dict(certificates()),
        waiting=len(evidence_waiting(db())),
        today=today(),
    )


@blueprint.get("/hr/excuses/new")
@access("hr")
def hr_excuses_new() -> str:
    """The form; an address may fill it in, as a change of an excuse does."""
    return _page(excuse_form(_prefilled(), certificates(), today()), _instead(request.args))


@blueprint.post("/hr/excuses/new")
@access("hr")
def hr_excuses_save() -> Response | tuple[str, int]:
    """Excuse these people, and end the excuse that this one takes the place of."""
    form, instead = excuse_form(request.form, certificates(), today()), _instead(request.form)
    if not form.validate():
        return _page(form, instead), 422
    try:
        people = people_numbered(db(), read_numbers(form.numbers.data), today=today())
    except InputRefused as refused:
        form.numbers.errors = said_of(refused)
        return _page(form, instead), 422
    try:
        _excuse(people, form, instead)
    except InputRefused as refused:
        form.to_day.errors = [t(refused.said)]
        return _page(form, instead), 422
    commit()
    say("success", _what_happened(people, form))
    return redirect(address("training.hr"), 303)


@blueprint.post(f"/hr/excuses/<{ID}:excuse_id>/end")
@access("hr")
def hr_excuses_end(excuse_id: int) -> Response:
    """End an excuse today."""
    ended = end_excuse(db(), excuse_id, by=current().id, now=now())
    name = db().get_one(Employee, ended.employee_id).name
    commit()
    say("success", t("{name} is not excused by this any more.", name=name))
    return redirect(address("training.hr"), 303)


def _excuse(people: list[Employee], form: Form, instead: int) -> None:
    set_excuses(
        db(),
        [each.id for each in people],
        certificate=form.certificate.data or None,
        from_day=form.from_day.data,
        to_day=form.to_day.data,
        by=current().id,
        now=now(),
        today=today(),
    )
    if instead:
        end_excuse(db(), instead, by=current().id, now=now())


def _what_happened(people: list[Employee], form: Form) -> str:
    day = t_of_request().day(form.to_day.data)
    if len(people) > NAMED:
        n = len(people)
        return t("{n:,} people are excused until the end of {day}.", n=n, day=day)
    names = t_of_request().several([each.name for each in people])
    return t("Excused until the end of {day}: {names}.", day=day, names=names)


def _prefilled() -> MultiDict[str, str] | None:
    return request.args if "numbers" in request.args else None


def _instead(sent: MultiDict[str, str]) -> int:
    typed = sent.get("instead", "")[:DIGITS]
    return int(typed) if typed.isascii() and typed.isdecimal() else 0


def _page(form: Form, instead: int) -> str:
    return render("hr/excuse.html", form=form, errors=bool(form.errors), instead=instead)
