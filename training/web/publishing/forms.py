"""The forms of these pages: files, where a file belongs, reasons, remarks."""

from collections.abc import Sequence

from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import (
    BooleanField,
    Form,
    HiddenField,
    MultipleFileField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from training.content.comments.service import LONGEST
from training.content.drafts.placing import is_place
from training.web.languages import t
from training.web.publishing.footing import LONGEST_REASON

Sent = MultiDict[str, str] | None


def upload_form(sent: Sent, files: MultiDict[str, FileStorage] | None = None) -> Form:
    """The form for a zip or single files."""

    class UploadForm(Form):  # type: ignore[misc]
        files = MultipleFileField(
            t("A zip, or single files"),
            [_some_file],
            render_kw={"accept": ".zip,.md,.png,.jpg,.jpeg,.gif,.webp,.svg"},
            description=t(
                "Several at once if you like, 16 MB in all. What you do not send stays as it is."
            ),
        )

    form = UploadForm(sent)
    if files is not None:
        form.files.data = [each for each in files.getlist("files") if _has_name(each)]
    return form


def place_form(sent: Sent, places: Sequence[str], name: str) -> Form:
    """The form in which an author says where a file belongs."""

    class PlaceForm(Form):  # type: ignore[misc]
        place = SelectField(
            t("Where does it belong?"),
            choices=[
                SelectChoice("", t("Choose a place, or write one below")),
                *(SelectChoice(each, each) for each in places),
            ],
            validate_choice=False,
        )
        other = StringField(
            t("Another place"),
            [Length(max=300)],
            render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
            description=t("Such as {place}", place="modules/library-cards/module.md"),
        )

        @property
        def chosen(self) -> str:
            """The place, written or chosen."""
            return str(self.other.data or "").strip() or str(self.place.data or "")

        def validate_other(self, field: StringField) -> None:
            if not self.chosen:
                raise ValidationError(t("Say where “{name}” belongs.", name=name))
            if not is_place(self.chosen):
                raise ValidationError(
                    t(
                        "That is no place: begin with one of the four folders, and use letters, "
                        "digits, hyphens and dots."
                    )
                )

    return PlaceForm(sent)


def propose_form(sent: Sent, packages: Sequence[tuple[str, str]]) -> Form:
    """The form that asks for texts to be published: which, and why."""

    class ProposeForm(Form):  # type: ignore[misc]
        slugs = SelectMultipleField(
            t("What shall be published?"),
            choices=[SelectChoice(slug, title) for slug, title in packages],
            default=[slug for slug, _title in packages],
            option_widget=CheckboxInput(),
            widget=ListWidget(prefix_label=False),
            validate_choice=False,
        )
        reason = _reason(t("What changes, and why?"), t("Say what changes and why."))

        def validate_slugs(self, field: SelectMultipleField) -> None:
            known = {slug for slug, _title in packages}
            if not set(field.data or ()) & known or set(field.data) - known:
                raise ValidationError(t("Choose at least one text."))

    return ProposeForm(sent)


def reason_form(sent: Sent, label: str, missing: str) -> Form:
    """The form for an act that wants a reason."""

    class ReasonForm(Form):  # type: ignore[misc]
        reason = _reason(label, missing)

    return ReasonForm(sent)


def regrade_form(sent: Sent) -> Form:
    """The form that asks for a question to be marked again."""

    class RegradeForm(Form):  # type: ignore[misc]
        reason = _reason(t("Why was the key wrong?"), t("Say why the answers are marked again."))
        takes_passes = BooleanField(
            t("Whoever passed only by the wrong key loses the pass"),
            description=t(
                "Leave this open and nobody loses a pass. Either way they owe this question, and "
                "their certificate stays until two people revoke it."
            ),
        )

    return RegradeForm(sent)


def comment_form(sent: Sent, *, may_be_privileged: bool) -> Form:
    """The form for a remark on a line."""

    class CommentForm(Form):  # type: ignore[misc]
        line = HiddenField()
        text = TextAreaField(
            t("Your remark"),
            [
                DataRequired(t("Write your remark.")),
                Length(max=LONGEST, message=t("Write {n} characters at most.", n=LONGEST)),
            ],
            render_kw={"rows": 4, "maxlength": LONGEST},
        )
        privileged = BooleanField(
            t("Privileged: between the City Attorney, OEI and the authors only"),
        )

    form = CommentForm(sent)
    if not may_be_privileged:
        del form.privileged
    return form


def _reason(label: str, missing: str) -> TextAreaField:
    return TextAreaField(
        label,
        [
            DataRequired(missing),
            Length(
                max=LONGEST_REASON,
                message=t("Write {n} characters at most.", n=LONGEST_REASON),
            ),
        ],
        render_kw={"rows": 3, "maxlength": LONGEST_REASON},
        description=t("It stays on record, and others read it later."),
    )


def _has_name(sent: object) -> bool:
    return bool(getattr(sent, "filename", ""))


def _some_file(_form: Form, field: MultipleFileField) -> None:
    if not field.data:
        raise StopValidation(t("Choose a zip or at least one file."))
