"""The forms in which an author says what each change asks of people, and what was said in them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from training.content.asking.rules import Asking, Labels
from training.content.labelling import Question
from training.content.labels import Given, Label, check_label
from training.content.placed import ITEM
from training.web.day_field import FORMATS, DayField
from training.web.languages import t
from training.web.publishing.footing import LONGEST_REASON
from training.web.publishing.label_words import choices_for, sentence
from training.web.state import today

Sent = MultiDict[str, str] | None
FOR_ALL = "all"
OF_CHOICES = ("RadioField", "SelectMultipleField")
FEWEST_FOR_ALL = 2
"""Causes from which on they can be answered all at once."""


@dataclass(frozen=True, slots=True)
class Card:
    """One cause to label, with its form."""

    asking: Asking
    question: Question
    form: Any

    @property
    def is_module_to_require(self) -> bool:
        """Whether a certificate asks when a further module is asked for."""
        return self.asking.kind == "certificate"


@dataclass(frozen=True, slots=True)
class Cards:
    """All that an author has to label before some texts are proposed."""

    cards: tuple[Card, ...]
    for_all: Any = None
    """The form that answers what is left open; none where there is one cause or none."""
    errors: list[tuple[str, str]] = field(default_factory=list)
    """Each with the address of its field on the page."""

    def of(self, kind: str, slug: str) -> tuple[Card, ...]:
        """Those of one text."""
        return tuple(each for each in self.cards if each.asking.key == (kind, slug))

    @property
    def labels(self) -> Labels:
        """What was said, by kind and slug."""
        found: dict[tuple[str, str], list[Given]] = {}
        for each in self.cards:
            given = self._given(each)
            if given is not None:
                found.setdefault(each.asking.key, []).append(given)
        return found

    def _given(self, card: Card) -> Given | None:
        """What was said of one cause; what is left open is as it was said of all."""
        form, of_all, optional = card.form, self.for_all, card.question.translation
        said = form.label.data or ("" if optional or of_all is None else of_all.label.data)
        label = next((each for each in Label if each == said), None)
        reason = (form.reason.data or "").strip()
        # Of a translation, wording is what it is where nobody says otherwise.
        if label is None or (optional and label is Label.WORDING and not reason):
            return None
        due = form.due.data
        if of_all is not None:
            reason = reason or (of_all.reason.data or "").strip()
            due = due or of_all.due.data
        if label is Label.WORDING:
            due = None
        wrong_key = "wrong_key" in form and form.wrong_key.data
        question = card.question
        return Given(question.cause, label, reason, due, question.new, wrong_key)

    def checked(self, chosen: Iterable[tuple[str, str]]) -> "Cards":
        """The same with what is wrong beside each field, for the chosen texts."""
        keys = set(chosen)
        labels = self.labels
        errors: list[tuple[str, str]] = []
        for each in self.cards:
            if each.asking.key in keys:
                each.form.validate()
                _put_errors(each, labels.get(each.asking.key, ()))
                errors += errors_of(each.form)
        if self.for_all is not None:
            self.for_all.validate()
            errors += errors_of(self.for_all)
        return replace(self, errors=errors)


def label_cards(askings: Iterable[Asking], sent: Sent) -> Cards:
    """The cards of some texts, with what was sent."""
    cards = tuple(
        Card(asking, question, _form(sent, asking, question))
        for asking in askings
        for question in asking.questions
    )
    to_say = [each for each in cards if not each.question.translation]
    for_all = None
    if len(to_say) >= FEWEST_FOR_ALL:
        for_all = _label_form(sent, FOR_ALL, t("What do they ask?"), choices_for())
    return Cards(cards, for_all)


def _form(sent: Sent, asking: Asking, question: Question) -> Any:
    words = "\n".join((asking.kind, asking.slug, question.cause, str(question.new)))
    prefix = f"c{hashlib.sha256(words.encode()).hexdigest()[:12]}"
    certificate = asking.kind == "certificate"
    legend = t("When is it asked for?") if certificate else t("What does this change ask?")
    choices = choices_for(new=question.new, certificate=certificate)
    chosen = "" if certificate else Label.WORDING.value if question.translation else None
    form = _label_form(sent, prefix, legend, choices, chosen)
    keyed = not question.new and all(part.startswith(ITEM) for part, *_ in question.units)
    if not keyed:
        del form.wrong_key
    return form


def _label_form(
    sent: Sent,
    prefix: str,
    legend: str,
    choices: Sequence[tuple[str, str]],
    chosen: str | None = None,
) -> Any:
    class LabelForm(Form):  # type: ignore[misc]
        label = RadioField(
            legend,
            choices=[SelectChoice(value, words) for value, words in choices],
            default=chosen,
            validate_choice=False,
        )
        reason = TextAreaField(
            t("Why?"),
            [
                Length(
                    max=LONGEST_REASON,
                    message=t("Write {n} characters at most.", n=LONGEST_REASON),
                )
            ],
            render_kw={"rows": 2, "maxlength": LONGEST_REASON},
            description=t("In a sentence. Everybody who is asked reads it."),
        )
        due = DayField(
            t("To be done by the end of"),
            format=FORMATS,
            render_kw={"min": today().isoformat()},
            description=t("Not needed for a change of wording."),
        )
        wrong_key = BooleanField(
            t("The old key was wrong"),
            description=t(
                "Everybody who knows the question is asked what you choose until its answers are "
                "marked again, which you ask for after publishing; then only those now wrong are."
            ),
        )

    form = LabelForm(sent, prefix=f"{prefix}-")
    if prefix == FOR_ALL:
        del form.wrong_key
    return form


def _put_errors(card: Card, given: Sequence[Given]) -> None:
    mine = next(
        (
            each
            for each in given
            if (each.cause, each.new) == (card.question.cause, card.question.new)
        ),
        None,
    )
    for wrong in check_label(card.question, mine, card.asking.tests, today=today()):
        fields: Mapping[str, Any] = card.form._fields
        at = fields.get(wrong.field, card.form.label)
        if wrong.field == "due" and at.errors:
            continue
        problem = wrong.problem
        at.errors = [*at.errors, f"{sentence(problem.what)} {sentence(problem.remedy)}"]


def errors_of(form: Any) -> list[tuple[str, str]]:
    """What is wrong in a form, each with the address of its field on the page."""
    found: list[tuple[str, str]] = []
    for each in form:
        first = next(iter(each), None) if each.type in OF_CHOICES else None
        target = each.id if first is None else first.id
        found += [(message, f"#{target}") for message in each.errors]
    return found
