"""A person's page for those who look after them, and another due day for one person."""

from datetime import date

from flask import redirect, request
from werkzeug.wrappers import Response
from wtforms import Form

from training.assignments.accommodations.queries import accommodations_of
from training.assignments.excuses.queries import excused_until
from training.assignments.extensions.service import extend
from training.assignments.status import CERTIFIED
from training.errors import InputRefused, NotAllowed, NotFound
from training.people.models import Employee
from training.reporting.person import Asked, PersonRecord, person_record
from training.web.access import access, departments_of, departments_seen_by
from training.web.blueprint import ID, address, blueprint
from training.web.hr_forms import extension_form
from training.web.hr_words import needs_in_words, standing_tags, taken
from training.web.identity import current
from training.web.languages import language, t, t_of_request
from training.web.pages import render, say
from training.web.revocations import MAY_REVOKE
from training.web.state import now, today
from training.web.unit import commit, db

PERSON = "/people/<number>"
SEES_FILES = frozenset({"hr", "administrator", "auditor"})


@blueprint.get(PERSON)
@access("liaison", "hr", "auditor")
def person_page(number: str) -> str:
    """What is asked of somebody, what they have done and what they hold."""
    record = _record(number, departments_seen_by(current()))
    roles = current().roles
    is_hr = "hr" in roles
    who = record.work.employee
    return render(
        "hr/person.html",
        record=record,
        who=who,
        until=excused_until(db(), who.id, today=today()),
        is_hr=is_hr,
        records="administrator" in roles,
        needs=needs_in_words(accommodations_of(db(), who.id)) if is_hr else [],
        may_extend=record.work.active and who.id != current().id and _may_extend(record),
        sees_files=not roles.isdisjoint(SEES_FILES),
        may_revoke=not roles.isdisjoint(MAY_REVOKE) and who.id != current().id,
        name_of=_name,
        taken=taken,
        standing_tags=standing_tags,
        certified=CERTIFIED,
        today=today(),
    )


@blueprint.get(f"{PERSON}/assignments/<{ID}:assignment_id>")
@access("liaison", "hr")
def person_extend(number: str, assignment_id: int) -> str:
    """The form for another due day."""
    record = _record(number, _extends_in())
    asked = _of(record, assignment_id)
    return _page(record, asked, extension_form(None, _wanted() or asked.due))


@blueprint.post(f"{PERSON}/assignments/<{ID}:assignment_id>")
@access("liaison", "hr")
def person_extend_save(number: str, assignment_id: int) -> Response | tuple[str, int]:
    """Give them another due day, or the one of all others again."""
    record = _record(number, _extends_in())
    asked = _of(record, assignment_id)
    form = extension_form(request.form, asked.due)
    if not form.validate():
        return _page(record, asked, form), 422
    try:
        given = extend(
            db(),
            assignment_id,
            form.due.data,
            reason=form.reason.data,
            within=_extends_in(),
            by=current().id,
            now=now(),
            today=today(),
        )
    except InputRefused as refused:
        form.due.errors = [t(refused.said)]
        return _page(record, asked, form), 422
    commit()
    name, day = record.work.employee.name, t_of_request().day(given.due)
    say("success", t("{name} has until the end of {day} now.", name=name, day=day))
    return redirect(address("training.person_page", number=record.work.employee.number), 303)


def _record(number: str, within: frozenset[int] | None) -> PersonRecord:
    try:
        return person_record(db(), number, within=within, now=now(), today=today())
    except NotFound:
        if within is None:
            raise
        raise NotAllowed(t("You do not look after this person.")) from None


def _extends_in() -> frozenset[int] | None:
    """The departments in which the reader gives other days; none for all."""
    return None if "hr" in current().roles else departments_of(current())


def _may_extend(record: PersonRecord) -> bool:
    within, here = _extends_in(), record.work.department
    return within is None or (here is not None and here.id in within)


def _of(record: PersonRecord, assignment_id: int) -> Asked:
    """One of a record's open assignments. Raises `NotFound`."""
    found = [each for each in record.asked if each.assignment.id == assignment_id]
    if not found:
        raise NotFound("Nothing like this is asked of them now.")
    return found[0]


def _wanted() -> date | None:
    """The day that an address fills in."""
    try:
        return date.fromisoformat(request.args.get("due", ""))
    except ValueError:
        return None


def _name(employee_id: int) -> str:
    return db().get_one(Employee, employee_id).name


def _page(record: PersonRecord, asked: Asked, form: Form) -> str:
    return render(
        "hr/extension.html",
        record=record,
        who=record.work.employee,
        asked=asked,
        title=record.title(record.certificates, asked.assignment.certificate, language()),
        form=form,
        errors=bool(form.errors),
    )
