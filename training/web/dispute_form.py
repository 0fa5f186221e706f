"""The forms in which a result is disputed, and a dispute answered or passed on."""

from collections.abc import Iterable, Mapping

from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from training.learning.disputes.models import KEY_WRONG, OTHER, STANDS
from training.learning.disputes.service import LONGEST
from training.people.models import Employee
from training.web.languages import t

WHOLE = ""
"""The whole result, where a question could be chosen."""
Sent = MultiDict[str, str] | None


def outcome_words() -> dict[str, str]:
    """What comes of a dispute, as one says it to whoever disputed."""
    return {
        STANDS: t("The result stands."),
        KEY_WRONG: t("You are right: the key of this question is wrong."),
        OTHER: t("Something else."),
    }


def dispute_form(sent: Sent, questions: Iterable[tuple[str, str]], item: str) -> Form:
    """The form of a learner; `questions` are ids and words, `item` the one that is chosen first."""
    about = {WHOLE: t("The whole result"), **dict(questions)}
    chosen = item if item in about else WHOLE

    class DisputeForm(Form):  # type: ignore[misc]
        item = SelectField(t("What is it about?"), choices=_choices(about), default=chosen)
        text = words_field(t("What is wrong, in your own words?"))

    return DisputeForm(sent)


def answer_form(sent: Sent) -> Form:
    """The form of whoever answers."""

    class AnswerForm(Form):  # type: ignore[misc]
        outcome = RadioField(
            t("What came of it?"),
            [InputRequired(t("Choose what came of it."))],
            choices=_choices(
                {
                    STANDS: t("The result stands"),
                    KEY_WRONG: t("The key is wrong"),
                    OTHER: t("Something else, as your answer says"),
                }
            ),
        )
        text = words_field(t("Your answer"))

    return AnswerForm(sent)


def pass_on_form(sent: Sent, people: Iterable[Employee]) -> Form:
    """The form in which another person is chosen to answer."""

    class PassOnForm(Form):  # type: ignore[misc]
        to = SelectField(
            t("Who answers instead"),
            choices=_choices({str(each.id): each.name for each in people}),
        )

    return PassOnForm(sent)


def _choices(words: Mapping[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in words.items()]


def words_field(label: str) -> TextAreaField:
    """A field for words of one's own, with what does not belong there said under it."""
    return TextAreaField(
        label,
        [
            Length(max=LONGEST, message=t("Write at most {n} characters.", n=LONGEST)),
            DataRequired(t("Write a few words.")),
        ],
        filters=[_stripped],
        description=t("Do not write anybody's name or status. Up to 2,000 characters."),
        render_kw={"rows": 6, "autocomplete": "off"},
    )


def _stripped(typed: str | None) -> str | None:
    # A form's lines end in two characters, of which people count one.
    return typed.replace("\r\n", "\n").strip() if typed else typed
