"""A department's page: who needs a word, who is done, and the same for a spreadsheet."""

from flask import Response, request
from wtforms import Form, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from training.errors import NotAllowed, NotFound
from training.reporting.department import Report, department_report
from training.reporting.export import report_csv
from training.reporting.selection import STATUSES, Selection, narrow
from training.web.access import access, departments_of, departments_seen_by
from training.web.as_of import AsOf, as_of
from training.web.blueprint import address, blueprint
from training.web.helping import NeedsWord, in_departments
from training.web.identity import current, host_signs_in
from training.web.languages import language, t, t_of_request
from training.web.looks import write_down
from training.web.pages import render
from training.web.paging import part
from training.web.staff_tables import in_tables
from training.web.state import state
from training.web.unit import db

Trail = list[tuple[str, str]]


@blueprint.get("/departments/<slug>")
@access("liaison", "hr", "auditor")
def department(slug: str) -> str:
    """The department's people, those who need a word first, as the filters want them."""
    when = as_of()
    report = _report(slug, when)
    selection = Selection.read(request.args)
    found = narrow(report, selection)
    shown = part(found.rows, request.args.get("page", ""))
    return render(
        "staff/department.html",
        report=report,
        found=found,
        shown=shown,
        **in_tables(shown.rows),
        several=len({row.certificate for row in report.rows}) > 1,
        selection=selection,
        statuses=_statuses(report),
        filters=_filters(report, selection),
        trail=_trail(report),
        lets_in=_lets_in(report),
        here_with=lambda **more: _address(slug, selection, when, more),
        csv=address("training.department_csv", slug=slug, **selection.asked, **when.asked),
        when=when,
        today=when.day,
        stuck=_stuck(report, when),
    )


@blueprint.get("/departments/<slug>.csv")
@access("liaison", "hr", "auditor")
def department_csv(slug: str) -> Response:
    """The same people as a file for a spreadsheet; that it was taken is written down first."""
    when = as_of()
    selection = Selection.read(request.args)
    found = narrow(_report(slug, when), selection)
    # The mark at the beginning tells Excel that this is UTF-8.
    body = report_csv(found, t_of_request(), state().config.zone).encode("utf-8-sig")
    _write_down(found, selection, when)
    response = Response(body, mimetype="text/csv")
    name = f"{found.department.slug}-{when.day.isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _report(slug: str, when: AsOf) -> Report:
    within = departments_seen_by(current())
    try:
        return department_report(db(), slug, within=within, at=when.at, today=when.day)
    except NotFound:
        if within is None:
            raise
        raise NotAllowed(t("You do not look after this department.")) from None


def _stuck(report: Report, when: AsOf) -> list[NeedsWord]:
    """Who is stuck now, for those who look after the department; of a past day nobody."""
    ids = [report.department.id, *(each.id for each in report.divisions)]
    return [] if when.past else in_departments(ids)


def _write_down(found: Report, selection: Selection, when: AsOf) -> None:
    write_down(
        "reporting:department:exported",
        department=found.department.id,
        rows=len(found.rows),
        filters=sorted(selection.asked),
        **when.asked,
    )


def _statuses(report: Report) -> list[tuple[str, str, int]]:
    """The statuses one can ask for, in words, with how many people have each."""
    counts = report.counts
    words = {
        "": t("Everybody"),
        "overdue": t("Overdue"),
        "out-of-date": t("Out of date"),
        "expired": t("Expired"),
        "revoked": t("Revoked"),
        "to-do": t("To do"),
        "excused": t("Excused"),
        "pilot": t("Done on pilot text"),
        "update-due": t("Done, update due"),
        "renew-soon": t("Done, renew soon"),
        "done": t("Done"),
    }
    numbers = {name: sum(counts[each] for each in means) for name, means in STATUSES.items()}
    numbers[""] = counts.total()
    return [
        (name, text, numbers[name]) for name, text in words.items() if numbers[name] or not name
    ]


def _filters(report: Report, selection: Selection) -> Form:
    """The form that narrows the list down; it has only what there is to choose from."""

    class FilterForm(Form):  # type: ignore[misc]
        name = StringField(
            t("Name or employee number"), render_kw={"autocomplete": "off", "maxlength": 100}
        )
        if report.sites:
            site = SelectField(
                t("Site"),
                choices=[SelectChoice("", t("All sites"))]
                + [SelectChoice(each, each) for each in report.sites],
            )
        if report.divisions:
            division = SelectField(
                t("Division"),
                choices=[SelectChoice("", t("All divisions"))]
                + [SelectChoice(each.slug, each.name(language())) for each in report.divisions],
            )

    return FilterForm(data=selection.asked)


def _trail(report: Report) -> Trail:
    """The way here: the department above, and all departments, as far as this reader has them."""
    within = departments_seen_by(current())
    own = {report.department.id, *(each.id for each in report.divisions)}
    above = report.parent
    sees_above = above is not None and (within is None or above.id in within)
    trail: Trail = []
    if within is None or (within - own and not sees_above):
        trail.append((t("Departments"), address("training.departments")))
    if above is not None and sees_above:
        trail.append((above.name(language()), address("training.department", slug=above.slug)))
    return trail


def _lets_in(report: Report) -> bool:
    """Whether this reader hands out sign-ins and registers shared tablets here."""
    within = departments_of(current())
    return not host_signs_in() and (within is None or report.department.id in within)


def _address(slug: str, selection: Selection, when: AsOf, more: dict[str, str | int]) -> str:
    """This page with other filters; an empty one is left away, and the list begins anew."""
    wanted = {key: value for key, value in (selection.asked | when.asked | more).items() if value}
    return address("training.department", slug=slug, **wanted)
