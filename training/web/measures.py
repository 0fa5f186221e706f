"""What training brought, each figure by what it is, and how many people are asked in a month."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from flask import redirect, request
from werkzeug.wrappers import Response
from wtforms import Form, StringField

from training.errors import InputRefused
from training.learning.measuring.held_out import LARGEST
from training.learning.measuring.queries import sample_size
from training.learning.measuring.service import check_sample_size, set_sample_size
from training.reporting.measures.figures import day_of
from training.reporting.measures.measures import LEAST, LEAST_ATTEMPTS, Line, measures
from training.web.access import access, departments_of
from training.web.answer_form import number
from training.web.blueprint import address, blueprint
from training.web.identity import current
from training.web.languages import language, t, t_of_request
from training.web.pages import render, say
from training.web.state import now, state, today
from training.web.unit import commit, db


@blueprint.get("/measures")
@access("liaison")
def measures_page() -> str:
    """The figures of the last twelve months: all of them for OEI, a liaison's own departments."""
    within = departments_of(current())
    found = measures(db(), within=within, today=today(), zone=state().config.zone)
    return render(
        "measures/measures.html",
        found=replace(found, departments=tuple(sorted(found.departments, key=_name))),
        size=sample_size(db()),
        least=LEAST,
        least_attempts=LEAST_ATTEMPTS,
        month=_month,
    )


@blueprint.get("/measures/sample")
@access("administrator")
def measures_sample() -> str:
    """How many people are asked in a month, and the form to set it."""
    size = sample_size(db())
    return _page(_form({"size": "" if size is None else str(size)}))


@blueprint.post("/measures/sample")
@access("administrator")
def measures_sample_save() -> Response | str | tuple[str, int]:
    """Show what a number would mean; once that is confirmed, set it."""
    form = _form(request.form)
    typed = form.size.data.strip()
    size = number(typed)
    if typed and size is None:
        return _refused(form, t("Write a number, or nothing."))
    try:
        check_sample_size(size)
    except InputRefused as refused:
        return _refused(form, t(refused.said))
    if request.form.get("do") != "save":
        return _page(form, wanted=size, confirm=True)
    set_sample_size(db(), size, by=current().id, now=now())
    commit()
    say("success", t("Saved. It counts from the next sample on."))
    return redirect(address("training.measures_sample"), 303)


def _refused(form: Form, why: str) -> tuple[str, int]:
    form.size.errors = [why]
    return _page(form), 422


def _page(form: Form, *, wanted: int | None = None, confirm: bool = False) -> str:
    return render(
        "measures/sample.html",
        form=form,
        now_set=sample_size(db()),
        wanted=wanted,
        confirm=confirm,
    )


def _form(sent: Mapping[str, str]) -> Form:
    class SampleForm(Form):  # type: ignore[misc]
        size = StringField(
            t("How many people are asked in a month?"),
            description=t("From 1 to {n:,}. Empty: nobody.", n=LARGEST),
            render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 5},
        )

    return SampleForm(data={"size": sent.get("size", "")})


def _name(line: Line) -> str:
    return line.department.name(language()) if line.department else ""


def _month(month: str | date) -> str:
    """A month in words, of its first day or as it is kept."""
    day = month if isinstance(month, date) else day_of(month)
    return t_of_request().month(day)
