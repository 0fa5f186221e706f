"""The form in which a certificate is asked of people: which one, and by when."""

from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, StopValidation, ValidationError
from wtforms.widgets import TextInput

from training.assignments.rules import MOST_DAYS, Rules
from training.web.day_field import FORMATS, DayField
from training.web.languages import t

CONFIRM, ON_A_DAY, AFTER_HIRE, AFTER_JOINING = "confirm", "day", "hire", "joining"
COUNTED = (AFTER_HIRE, AFTER_JOINING)
FIELDS = ("certificate", "due_how", "due", "days", "start", "grace", "window", "after_move")
"""What the form sends of the rules, audience apart."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What is fixed when the form is checked."""

    certificates: list[tuple[str, str]]
    """Slug and title of those that are published."""
    today: date
    last: Rules | None
    """Of the requirement that is changed: its days may stay, although they have passed."""


class DaysField(IntegerField):  # type: ignore[misc]
    """A number of days; empty is none."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        text = (valuelist[0] if valuelist else "").strip()
        self.data = None
        if text:
            if not (text.isascii() and text.isdecimal() and int(text[:6]) <= MOST_DAYS):
                raise ValueError(t("Write a number of days from 0 to {n}.", n=MOST_DAYS))
            self.data = int(text)


def requirement_form(sent: MultiDict[str, str], fixed: Fixed) -> Form:
    """The form, in the reader's language, with what was sent."""

    class RequirementForm(Form):  # type: ignore[misc]
        certificate = RadioField(
            t("Which certificate?"),
            [InputRequired(t("Choose a certificate."))],
            choices=[SelectChoice(slug, title) for slug, title in fixed.certificates],
            validate_choice=False,
        )
        due_how = RadioField(
            t("By when?"),
            choices=[
                SelectChoice(CONFIRM, t("To be confirmed by OEI: nobody is overdue until then")),
                SelectChoice(ON_A_DAY, t("On one day, the same for everybody")),
                SelectChoice(AFTER_HIRE, t("Some days after each person was hired")),
                SelectChoice(AFTER_JOINING, t("Some days after each person is first asked")),
            ],
            default=CONFIRM,
            validate_choice=False,
        )
        due = DayField(
            t("Which day?"),
            format=FORMATS,
            render_kw={"min": fixed.today.isoformat()},
            description=t(
                "The day counts to its end. OEI decides it; there is no day that we suggest."
            ),
        )
        days = _days(t("After how many days?"), t("OEI decides it; there is no number we suggest."))
        start = DayField(
            t("Not asked before"),
            format=FORMATS,
            description=t("Empty: people are asked at once."),
        )
        grace = _days(
            t("Days of grace"),
            t("So many days after the due day before somebody counts as overdue. Empty: none."),
        )
        window = _days(
            t("Renewal window"),
            t("So many days before a certificate expires in which it may be renewed."),
        )
        after_move = _days(
            t("Days after a move"),
            t("For what another department reads otherwise, after somebody moves there."),
        )

        def validate_certificate(self, field: Field) -> None:
            if field.data not in dict(fixed.certificates):
                raise ValidationError(t("Choose a certificate that is published."))

        def validate_due_how(self, field: Field) -> None:
            if field.data not in (CONFIRM, ON_A_DAY, *COUNTED):
                raise ValidationError(t("Choose one of these."))

        def validate_due(self, field: Field) -> None:
            if self.due_how.data == ON_A_DAY and not field.errors:
                _ensure_meant(field, fixed)

        def validate_days(self, field: Field) -> None:
            if self.due_how.data in COUNTED and not field.errors and field.data is None:
                raise ValidationError(t("Write after how many days."))

        def validate_start(self, field: Field) -> None:
            due: date | None = self["due"].data if self.due_how.data == ON_A_DAY else None
            if field.data and due and due < field.data:
                raise ValidationError(t("The due day comes before this one."))

    return RequirementForm(sent)


def rules_of(form: Form) -> Rules:
    """The rules that a valid form means; a field that does not belong to its choice is none."""
    how = form.due_how.data
    return Rules(
        due=form.due.data if how == ON_A_DAY else None,
        after_hire=form.days.data if how == AFTER_HIRE else None,
        after_joining=form.days.data if how == AFTER_JOINING else None,
        after_move=form.after_move.data,
        window=form.window.data,
        grace=form.grace.data or 0,
        start=form.start.data,
    )


def shown_rules(rules: Rules) -> dict[str, str]:
    """Rules as the form would send them."""
    how = {AFTER_HIRE: rules.after_hire, AFTER_JOINING: rules.after_joining, ON_A_DAY: rules.due}
    chosen = next((name for name, value in how.items() if value is not None), CONFIRM)
    days = how[chosen] if chosen in COUNTED else None
    fields = {
        "due": rules.due,
        "days": days,
        "start": rules.start,
        "grace": rules.grace or None,
        "window": rules.window,
        "after_move": rules.after_move,
    }
    return {"due_how": chosen} | {k: str(v) for k, v in fields.items() if v is not None}


def _days(label: str, description: str) -> DaysField:
    return DaysField(
        label,
        description=description,
        render_kw={"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"},
    )


def _ensure_meant(field: Field, fixed: Fixed) -> None:
    if field.data is None:
        raise StopValidation(t("Choose the day by which they must hold it."))
    kept = fixed.last is not None and fixed.last.due == field.data
    if field.data < fixed.today and not kept:
        raise ValidationError(t("Choose today or a later day."))
