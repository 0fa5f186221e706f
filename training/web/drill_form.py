"""The form of what was seen in a drill: no names, and no room for any."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from training.learning.measuring.models import Exercise
from training.learning.measuring.scripts import DONE, Script
from training.learning.measuring.service import LONGEST_SITE, MOST_PEOPLE
from training.web.answer_form import number
from training.web.day_field import FORMATS, DayField, needs_a_day
from training.web.languages import t


def drill_form(
    sent: MultiDict[str, str] | None,
    departments: Sequence[tuple[str, str]],
    today: date,
    old: Exercise | None = None,
) -> Form:
    """The form; with what an earlier record says, where one is corrected."""

    class DrillForm(Form):  # type: ignore[misc]
        day = DayField(
            t("When was it?"),
            [needs_a_day],
            format=FORMATS,
            default=old.day if old else today,
            render_kw={"max": today.isoformat()},
        )
        department = SelectField(
            t("Which department?"),
            choices=[SelectChoice(value, name) for value, name in departments],
            default=str(old.department_id) if old else None,
        )
        site = StringField(
            t("Where was it?"),
            [InputRequired(t("Say where it was.")), Length(max=LONGEST_SITE)],
            description=t(
                "The site or room, such as “Main Library, front desk”. No names of people."
            ),
            default=old.site if old else "",
            render_kw={"autocomplete": "off", "maxlength": LONGEST_SITE},
        )
        headcount = StringField(
            t("How many people took part?"),
            [_is_headcount],
            default=str(old.headcount) if old else "",
            render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 5},
        )

        def validate_day(self, field: Any) -> None:
            if field.data and field.data > today:
                raise ValidationError(t("A drill is recorded after it was held."))

    return DrillForm(sent)


def headcount_of(form: Form) -> int:
    """The headcount of a form that is in order."""
    return number(form.headcount.data.strip()) or 0


def steps_of(fields: Mapping[str, str], script: Script) -> list[str]:
    """How each step went, as it was sent; those that were not said are left out."""
    sent = (fields.get(f"step-{at}", "") for at in range(len(script.steps)))
    return [each for each in sent if each in DONE]


def _is_headcount(_form: Form, field: StringField) -> None:
    if not 0 < (number((field.data or "").strip()) or 0) <= MOST_PEOPLE:
        raise ValidationError(t("Write a number from 1 to {n}.", n=MOST_PEOPLE))
