"""A sent attempt as those see it who answer a dispute: each question, its key, what was chosen."""

from collections.abc import Collection
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session

from training.content.holds.paused import is_held
from training.content.models import Revision
from training.content.queries import module_edition
from training.learning.answers import in_order, positions, typed, walk
from training.learning.models import Attempt
from training.learning.queries import answers_of, items_of
from training.learning.scoring import ReviewedItem, review
from training.web.images import addressed
from training.web.languages import t
from training.web.sheet import inline


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked, without what tells right from wrong."""

    number: int
    item: str
    words: Markup


@dataclass(frozen=True, slots=True)
class Line:
    """Something that could be answered: its words, whether the key has it, whether it was given."""

    words: Markup | str
    key: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A question with its key, the answer that was given and what explains it."""

    question: Question
    spoken: str
    lines: tuple[Line, ...]
    explanation: Markup
    points: float
    of: float


def questions_of_attempt(
    db: Session, attempt: Attempt, revision: Revision, held: Collection[str]
) -> list[Question]:
    """The questions of an attempt in their order, but those about a section that is on hold."""
    edition = module_edition(db, revision)
    views = [edition.drawn_item(each.item, attempt.language) for each in items_of(db, attempt.id)]
    return [
        Question(number, each.id, shown(each.stem_html))
        for number, each in enumerate(views, 1)
        if not is_held(each.covers, held)
    ]


def reviewed(db: Session, attempt: Attempt, revision: Revision, item: str | None) -> list[Reviewed]:
    """The questions of a sent attempt with their keys, or one of them."""
    drawn = {each.item: each.option_order for each in items_of(db, attempt.id)}
    answers = {which: each.value for which, each in answers_of(db, attempt.id).items()}
    found = review(module_edition(db, revision), drawn, answers, attempt.language)
    return [
        _reviewed(number, each)
        for number, each in enumerate(found, 1)
        if item is None or each.view.id == item
    ]


def shown(html: str) -> Markup:
    """Rendered text in one line, its pictures addressed; {words} stay as the author wrote them."""
    return inline(Markup(addressed(html)))  # noqa: S704  (sanitised when rendered)


def _reviewed(number: int, each: ReviewedItem) -> Reviewed:
    view = each.view
    return Reviewed(
        Question(number, view.id, shown(view.stem_html)),
        view.language,
        LINES[view.kind](each),
        Markup(addressed(view.explanation_html)),  # noqa: S704  (sanitised when rendered)
        each.score.points,
        each.score.of,
    )


def _chosen(each: ReviewedItem) -> tuple[Line, ...]:
    chosen = set(positions(each.value))
    options = [(at, each.view.options[at]) for at in each.order]
    return tuple(
        Line(
            shown(option.html),
            t("Right by the key") if option.correct else "",
            t("Chosen") if at in chosen else "",
        )
        for at, option in options
    )


def _ordered(each: ReviewedItem) -> tuple[Line, ...]:
    given = {at: place for place, at in enumerate(in_order(each.value), 1)}
    return tuple(
        Line(
            shown(option.html),
            t("Place {n} by the key", n=at + 1),
            t("Put in place {n}", n=given[at]) if at in given else "",
        )
        for at, option in enumerate(each.view.options)
    )


def _typed(each: ReviewedItem) -> tuple[Line, ...]:
    accepted = tuple(Line(word, t("Right by the key")) for word in each.view.accepted)
    wrote = typed(each.value)
    return (*accepted, Line(wrote, "", t("Written"))) if wrote else accepted


def _walked(each: ReviewedItem) -> tuple[Line, ...]:
    way = walk(each.view, each.value)
    steps = tuple(Line(shown(done.html), "", t("Chosen")) for _scene, done in way.steps)
    results = {
        "best": t("The best end, by the key"),
        "acceptable": t("An acceptable end, by the key"),
        "harmful": t("A harmful end, by the key"),
        "": "",
    }
    return (*steps, Line(shown(way.scene.html), results[way.scene.result]))


LINES = {
    "one": _chosen,
    "all": _chosen,
    "order": _ordered,
    "short": _typed,
    "attest": _typed,
    "scenario": _walked,
}
