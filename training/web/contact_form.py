"""The form in which a department's contact is written."""

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from training.people.contacts.kinds import kinds_of
from training.people.contacts.numbers import is_number
from training.people.contacts.service import Entry
from training.people.models import Contact
from training.web.languages import t


def kind_words() -> dict[str, str]:
    """What each kind of contact is called."""
    return {
        "liaison": t("Your liaison"),
        "deputy": t("The deputy liaison"),
        "legal": t("City Legal"),
        "mayor-report": t("To report to the Mayor's Office"),
        "oei": t("Office of Equity and Inclusion"),
    }


def contact_form(
    sent: MultiDict[str, str] | None, department_id: int | None, contact: Contact | None = None
) -> Form:
    """The form with what was sent, or with a contact that is to be changed."""
    words = kind_words()

    class ContactForm(Form):  # type: ignore[misc]
        kind = SelectField(
            t("What it is for"),
            choices=[SelectChoice(each, words[each]) for each in kinds_of(department_id)],
            validate_choice=False,
        )
        name = StringField(
            t("Who answers"),
            [DataRequired(t("Write who answers: a person or an office.")), _at_most(120)],
            filters=[_tidy],
            render_kw={"autocomplete": "off", "maxlength": 120},
            description=t("A person who works for the City, or an office."),
        )
        number = StringField(
            t("Telephone number"),
            [DataRequired(t("Write the number.")), _at_most(60)],
            filters=[_tidy],
            render_kw={"type": "tel", "autocomplete": "off", "maxlength": 60},
            description=t("Such as 505-555-0100 or 505-555-0100 ext. 12"),
        )
        shift = StringField(
            t("When, if not always"),
            [_at_most(80)],
            filters=[_tidy],
            render_kw={"autocomplete": "off", "maxlength": 80},
            description=t("A shift, such as “Nights” or “Saturday and Sunday”."),
        )
        public = BooleanField(t("Staff may give this number to anybody"))

        def validate_kind(self, field: SelectField) -> None:
            if field.data not in kinds_of(department_id):
                raise ValidationError(t("Choose what it is for."))

        def validate_number(self, field: StringField) -> None:
            if not is_number(field.data):
                raise ValidationError(
                    t("Write it with digits, such as 505-555-0100 or 505-555-0100 ext. 12.")
                )

    return ContactForm(sent, data=_data(contact))


def entry_of(form: Form) -> Entry:
    """What a form that was checked says."""
    return Entry(
        form.kind.data,
        form.name.data,
        form.number.data,
        form.shift.data or "",
        public=form.public.data,
    )


def _data(contact: Contact | None) -> dict[str, object]:
    if contact is None:
        return {}
    return {
        "kind": contact.role,
        "name": contact.name,
        "number": contact.number,
        "shift": contact.shift or "",
        "public": contact.public,
    }


def _at_most(n: int) -> Length:
    return Length(max=n, message=t("Write at most {n} characters.", n=n))


def _tidy(typed: str | None) -> str | None:
    return " ".join(typed.split()) if typed else typed
