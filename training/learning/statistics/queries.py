"""First attempts at a module's quiz, counted without names."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, cast, select
from sqlalchemy.orm import Session

from training.content.edition import ItemView
from training.content.models import Revision
from training.content.queries import module_edition, revisions
from training.learning.models import Answer, Attempt, AttemptItem, Enrolment, Score
from training.learning.queries import NEWEST_SCORE
from training.learning.scoring import score_item
from training.learning.statistics.counting import Answered, Asked, Sitting, rows_of
from training.learning.statistics.measures import Alike
from training.learning.statistics.models import Tally

FIRST = 1
"""The number of the first attempt; what somebody showed they knew before reading is none."""
# What each question brought is read as text, once an attempt: it comes with every question.
_ASKED = (
    select(
        Attempt.id,
        Attempt.number,
        Enrolment.module,
        Attempt.revision_id,
        Enrolment.department_id,
        Attempt.language,
        Attempt.begun,
        cast(Score.items, Text).label("brought"),
        AttemptItem.item,
        AttemptItem.sha256,
        Answer.value,
        Answer.saved,
    )
    .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    # What is practice has no score.
    .join(Score, (Score.attempt_id == Attempt.id) & (Score.version == NEWEST_SCORE))
    .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
    .outerjoin(Answer, (Answer.attempt_id == Attempt.id) & (Answer.item == AttemptItem.item))
    .order_by(Attempt.id)
)
_TALLIED = (
    Tally.item,
    Tally.sha256,
    Tally.revision_id,
    Tally.department_id,
    Tally.language,
    Tally.share,
    Tally.rest,
    Tally.chosen,
    Tally.seconds,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as some revisions had it word for word, and how first attempts answered it."""

    view: ItemView
    revisions: dict[int, int]
    """Their numbers by id, the newest first."""
    asked_now: bool
    """Whether it is in the text in force."""
    answered: Counter[Answered]

    @property
    def rows(self) -> list[Alike]:
        """All of them, to be measured."""
        return [each.alike(n) for each, n in self.answered.items()]

    def by(self, field: str) -> dict[Any, list[Alike]]:
        """The same by `revision_id`, `department_id` or `language`."""
        found: dict[Any, list[Alike]] = {}
        for each, n in self.answered.items():
            found.setdefault(getattr(each, field), []).append(each.alike(n))
        return found


def wordings(db: Session, module: str, language: str) -> list[Wording]:
    """Every question that a module ever asked, as the text in force has them, then older ones.

    Of each the newest wording comes first. Texts are compared in English, shown in `language`.
    """
    answered: dict[tuple[str, int], Counter[Answered]] = {}
    for each, n in first_attempts(db, module).items():
        answered.setdefault((each.item, each.revision_id), Counter())[each] += n
    found: dict[tuple[str, str], Wording] = {}
    every, told = revisions(db, "module", module), {revision_id for _item, revision_id in answered}
    for revision in every:
        if revision is not every[0] and revision.id not in told:
            continue
        edition = module_edition(db, revision)
        for item in edition.module.quiz.items if edition.module.quiz else ():
            view = edition.drawn_item(item.id, language)
            made = Wording(view, {}, revision is every[0], Counter())
            wording = found.setdefault((item.id, item.sha256), made)
            wording.revisions[revision.id] = revision.number
            wording.answered.update(answered.get((item.id, revision.id), {}))
    return [each for each in found.values() if not each.view.use]


def first_attempts(db: Session, module: str) -> Counter[Answered]:
    """How first attempts at a module answered, and how many people so; two statements.

    One attempt of each enrolment: neither later ones, nor practice, nor showing what one knows.
    What was taken away since is counted from what is left of it.
    """
    found: Counter[Answered] = Counter()
    for sitting in sittings(db, Enrolment.module == module, Attempt.number == FIRST):
        found.update(rows_of(sitting))
    for *values, people in db.execute(
        select(*_TALLIED, Tally.people).where(Tally.module == module)
    ):
        kept = dict(zip(Answered._fields, values, strict=True))
        found[Answered(**{**kept, "chosen": tuple(kept["chosen"])})] += people
    return found


def sittings(db: Session, *which: ColumnElement[bool]) -> Iterator[Sitting]:
    """Attempts that were handed in and counted and still have their answers; one statement."""
    rows = db.execute(_ASKED.where(Attempt.purged.is_(None), *which))
    for _id, asked in groupby(rows, key=lambda row: row.id):
        yield _sitting(db, list(asked))


def _sitting(db: Session, rows: list[Row[*tuple[Any, ...]]]) -> Sitting:
    first = rows[0]
    brought = json.loads(first.brought) if first.brought else None
    return Sitting(
        attempt_id=first.id,
        number=first.number,
        module=first.module,
        revision_id=first.revision_id,
        department_id=first.department_id,
        language=first.language,
        begun=first.begun,
        asked=[Asked(each.item, each.sha256, each.value, each.saved) for each in rows],
        brought=brought if brought is not None else _marked(db, rows),
    )


def _marked(db: Session, rows: list[Row[*tuple[Any, ...]]]) -> dict[str, list[float | bool]]:
    """What each question brought, of an attempt from before that was kept."""
    edition = module_edition(db, db.get_one(Revision, rows[0].revision_id))
    return {
        each.item: score_item(edition.drawn_item(each.item, each.language), each.value).stored()
        for each in rows
    }
