"""The forms around a roster: the file itself, and the word that so many really leave."""

import re
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import FileField, Form, IntegerField, StringField
from wtforms.validators import InputRequired, StopValidation, ValidationError

from training.people.roster.plan import RosterPlan
from training.web.languages import t

_SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def upload_form(
    sent: MultiDict[str, str] | None, files: Mapping[str, Any] | None, *, source: str = "hr"
) -> Form:
    """The form for a file and its source's name, with what was sent."""

    class UploadForm(Form):  # type: ignore[misc]
        source = StringField(
            t("Whose people are in it?"),
            [InputRequired(t("Write a name for the source, such as hr."))],
            filters=[lambda typed: typed.strip().lower() if typed else typed],
            render_kw={"autocomplete": "off", "autocapitalize": "none", "maxlength": 40},
            description=t(
                "A short name, always the same for the same list. Whoever is on this list now and "
                "missing from the file leaves; people of other lists are not touched."
            ),
        )
        file = FileField(
            t("The roster"),
            [_file],
            render_kw={"accept": ".csv,.txt,.tsv,text/csv"},
            description=t(
                "A CSV file as HR exports it. It never holds anybody's immigration status, "
                "nationality or birthplace."
            ),
        )

        def validate_source(self, field: StringField) -> None:
            if not _SOURCE.fullmatch(field.data):
                raise ValidationError(t("Use small letters, digits and hyphens, 40 at most."))

    form = UploadForm(sent, source=source)
    if files is not None:
        form.file.data = files.get("file")
    return form


def leavers_form(sent: MultiDict[str, str], plan: RosterPlan) -> Form:
    """The form in which the number of people who leave is typed, so that nobody does it unseen."""

    class LeaversForm(Form):  # type: ignore[misc]
        leavers = IntegerField(
            t("How many people leave?"),
            [_as_many(plan.leavers)],
            render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 9},
        )

    return LeaversForm(sent)


def _file(_form: Form, field: FileField) -> None:
    if not getattr(field.data, "filename", ""):
        raise StopValidation(t("Choose the file."))


def _as_many(n: int) -> Any:
    def check(_form: Form, field: IntegerField) -> None:
        if field.data != n:
            field.errors = []
            raise StopValidation(t("Type {n}, if that many people really leave.", n=n))

    return check
