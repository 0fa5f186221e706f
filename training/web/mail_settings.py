"""When reminders go out, as OEI sets it; what nobody has set stays to be confirmed."""

from datetime import time

from flask import redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import Form, RadioField, SelectMultipleField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from training.assignments.reminders.calendar import Calendar
from training.assignments.reminders.plan import MOST_WEEKS, Chosen
from training.assignments.reminders.queries import calendar_in_force, chosen_settings
from training.assignments.reminders.service import set_plan
from training.web.access import access
from training.web.blueprint import address, blueprint
from training.web.identity import current
from training.web.languages import t, t_of_request
from training.web.pages import render, say
from training.web.state import now, state, today
from training.web.unit import commit, db

BEFORE = (30, 14, 7, 3, 1)
EVERY = (1, 2, 4)


@blueprint.get("/mail/settings")
@access("administrator")
def mail_settings() -> str:
    """What is set, and the form to set it."""
    return _page(_form(_as_sent(chosen_settings(db()))))


@blueprint.post("/mail/settings")
@access("administrator")
def mail_settings_save() -> Response | tuple[str, int]:
    """Set it; from the next morning on it counts."""
    form = _form(request.form)
    if not form.validate():
        return _page(form), 422
    set_plan(db(), _chosen(form), by=current().id, now=now())
    commit()
    say("success", t("Saved. It counts from the next working day on."))
    return redirect(address("training.mail_settings"), 303)


def _page(form: Form) -> str:
    chosen = chosen_settings(db())
    calendar = calendar_in_force(db(), chosen, state().config.zone)
    ahead = sorted(each for each in calendar.holidays if each >= today())
    return render(
        "staff/mail_settings.html",
        form=form,
        errors=bool(form.errors),
        lines=_lines(chosen),
        holidays=ahead[:12],
    )


def _form(sent: "MultiDict[str, str]") -> Form:
    count = t_of_request().count

    class SettingsForm(Form):  # type: ignore[misc]
        before = SelectMultipleField(
            t("Before the due day"),
            choices=[
                SelectChoice(str(n), count("{n} day before", "{n} days before", n)) for n in BEFORE
            ],
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
            description=t(
                "A proposal to talk about: 14 and 3 days. It does not count until you tick it and"
                " save. With nothing ticked, nobody is reminded before the day itself."
            ),
        )
        every = RadioField(
            t("When it is overdue, again"),
            choices=[
                SelectChoice("", t("Not set: every week")),
                *(SelectChoice(str(n), count("every week", "every {n} weeks", n)) for n in EVERY),
            ],
            default="",
        )
        supervisor = _weeks(t("Tell the supervisor after how many weeks overdue?"))
        liaison = _weeks(t("Tell the liaison after how many weeks overdue?"))
        opens = _hour(t("Not before"), "07:30")
        closes = _hour(t("Not after"), "17:30")

        def validate_liaison(self, field: StringField) -> None:
            weeks, first = _number(field.data), _number(self.supervisor.data)
            if weeks is not None and first is not None and weeks < first:
                raise ValidationError(
                    t("The supervisor is told first. Write as many weeks or more.")
                )

        def validate_closes(self, field: StringField) -> None:
            opens, closes = _time(self.opens.data), _time(field.data)
            if (opens is None) != (closes is None):
                raise ValidationError(t("Write both times, or neither."))
            if opens is not None and closes is not None and opens >= closes:
                raise ValidationError(t("Write a later time than the first."))

    return SettingsForm(sent)


def _weeks(label: str) -> StringField:
    return StringField(
        label,
        [_is_weeks],
        description=t("Empty: not set, and nobody is told."),
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 2},
    )


def _hour(label: str, usual: str) -> StringField:
    return StringField(
        label,
        [_is_hour],
        description=t("Empty: not set, {time}.", time=usual),
        render_kw={"type": "time", "autocomplete": "off"},
    )


def _is_weeks(_form: Form, field: StringField) -> None:
    if (field.data or "").strip() and not 1 <= (_number(field.data) or 0) <= MOST_WEEKS:
        raise ValidationError(t("Write a number of weeks from 1 to {n}.", n=MOST_WEEKS))


def _is_hour(_form: Form, field: StringField) -> None:
    if (field.data or "").strip() and _time(field.data) is None:
        raise ValidationError(t("Write a time such as 07:30."))


def _number(typed: str | None) -> int | None:
    text = (typed or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else None


def _time(typed: str | None) -> time | None:
    try:
        return time.fromisoformat((typed or "").strip()[:5])
    except ValueError:
        return None


def _chosen(form: Form) -> Chosen:
    opens, closes = _time(form.opens.data), _time(form.closes.data)
    return Chosen(
        before=tuple(sorted(map(int, form.before.data), reverse=True)) or None,
        every=_number(form.every.data),
        supervisor=_number(form.supervisor.data),
        liaison=_number(form.liaison.data),
        hours=(opens, closes) if opens and closes else None,
    )


def _as_sent(chosen: Chosen) -> "MultiDict[str, str]":
    """What is set as the form would send it."""
    pairs = [("before", str(each)) for each in chosen.before or ()]
    numbers = {"every": chosen.every, "supervisor": chosen.supervisor, "liaison": chosen.liaison}
    pairs += [(name, str(n)) for name, n in numbers.items() if n is not None]
    for name, hour in zip(("opens", "closes"), chosen.hours or (), strict=False):
        pairs.append((name, f"{hour:%H:%M}"))
    return MultiDict(pairs)


def _lines(chosen: Chosen) -> list[tuple[str, str]]:
    """Each setting and how it stands now, in words."""
    count = t_of_request().count
    open_ = t("not set: to be confirmed by OEI")
    days = [count("{n} day before", "{n} days before", n) for n in chosen.before or ()]
    usual = Calendar(state().config.zone)
    opens, closes = chosen.hours or (usual.opens, usual.closes)
    hours = t("from {opens} to {closes}", opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}")
    every = count("every week", "every {n} weeks", chosen.every or 1)

    def after(weeks: int | None) -> str:
        if weeks is None:
            return open_
        return count("after {n} week overdue", "after {n} weeks overdue", weeks)

    return [
        (t("Before the due day"), t_of_request().several(days) if days else open_),
        (t("When it is overdue, again"), every if chosen.every else f"{every} ({open_})"),
        (t("The supervisor is told"), after(chosen.supervisor)),
        (t("The liaison is told"), after(chosen.liaison)),
        (t("On working days"), hours if chosen.hours else f"{hours} ({open_})"),
    ]
