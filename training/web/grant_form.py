"""The forms in which a role is given to somebody, or renewed."""

from collections.abc import Sequence
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from training.people.grants.rules import ENDLESS, a_year_after
from training.people.grants.wording import role_means, role_name
from training.people.models import OF_A_DEPARTMENT, ROLES, Department
from training.web.day_field import FORMATS, DayField, needs_a_day
from training.web.languages import language, t, t_of_request


def grant_form(
    sent: MultiDict[str, str] | None, departments: Sequence[Department], today: date
) -> Form:
    """The form for a new grant, in the reader's language, with what was sent."""

    class GrantForm(Form):  # type: ignore[misc]
        role = RadioField(
            t("Which role?"),
            [InputRequired(t("Choose a role."))],
            choices=[SelectChoice(each, _role_line(each)) for each in ROLES],
            validate_choice=False,
        )
        department = SelectField(
            t("Which department?"),
            choices=department_choices(departments, t("None: this role is for the whole City")),
            description=t("Only for a liaison or a deputy. A department brings its divisions."),
            validate_choice=False,
        )
        from_day = DayField(
            t("From"),
            [needs_a_day],
            format=FORMATS,
            default=today,
            render_kw={"min": today.isoformat()},
        )
        to_day = DayField(
            t("To the end of"),
            format=FORMATS,
            default=a_year_after(today),
            render_kw={"min": today.isoformat()},
            description=t(
                "A role ends by itself, after a year unless you choose another day. Only an"
                " administrator's may stay empty."
            ),
        )
        reason = StringField(
            t("Why do they need it?"),
            [InputRequired(t("Say why they need this role.")), Length(max=300)],
            render_kw={"autocomplete": "off", "maxlength": 300},
            description=t("Others read this later. Write about the task, not about the person."),
        )

        def validate_role(self, field: RadioField) -> None:
            if field.data not in ROLES:
                raise ValidationError(t("Choose a role from the list."))

        def validate_department(self, field: SelectField) -> None:
            if field.data and field.data not in {each.slug for each in departments}:
                raise ValidationError(t("Choose departments from the list."))
            if self.role.data in OF_A_DEPARTMENT and not field.data:
                raise ValidationError(t("Choose the department that they look after."))
            if self.role.data in ROLES and self.role.data not in OF_A_DEPARTMENT and field.data:
                raise ValidationError(t("This role is for the whole City: choose no department."))

        def validate_from_day(self, field: DayField) -> None:
            _ensure_not_past(field, today)

        def validate_to_day(self, field: DayField) -> None:
            last: date | None = field.data
            first: date | None = self.from_day.data
            if last is None and not field.errors and self.role.data not in ENDLESS:
                raise ValidationError(t("Choose the last day; a role ends by itself."))
            if last is not None and first is not None and last < first:
                raise ValidationError(t("Choose a day after the first one."))

    return GrantForm(sent)


def renew_form(sent: MultiDict[str, str] | None, last: date | None, today: date) -> Form:
    """The form for a grant's new last day; `last` is the one it has."""

    class RenewForm(Form):  # type: ignore[misc]
        to_day = DayField(
            t("To the end of"),
            [needs_a_day],
            format=FORMATS,
            default=a_year_after(max(last or today, today)),
            render_kw={"min": today.isoformat()},
        )

        def validate_to_day(self, field: DayField) -> None:
            _ensure_not_past(field, today)

    return RenewForm(sent)


def filter_form(asked: dict[str, str], departments: Sequence[Department]) -> Form:
    """The form that narrows the list of grants down."""
    names = t_of_request()

    class FilterForm(Form):  # type: ignore[misc]
        name = StringField(
            t("Name or employee number"), render_kw={"autocomplete": "off", "maxlength": 100}
        )
        role = SelectField(
            t("Role"),
            choices=[SelectChoice("", t("All roles"))]
            + [SelectChoice(each, role_name(each, names)) for each in ROLES],
        )
        department = SelectField(
            t("Department"), choices=department_choices(departments, t("All departments"))
        )
        state = SelectField(
            t("Which"),
            choices=[
                SelectChoice("", t("Now and to come")),
                SelectChoice("ended", t("Ended")),
            ],
        )

    return FilterForm(data=asked)


def department_choices(departments: Sequence[Department], none: str) -> list[SelectChoice]:
    """Departments by name, after the choice of none."""
    by_name = sorted(departments, key=lambda each: each.name(language()))
    return [SelectChoice("", none)] + [
        SelectChoice(each.slug, each.name(language())) for each in by_name
    ]


def _ensure_not_past(field: DayField, today: date) -> None:
    day: date | None = field.data
    if day is not None and day < today:
        raise ValidationError(t("Choose today or a later day."))


def _role_line(role: str) -> str:
    words = t_of_request()
    return f"{role_name(role, words)}: {role_means(role, words)}"
