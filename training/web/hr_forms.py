"""The forms of Human Resources' pages."""

from collections.abc import Sequence
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FileField,
    Form,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from training.assignments.accommodations.kinds import INTERPRETER, PAPER, QUIZ_TIME, VALUES
from training.assignments.extensions.rules import LONGEST_REASON
from training.assignments.paid_time.service import LONGEST as LONGEST_NOTICE
from training.learning.evidence.claims import CLASSROOM, ELSEWHERE, LONGEST, MEGABYTES
from training.web.day_field import FORMATS, DayField, needs_a_day
from training.web.languages import t

Sent = MultiDict[str, str] | None
Choices = Sequence[tuple[str, str]]


def excuse_form(sent: Sent, certificates: Choices, today: date) -> Form:
    """The form that excuses one or several people."""

    class ExcuseForm(Form):  # type: ignore[misc]
        numbers = _numbers()
        certificate = SelectField(
            t("From what?"),
            choices=[
                SelectChoice("", t("All training")),
                *(SelectChoice(slug, title) for slug, title in certificates),
            ],
        )
        from_day = DayField(t("From"), [needs_a_day], format=FORMATS, default=today)
        to_day = DayField(
            t("To the end of"),
            [needs_a_day],
            format=FORMATS,
            render_kw={"min": today.isoformat()},
        )

    return ExcuseForm(sent)


def needs_form(sent: Sent, values: dict[str, str]) -> Form:
    """The form of what is set for somebody, with what is set now."""

    class NeedsForm(Form):  # type: ignore[misc]
        quiz_time = SelectField(
            t("Time for a quiz"),
            choices=[
                SelectChoice("", t("As everybody")),
                *(
                    SelectChoice(each, t("{percent} % of the usual time", percent=each))
                    for each in VALUES[QUIZ_TIME]
                ),
            ],
            default=values.get(QUIZ_TIME, ""),
        )
        interpreter = BooleanField(t("An interpreter"), default=INTERPRETER in values)
        paper = BooleanField(t("Training on paper"), default=PAPER in values)

    return NeedsForm(sent)


def extension_form(sent: Sent, last: date | None) -> Form:
    """The form that gives one person another day; `last` is the one they have."""

    class ExtensionForm(Form):  # type: ignore[misc]
        due = DayField(t("By the end of"), [needs_a_day], format=FORMATS, default=last)
        reason = StringField(
            t("Why?"),
            [InputRequired(t("Say why they need another day.")), Length(max=LONGEST_REASON)],
            render_kw={"autocomplete": "off", "maxlength": LONGEST_REASON},
            description=t(
                "They read it, and so do others later. Write about work, never about anybody’s"
                " health or family."
            ),
        )

    return ExtensionForm(sent)


def evidence_form(sent: Sent, modules: Choices, today: date) -> Form:
    """The form that records training taken elsewhere."""

    class EvidenceForm(Form):  # type: ignore[misc]
        numbers = _numbers()
        module = SelectField(
            t("Which module?"), choices=[SelectChoice(slug, title) for slug, title in modules]
        )
        day = DayField(
            t("When did they take it?"),
            [needs_a_day],
            format=FORMATS,
            render_kw={"max": today.isoformat()},
            description=t("It counts for the text that was in force on that day."),
        )
        kind = RadioField(
            t("Where?"),
            [InputRequired(t("Choose where it was."))],
            choices=[
                SelectChoice(CLASSROOM, t("In a classroom, with somebody who taught it")),
                SelectChoice(ELSEWHERE, t("Elsewhere, such as in another system")),
            ],
        )
        language = RadioField(
            t("In which language?"),
            choices=[SelectChoice("en", "English"), SelectChoice("es", "Español")],
            default="en",
        )
        what = StringField(
            t("What shows it?"),
            [InputRequired(t("Say what shows it, such as a record number.")), Length(max=LONGEST)],
            render_kw={"autocomplete": "off", "maxlength": LONGEST},
            description=t("Such as a record number, or the number of a sign-in sheet."),
        )
        file = FileField(
            t("A file that shows it"),
            render_kw={"accept": ".pdf,.png,.jpg,.jpeg"},
            description=t("A PDF or a picture, {n} MB at most.", n=MEGABYTES),
        )

    return EvidenceForm(sent)


def notice_form(sent: Sent, texts: dict[str, str]) -> Form:
    """The form of the notice in both languages."""

    def field(label: str, text: str) -> TextAreaField:
        return TextAreaField(
            label, default=text, render_kw={"rows": 5, "maxlength": LONGEST_NOTICE}
        )

    class NoticeForm(Form):  # type: ignore[misc]
        en = field(t("In English"), texts["en"])
        es = field(t("In Spanish"), texts["es"])

    return NoticeForm(sent)


def _numbers() -> TextAreaField:
    return TextAreaField(
        t("Whose? Employee numbers"),
        [InputRequired(t("Write at least one employee number."))],
        render_kw={"rows": 3, "autocomplete": "off", "spellcheck": "false"},
        description=t("One or several, as a list has them: a line, a space or a comma between."),
    )
