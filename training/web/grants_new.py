"""Giving somebody a role: first whom, then which and why."""

from flask import redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import Form

from training.errors import NotFound
from training.people.departments.queries import departments
from training.people.grants.queries import people_called
from training.people.grants.rules import beginning_of, end_of
from training.people.grants.service import grant_or_ask
from training.people.queries import Person, person_by_login
from training.web.access import access
from training.web.blueprint import address, blueprint
from training.web.grant_form import grant_form
from training.web.grants import what_happened
from training.web.identity import current
from training.web.languages import t
from training.web.pages import render, say
from training.web.state import now, state, today
from training.web.unit import commit, db


@blueprint.get("/access/new")
@access("administrator")
def grants_new() -> str:
    """Whom to give a role; once somebody is chosen, which role."""
    if request.args.get("person"):
        return _form_page(_holder(request.args["person"]), _form(None))
    wanted = request.args.get("q", "").strip()[:100]
    found = people_called(db(), wanted, today=today())
    return render("access/whom.html", wanted=wanted, found=found)


@blueprint.post("/access/new")
@access("administrator")
def grants_save() -> Response | tuple[str, int]:
    """Give the role, or ask another administrator for it."""
    holder = _holder(request.form.get("person", ""))
    form = _form(request.form)
    if not form.validate():
        return _form_page(holder, form), 422
    zone = state().config.zone
    begins, ends = form.from_day.data, form.to_day.data
    ids = {each.slug: each.id for each in departments(db())}
    done = grant_or_ask(
        db(),
        holder.id,
        form.role.data,
        ids.get(form.department.data),
        from_at=max(now(), beginning_of(begins, zone)),
        to_at=end_of(ends, zone) if ends else None,
        reason=form.reason.data,
        by=current().id,
        now=now(),
    )
    commit()
    say("success", what_happened(done))
    return redirect(address("training.grants"), 303)


def _holder(number: str) -> Person:
    found = person_by_login(db(), number, now=now(), today=today())
    if found is None or not found.active:
        raise NotFound(t("Nobody with this number works here."))
    return found


def _form(sent: MultiDict[str, str] | None) -> Form:
    return grant_form(sent, departments(db()), today())


def _form_page(holder: Person, form: Form) -> str:
    return render("access/form.html", holder=holder, form=form, errors=bool(form.errors))
