"""Reminders on paper, in both languages, for those whom no mail reaches."""

from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.assignments.reminders.service import print_slips
from training.assignments.reminders.timetable import Debt
from training.content.queries import all_in_force, certificate_edition
from training.errors import InputRefused
from training.people.departments.queries import department as department_by_slug
from training.people.departments.queries import departments
from training.people.models import Department
from training.reporting.reminders.slips import ToPrint, people_to_remind
from training.reporting.reminders.wording import said_of_debt
from training.text import LANGUAGES, Translator, translator
from training.web.access import access, departments_of, require_department
from training.web.blueprint import blueprint
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.paging import part
from training.web.state import now, state, today
from training.web.unit import commit, db

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Titles:
    """What certificates are called, by language and slug."""

    known: dict[str, dict[str, str]]

    def said(self, debt: Debt, t: Translator) -> str:
        """What somebody has to do, in one line."""
        title = self.known.get(t.language, {}).get(debt.certificate, debt.certificate)
        return said_of_debt(debt, title, t)


@blueprint.get("/departments/<slug>/reminders")
@access("liaison")
def reminder_slips(slug: str) -> str:
    """Who owes something: those without an e-mail address, or everybody."""
    place, people = _people(slug)
    without = [each for each in people if not each.who.email]
    everybody = request.args.get("show") == "all"
    return render(
        "staff/reminders.html",
        place_name=place.name(language()),
        slug=slug,
        shown=part(people if everybody else without, request.args.get("page", "")),
        everybody=len(people),
        without=len(without),
        show_all=everybody,
        said=_titles().said,
    )


@blueprint.post("/departments/<slug>/reminders")
@access("liaison")
def reminder_slips_send(slug: str) -> Response | str:
    """The slips of those who were ticked; that they were printed is written down."""
    ticked = {int(each) for each in request.form.getlist("who") if each.isdecimal()}
    _, people = _people(slug)
    chosen = [each for each in people if each.who.id in ticked]
    if not chosen:
        say("warning", t("Tick whom you want to remind, then press the button again."))
        return redirect(url_for("training.reminder_slips", slug=slug), 303)
    if len(chosen) > MOST_AT_ONCE:
        raise InputRefused("That is more than 200 people at once; do it in parts.")
    ids = [each.who.id for each in chosen]
    print_slips(db(), ids, by=current().id, now=now(), today=today())
    commit()
    return render(
        "staff/reminder_slips.html",
        slips=chosen,
        slug=slug,
        languages=[translator(each) for each in LANGUAGES],
        said=_titles().said,
        address=(state().config.public_url or request.url_root).rstrip("/"),
    )


def _people(slug: str) -> tuple[Department, list[ToPrint]]:
    """The department, and who of it and its divisions owes something; for who looks after it."""
    place = department_by_slug(db(), slug)
    require_department(current(), place.id)
    below = {each.id for each in departments(db()) if each.parent_id == place.id}
    within = departments_of(current())
    scope = {place.id, *below} if within is None else {place.id, *below} & within
    return place, people_to_remind(db(), scope, now=now(), today=today(), zone=state().config.zone)


def _titles() -> Titles:
    designs = [certificate_edition(db(), each) for each in all_in_force(db(), "certificate")]
    return Titles({lang: {each.slug: each.title(lang) for each in designs} for lang in LANGUAGES})
