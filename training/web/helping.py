"""People who are stuck in a module: seen by those who look after them, helped by a person."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import redirect, request
from werkzeug.wrappers import Response
from wtforms import Form, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from training.content.queries import module_edition
from training.errors import NotAllowed
from training.learning.helping.queries import Stuck, stuck
from training.learning.helping.service import record_help
from training.people.queries import person
from training.web.access import SUPERVISOR, access, departments_of
from training.web.blueprint import ID, address, blueprint
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.state import now, today
from training.web.unit import commit, db


@dataclass(frozen=True, slots=True)
class NeedsWord:
    """Somebody who is stuck, in words: no scores, and not how often."""

    name: str
    module: str
    page: str


@blueprint.get(f"/help/<{ID}:enrolment_id>")
@access("liaison", SUPERVISOR)
def help_new(enrolment_id: int) -> str:
    """The form in which it is written down that a person has helped."""
    return _page(_theirs(enrolment_id), _form())


@blueprint.post(f"/help/<{ID}:enrolment_id>")
@access("liaison", SUPERVISOR)
def help_send(enrolment_id: int) -> Response | tuple[str, int]:
    """Write it down; whoever was helped tries again when they like."""
    found = _theirs(enrolment_id)
    form = _form()
    if not form.validate():
        return _page(found, form), 422
    record_help(
        db(),
        found.employee.id,
        enrolment_id,
        how=form.how.data,
        by=current().id,
        now=now(),
        today=today(),
    )
    commit()
    say("success", t("Written down. {name} can try again at any time.", name=found.employee.name))
    return redirect(_back(found), 303)


def in_departments(departments: Collection[int]) -> list[NeedsWord]:
    """Who is stuck in some departments, as far as the reader looks after them."""
    own = departments_of(current())
    inside = set(departments) if own is None else own.intersection(departments)
    return _words(stuck(db(), today=today(), departments=inside)) if inside else []


def in_team() -> list[NeedsWord]:
    """Who is stuck among those whose supervisor the reader is."""
    return _words(stuck(db(), today=today(), supervisor=current().id))


def _words(found: list[Stuck]) -> list[NeedsWord]:
    return [
        NeedsWord(
            each.employee.name,
            _title(each),
            address("training.help_new", enrolment_id=each.enrolment.id),
        )
        for each in found
        if each.employee.id != current().id
    ]


def _theirs(enrolment_id: int) -> Stuck:
    """Somebody who is stuck and whom the reader looks after. Raises `NotAllowed`."""
    me, own = current(), departments_of(current())
    found = [
        *stuck(db(), today=today(), departments=own, enrolment_id=enrolment_id),
        *stuck(db(), today=today(), supervisor=me.id, enrolment_id=enrolment_id),
    ]
    for each in found:
        if each.employee.id != me.id:
            return each
    raise NotAllowed(t("You do not look after this person, or they need no help any more."))


def _form() -> Form:
    class HelpForm(Form):  # type: ignore[misc]
        how = RadioField(
            t("How did you go through it together?"),
            [InputRequired(t("Choose how."))],
            choices=[
                SelectChoice("aloud", t("Read aloud and talked about")),
                SelectChoice("paper", t("On paper")),
                SelectChoice("interpreter", t("With an interpreter")),
                SelectChoice("other", t("In another way")),
            ],
        )

    return HelpForm(request.form if request.method == "POST" else None)


def _page(found: Stuck, form: Form) -> str:
    return render(
        "helping/form.html",
        form=form,
        name=found.employee.name,
        module=_title(found),
        enrolment_id=found.enrolment.id,
        back=_back(found),
    )


def _title(found: Stuck) -> str:
    return module_edition(db(), found.revision).title(language())


def _back(found: Stuck) -> str:
    """The page of theirs that the reader has: their department, else the reader's team."""
    who, own = person(db(), found.employee.id, now=now(), today=today()), departments_of(current())
    if who and who.department and (own is None or who.department_id in own):
        return address("training.department", slug=who.department)
    return address("training.team")
