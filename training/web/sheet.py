"""A quiz attempt as its taker sees it: the questions in their order and what was answered.

Nothing here tells right from wrong.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from training.content.edition import Edition, ItemView
from training.content.queries import module_edition
from training.errors import NotFound
from training.learning.answers import begun, done, in_order, positions, typed, walk
from training.learning.limits import ran_out
from training.learning.models import Attempt
from training.learning.queries import Answered, answered, attempted, refuse_held
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


@dataclass(frozen=True)
class Sheet:
    """An attempt with its questions, in the order drawn, and what was answered so far.

    `show` makes words to show of rendered text.
    """

    attempt: Attempt
    edition: Edition
    module: str
    asked: Sequence[Answered]
    show: Callable[[str], Markup]
    pilot: bool

    @property
    def total(self) -> int:
        """How many questions there are."""
        return len(self.asked)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All questions; a page that shows one asks for that `row`."""
        return tuple(self._row(each) for each in self.asked)

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
        return max((each.n or 0 for each in self.asked), default=0)

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
        if not 1 <= position <= self.total:
            raise NotFound("This quiz has no such question.")
        return self._row(self.asked[position - 1])

    def _row(self, asked: Answered) -> Row:
        item = self.edition.drawn_item(asked.item, self.attempt.language)
        return row_of(item, asked.option_order, asked.value, self.show, n=asked.n or 0)


def sheet_of(db: Session, person: Person, attempt_id: int) -> Sheet:
    """This person's attempt. Raises `NotFound` for another's, `OnHold` while it is paused."""
    where = attempted(db, attempt_id, person.id)
    edition = module_edition(db, where.revision)
    if where.attempt.submitted is None:
        refuse_held(db, where, edition)
    return Sheet(
        where.attempt,
        edition,
        where.enrolment.module,
        answered(db, attempt_id),
        partial(filled, db, person),
        is_pilot(db, where.revision, where.attempt.language),
    )


def row_of(
    item: ItemView,
    option_order: Sequence[int],
    value: object,
    show: Callable[[str], Markup],
    *,
    n: int = 0,
) -> Row:
    """A question with what was answered, the `n`th time; `value` is none before the first.

    `option_order` are the options' positions in the source in the order shown; `show` makes words
    to show of rendered text.
    """
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
        n=n,
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
