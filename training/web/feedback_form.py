"""The forms in which somebody says that it works otherwise, and is replied to."""

from werkzeug.datastructures import MultiDict
from wtforms import Form

from training.web.dispute_form import words_field
from training.web.languages import t

Sent = MultiDict[str, str] | None


def feedback_form(sent: Sent) -> Form:
    """The form about a page."""

    class FeedbackForm(Form):  # type: ignore[misc]
        text = words_field(t("How does it work where you work?"))

    return FeedbackForm(sent)


def reply_form(sent: Sent) -> Form:
    """The form of whoever replies."""

    class ReplyForm(Form):  # type: ignore[misc]
        text = words_field(t("Your reply"))

    return ReplyForm(sent)
