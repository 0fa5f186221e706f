"""A quiz attempt as its taker sees it: the questions in their order and what was answered.

Nothing here tells right from wrong.
"""

from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session

from training.content.edition import Edition
from training.content.queries import module_edition
from training.errors import NotFound
from training.learning.models import Attempt
from training.learning.queries import answers_of, attempted, items_of
from training.people.queries import Person
from training.web.reading import filled, is_pilot, lineage_of_enrolment


@dataclass(frozen=True, slots=True)
class Row:
    """A question: its options are (position in the source, words), as they are shown."""

    item: str
    question: Markup
    several: bool
    options: tuple[tuple[str, Markup], ...]
    chosen: tuple[str, ...]
    n: int

    @property
    def answer(self) -> Markup:
        """What was answered, in words; empty when nothing was."""
        words = [text for value, text in self.options if value in self.chosen]
        return Markup("; ").join(words)


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

    @property
    def missing(self) -> int:
        """How many questions have no answer yet."""
        return sum(1 for each in self.rows if not each.chosen)

    @property
    def first_open(self) -> int | None:
        """The position, from 1, of the first question without an answer."""
        return next((at for at, each in enumerate(self.rows, 1) if not each.chosen), None)

    def row(self, position: int) -> Row:
        """The question at a position, from 1. Raises `NotFound`."""
        if not 1 <= position <= len(self.rows):
            raise NotFound("This quiz has no such question.")
        return self.rows[position - 1]


def sheet_of(db: Session, person: Person, attempt_id: int) -> Sheet:
    """This person's attempt. Raises `NotFound` for one that is not theirs."""
    where = attempted(db, attempt_id, person.id)
    edition = module_edition(db, where.revision)
    lineage = lineage_of_enrolment(db, person, where.enrolment)
    answers = answers_of(db, attempt_id)
    rows: list[Row] = []
    for each in items_of(db, attempt_id):
        item = edition.item(each.item, lineage, where.attempt.language)
        answer = answers.get(each.item)
        rows.append(
            Row(
                each.item,
                inline(filled(db, person, item.stem_html)),
                item.kind == "all",
                tuple(
                    (str(at), inline(filled(db, person, item.options[at].html)))
                    for at in each.option_order
                ),
                tuple(str(at) for at in answer.value) if answer else (),
                answer.n if answer else 0,
            )
        )
    pilot = is_pilot(db, where.revision)
    return Sheet(where.attempt, edition, where.enrolment.module, tuple(rows), pilot)


def inline(html: str) -> Markup:
    """Rendered text without the paragraph around it, to stand in a label or a heading."""
    text = html.strip()
    if text.startswith("<p>") and text.endswith("</p>") and text.count("<p>") == 1:
        text = text.removeprefix("<p>").removesuffix("</p>")
    return Markup(text)  # noqa: S704  (sanitised when rendered)
