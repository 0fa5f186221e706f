"""A quiz attempt as its taker sees it: the questions in their order and what was answered.

Nothing here tells right from wrong.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from training.content.edition import Edition, ItemView
from training.content.queries import module_edition
from training.errors import NotFound
from training.learning.answers import begun, done, in_order, positions, typed, walk
from training.learning.limits import ran_out
from training.learning.models import Answer, Attempt
from training.learning.queries import answered, attempted, refuse_held
from training.people.queries import Person
from training.web.answer_form import mark
from training.web.contact_words import filled
from training.web.languages import language, t
from training.web.reading import is_pilot

Words = tuple[tuple[str, Markup], ...]
"""What stands for them in a form, with the words shown there."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question; which of its parts there are, its kind says.

    `options` are what there is to choose, here and now: of a scenario, what one may do in `scene`.
    They go by where they stand on the page, and so do the `places` of lines to put in order:
    positions in the source would tell. `done`: the answer is whole; `begun`: there is something.
    """

    item: str
    kind: str
    question: Markup
    hint: Markup
    options: Words
    chosen: tuple[str, ...]
    places: dict[str, int]
    typed: str
    scene: Markup
    steps: int
    answer: Markup
    begun: bool
    done: bool
    n: int
    spoken: str
    """The language of its words: English in a Spanish attempt until it is translated."""

    def pending(self, attempt: Attempt) -> bool:
        """Whether it is shown in English until its translation is ready."""
        return self.spoken != attempt.language

    @property
    def ended(self) -> bool:
        """Whether this is a scenario that has come to its end."""
        return self.kind == "scenario" and self.done


@dataclass(frozen=True, slots=True)
class Sheet:
    """An attempt with its rows."""

    attempt: Attempt
    edition: Edition
    module: str
    rows: tuple[Row, ...]
    pilot: bool

    @property
    def sent(self) -> bool:
        """Whether the answers have been handed in."""
        return self.attempt.submitted is not None

    def over(self, now: datetime) -> bool:
        """Whether its time is over, so that nothing more is answered."""
        return ran_out(self.attempt.ends, now)

    @property
    def newest(self) -> int:
        """The number of the answer that was given last, of all questions."""
        return max((each.n for each in self.rows), default=0)

    @property
    def missing(self) -> int:
        """How many questions have no whole answer yet."""
        return sum(1 for each in self.rows if not each.done)

    @property
    def first_open(self) -> int | None:
        """The position, from 1, of the first question without a whole answer."""
        return next((at for at, each in enumerate(self.rows, 1) if not each.done), None)

    def row(self, position: int) -> Row:
        """The question at a position, from 1. Raises `NotFound`."""
        if not 1 <= position <= len(self.rows):
            raise NotFound("This quiz has no such question.")
        return self.rows[position - 1]


def sheet_of(db: Session, person: Person, attempt_id: int) -> Sheet:
    """This person's attempt. Raises `NotFound` for another's, `OnHold` while it is paused."""
    where = attempted(db, attempt_id, person.id)
    edition = module_edition(db, where.revision)
    if where.attempt.submitted is None:
        refuse_held(db, where, edition)
    show = partial(filled, db, person)
    rows = tuple(
        row_of(
            edition.drawn_item(each.item, where.attempt.language),
            each.option_order,
            answer,
            show,
        )
        for each, answer in answered(db, attempt_id)
    )
    pilot = is_pilot(db, where.revision, where.attempt.language)
    return Sheet(where.attempt, edition, where.enrolment.module, rows, pilot)


def row_of(
    item: ItemView,
    option_order: Sequence[int],
    answer: Answer | None,
    show: Callable[[str], Markup],
    *,
    value: object = None,
) -> Row:
    """A question with what was answered: by an attempt's answer, else by `value`.

    `option_order` are the options' positions in the source in the order shown; `show` makes words
    to show of rendered text.
    """
    value = answer.value if answer else value
    way = walk(item, value) if item.kind == "scenario" else None
    texts = [each.html for each in (way.scene.choices if way else item.options)]
    order = range(len(texts)) if way else option_order
    words = {at: inline(show(texts[at])) for at in order}
    name = mark if item.kind in ("one", "all") else str
    names = {at: name(shown) for shown, at in enumerate(order)}
    placed = positions(value) if item.kind == "order" else []
    return Row(
        item=item.id,
        kind=item.kind,
        question=inline(show(item.stem_html)),
        hint=show(item.hint_html),
        options=tuple((names[at], words[at]) for at in order),
        chosen=tuple(names[at] for at in positions(value)) if item.kind in ("one", "all") else (),
        places={str(shown): placed[at] for shown, at in enumerate(order) if at < len(placed)},
        typed=typed(value),
        scene=show(way.scene.html) if way else Markup(""),
        steps=len(way.steps) if way else 0,
        answer=_in_words(item, value, words),
        begun=begun(item, value),
        done=done(item, value),
        n=answer.n if answer else 0,
        spoken=item.language,
    )


def _in_words(item: ItemView, value: object, words: dict[int, Markup]) -> Markup:
    """What was answered, in words; empty when nothing whole was."""
    if item.kind == "order":
        lines = enumerate(in_order(value), 1) if done(item, value) else ()
        return Markup("; ").join(f"{at}. " + words[each] for at, each in lines)
    if item.kind in ("short", "attest"):
        return escape(typed(value)) if done(item, value) else Markup("")
    if item.kind == "scenario":
        end = Markup('<span lang="{}">{}</span>').format(language(), t("You have come to its end."))
        return end if done(item, value) else Markup("")
    return Markup("; ").join(text for at, text in words.items() if at in positions(value))


def inline(html: str) -> Markup:
    """Rendered text without the paragraph around it, to stand in a label or a heading."""
    text = html.strip()
    if text.startswith("<p>") and text.endswith("</p>") and text.count("<p>") == 1:
        text = text.removeprefix("<p>").removesuffix("</p>")
    return Markup(text)  # noqa: S704  (sanitised when rendered)
