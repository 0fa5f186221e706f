"""What a label is called, and what it asks of people, in one plain sentence each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.content.labelling import Question
from training.content.labels import Given, Label, Labelled
from training.web.languages import t


@dataclass(frozen=True, slots=True)
class Place:
    """A part that changes because of something, for whom, and in which languages."""

    part: str
    departments: tuple[str | None, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A cause and what was said of it, if anything was."""

    question: Question
    given: Given | None


def choices_for(*, new: bool = False, certificate: bool = False) -> list[tuple[str, str]]:
    """The labels to choose from, each with what it asks."""
    means = _means(new=new, certificate=certificate)
    if certificate:
        return list(means.items())
    return [(value, f"{label_words()[value]}: {words}") for value, words in means.items()]


def _means(*, new: bool, certificate: bool) -> dict[str, str]:
    """What each label asks of people; of a certificate that requires more, when it asks."""
    if certificate:
        return {
            "": t("From renewal on: nobody who holds the certificate is asked before"),
            Label.REREAD.value: t("By a day: everybody who holds the certificate takes it by then"),
        }
    if new:
        return {
            Label.REREAD.value: t("everybody who must know this module reads it once"),
            Label.RETEST.value: t("they read it and answer the questions about it"),
        }
    return {
        Label.WORDING.value: t("it means the same, and nobody has to do anything"),
        Label.REREAD.value: t("whoever knows the older text reads what changed"),
        Label.RETEST.value: t("they read what changed and answer the questions about it again"),
    }


def label_words() -> dict[str, str]:
    """What the labels are called."""
    return {
        Label.WORDING.value: t("Wording"),
        Label.REREAD.value: t("Reread"),
        Label.RETEST.value: t("Retest"),
    }


def told(questions: Iterable[Question], given: Sequence[Given]) -> list[Told]:
    """Each cause with what was said of it."""
    answers = {(each.cause, each.new): each for each in given}
    return [Told(each, answers.get((each.cause, each.new))) for each in questions]


def told_of_rows(rows: Iterable[Labelled]) -> list[Told]:
    """What was said of a revision's changes, by cause, from the rows that are kept."""
    units: dict[Given, list[tuple[str, str | None, str]]] = {}
    for each in rows:
        given = Given(each.cause, each.label, each.reason, each.due, False, each.wrong_key)
        units.setdefault(given, []).append((each.part, each.department, each.language))
    return [
        Told(Question(given.cause, given.cause, tuple(found), new=False), given)
        for given, found in units.items()
    ]


def tag_of(each: Told, kind: str) -> str:
    """What a label is called; of a certificate, when it asks for a further module."""
    if kind == "certificate":
        return t("By a day") if each.given else t("From renewal on")
    if each.given is None and not each.question.translation:
        return t("Nobody has said")
    return label_words()[each.given.label.value if each.given else Label.WORDING.value]


def label_means(each: Told, kind: str) -> str:
    """What a label asks, in a sentence; empty where nobody has said."""
    said = each.given.label.value if each.given else ""
    if kind == "certificate":
        words = _means(new=True, certificate=True)[said]
    elif each.given is None and not each.question.translation:
        return ""
    else:
        # A first translation is asked about as new only where somebody said so.
        means = _means(new=False, certificate=False) | _means(
            new=each.question.new, certificate=False
        )
        words = means[said or Label.WORDING.value]
    return f"{words[:1].upper()}{words[1:]}."


def places_of(question: Question) -> list[Place]:
    """The parts that change because of something, each once and in their order."""
    departments: dict[str, dict[str | None, None]] = {}
    languages: dict[str, dict[str, None]] = {}
    for part, department, language in question.units:
        departments.setdefault(part, {})[department] = None
        languages.setdefault(part, {})[language] = None
    return [
        Place(part, tuple(whom), tuple(sorted(languages[part])))
        for part, whom in departments.items()
    ]


def sentence(text: str) -> str:
    """A problem's words as a sentence of its own, in the reader's language."""
    words = t(text)
    return f"{words[:1].upper()}{words[1:]}." if words else ""
