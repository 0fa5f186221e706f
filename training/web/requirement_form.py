"""The form in which a certificate is asked of people by a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import DateField, Form, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from training.people.models import Department
from training.web.day_field import FORMATS, DayField
from training.web.languages import language, t

EVERYONE, SOME = "everyone", "departments"


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from."""

    certificates: list[tuple[str, str]]
    """Slug and title of those that are published."""
    departments: list[tuple[Department, list[Department]]]
    """Each with its divisions, by name."""

    @property
    def units(self) -> Iterator[Department]:
        """Departments, each followed by its divisions."""
        for top, below in self.departments:
            yield top
            yield from below

    def groups(self, form: Form) -> list[tuple[Any, list[Any]]]:
        """The form's checkboxes: a department's, and those of its divisions."""
        boxes = {each.data: each for each in form.departments}
        return [
            (boxes[top.slug], [boxes[each.slug] for each in below])
            for top, below in self.departments
        ]


def requirement_form(sent: MultiDict[str, str], offer: Offer, today: date) -> Form:
    """The form, in the reader's language, with what was sent."""

    class RequirementForm(Form):  # type: ignore[misc]
        certificate = RadioField(
            t("Which certificate?"),
            [InputRequired(t("Choose a certificate."))],
            choices=[SelectChoice(slug, title) for slug, title in offer.certificates],
            validate_choice=False,
        )
        audience = RadioField(
            t("Who must hold it?"),
            [InputRequired(t("Choose everyone or some departments."))],
            choices=[
                SelectChoice(EVERYONE, t("Everyone who works for the City")),
                SelectChoice(SOME, t("Only the departments ticked below")),
            ],
            validate_choice=False,
        )
        departments = SelectMultipleField(
            t("Departments"),
            choices=[SelectChoice(each.slug, each.name(language())) for each in offer.units],
            validate_choice=False,
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
        )
        due = DayField(
            t("By which day?"),
            [_needed],
            format=FORMATS,
            render_kw={"min": today.isoformat()},
            description=t(
                "The day counts to its end. OEI decides it; there is no day that we suggest."
            ),
        )

        def validate_certificate(self, field: RadioField) -> None:
            if field.data not in dict(offer.certificates):
                raise ValidationError(t("Choose a certificate that is published."))

        def validate_departments(self, field: SelectMultipleField) -> None:
            known = {each.slug for each in offer.units}
            if not known.issuperset(field.data or []):
                raise ValidationError(t("Choose departments from the list."))
            if self.audience.data == SOME and not field.data:
                raise ValidationError(t("Tick at least one department."))
            if self.audience.data == EVERYONE and field.data:
                raise ValidationError(
                    t("Everyone is chosen, and departments are ticked. Take one of them back.")
                )

        def validate_due(self, field: DateField) -> None:
            if field.data < today:
                raise ValidationError(t("Choose today or a later day."))

    return RequirementForm(sent)


def _needed(_form: Form, field: DateField) -> None:
    """A day has to be there; a wrong one has its error already."""
    if field.errors:
        raise StopValidation
    if field.data is None:
        raise StopValidation(t("Choose the day by which they must hold it."))
