"""The form in which a bulletin is written, in both languages."""

from collections.abc import Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from training.content.bulletins.rules import LONGEST_TEXT, LONGEST_TITLE, Texts, Words
from training.web.languages import t


def bulletin_form(
    sent: MultiDict[str, str] | None,
    modules: Sequence[tuple[str, str]],
    *,
    slug: str = "",
    texts: Texts | None = None,
) -> Form:
    """The form with what was sent, or with a bulletin that is to be written again."""
    english, spanish = t("English"), t("Spanish")

    class BulletinForm(Form):  # type: ignore[misc]
        module = SelectField(
            t("Which module's rules change?"),
            choices=[SelectChoice(each, title) for each, title in modules],
            description=t("Everybody who holds or must hold a certificate that asks for it."),
        )
        title_en = _title(t("What changes, in a few words"), english)
        was_en = _text(t("Until now"), english)
        now_en = _text(t("From now on"), english)
        title_es = _title(t("What changes, in a few words"), spanish)
        was_es = _text(t("Until now"), spanish)
        now_es = _text(t("From now on"), spanish)

    return BulletinForm(sent, data={"module": slug, **_data(texts or {})})


def texts_of(form: Form) -> dict[str, Words]:
    """What a form says, by language."""
    return {
        each: Words(*(form[f"{part}_{each}"].data or "" for part in ("title", "was", "now")))
        for each in ("en", "es")
    }


def _data(texts: Texts) -> dict[str, Any]:
    return {
        f"{part}_{language}": getattr(words, part)
        for language, words in texts.items()
        for part in ("title", "was", "now")
    }


def _title(label: str, language: str) -> StringField:
    whole = f"{label} ({language})"
    return StringField(
        whole,
        [DataRequired(t("Fill in “{field}”.", field=whole)), _at_most(LONGEST_TITLE)],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_TITLE},
    )


def _text(label: str, language: str) -> TextAreaField:
    whole = f"{label} ({language})"
    return TextAreaField(
        whole,
        [DataRequired(t("Fill in “{field}”.", field=whole)), _at_most(LONGEST_TEXT)],
        render_kw={"rows": 4, "maxlength": LONGEST_TEXT},
        description=t("Plain words; an empty line begins a new paragraph."),
    )


def _at_most(n: int) -> Length:
    return Length(max=n, message=t("Write {n} characters at most.", n=n))
