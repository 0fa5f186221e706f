"""Which attempts asked a question by a wrong key, and what the right one makes of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, select, true, union
from sqlalchemy.orm import Session, aliased

from training.learning.models import Answer, Attempt, AttemptItem, Completion, Enrolment, Score
from training.learning.regrading.corrected.queries import Corrected
from training.learning.regrading.marking import Marked, kept_scores, rescored
from training.learning.scoring import ItemScore, score_item
from training.learning.showing.rules import SHOWING

MOST_AT_ONCE = 500
"""Attempts whose every answer is asked for in one statement."""


class Sheet(NamedTuple):
    """An attempt that was scored and asked the question, with its newest score."""

    attempt: Attempt
    employee_id: int
    open: bool
    """Whether its enrolment is not finished."""
    score: Score
    value: Any
    done: bool
    """Whether it has been marked by this regrade already."""


def sheets(
    db: Session,
    wrong: Corrected,
    employee_ids: Collection[int] | None,
    *,
    regrade_id: int | None = None,
) -> list[Sheet]:
    """The attempts that a correction is meant for, of some people or all; one statement."""
    newer = aliased(Score, name="newer")
    later = exists().where(newer.attempt_id == Score.attempt_id, newer.version > Score.version)
    mine = aliased(Score, name="mine")
    done = exists().where(mine.attempt_id == Attempt.id, mine.regrade_id == regrade_id)
    rows = db.execute(
        _asked(wrong, select(Attempt, Enrolment, Score, Answer, done))
        .join(Score, Score.attempt_id == Attempt.id)
        .outerjoin(Answer, (Answer.attempt_id == Attempt.id) & (Answer.item == wrong.item))
        .where(~later, _among(Enrolment.employee_id, employee_ids))
        .order_by(Enrolment.employee_id, Attempt.submitted, Attempt.id)
    )
    return [
        Sheet(
            attempt,
            enrolment.employee_id,
            enrolment.closed is None,
            score,
            answer.value if answer else None,
            marked,
        )
        for attempt, enrolment, score, answer, marked in rows
    ]


def _asked(wrong: Corrected, query: Any) -> Any:
    """Attempts at the texts that asked the question by the wrong key, and asked it."""
    drawn = (AttemptItem.attempt_id == Attempt.id) & (AttemptItem.item == wrong.item)
    return (
        query.select_from(Enrolment)
        .join(Attempt, Attempt.enrolment_id == Enrolment.id)
        .join(AttemptItem, drawn)
        .where(Enrolment.module == wrong.module)
        .where(Attempt.revision_id.in_(wrong.correction.before), Attempt.submitted.is_not(None))
    )


def _among(person: Any, ids: Collection[int] | None) -> ColumnElement[bool]:
    if ids is None:
        return true()
    found: ColumnElement[bool] = person.in_(ids)
    return found


def marked(db: Session, wrong: Corrected, found: Sequence[Sheet]) -> dict[int, Marked | None]:
    """What each of some attempts is by the right key; none for one that cannot be marked again.

    By the attempt's id. Attempts scored before the items' points were kept are scored whole.
    """
    older = [each.attempt for each in found if each.score.items is None]
    whole = _whole(db, wrong, older) if older else {}
    return {each.attempt.id: _marked(wrong, each, whole) for each in found}


def _marked(wrong: Corrected, sheet: Sheet, whole: Mapping[int, list[ItemScore]]) -> Marked | None:
    attempt, score = sheet.attempt, sheet.score
    edition = wrong.editions[attempt.revision_id]
    if attempt.purged is not None:
        return None
    language = attempt.language
    asked = edition.drawn_item(wrong.item, language)
    marked = wrong.keys[attempt.revision_id].mark(asked, wrong.view(language), sheet.value)
    if marked is None:
        return None
    if score.items is None:
        items = whole[attempt.id]
    else:
        critical = {each: edition.drawn_item(each, language).critical for each in score.items}
        items = kept_scores(score.items, critical)
    result = rescored(items, marked, edition.pass_share)
    passes = result.passed
    if attempt.number == SHOWING:
        # It decided what was left to read, which stays decided; its pass can only be kept.
        passes = score.passed and marked.right and result.passed
    was = next(each for each in items if each.item == wrong.item)
    return Marked(
        attempt.id,
        sheet.employee_id,
        score.points,
        score.passed,
        replace(result, passed=passes),
        marked,
        passes,
        marked.points < was.points - 1e-9 or was.safe > marked.safe or was.right > marked.right,
    )


def _whole(
    db: Session, wrong: Corrected, attempts: Sequence[Attempt]
) -> dict[int, list[ItemScore]]:
    """Every item's score by the key that was, of attempts whose items' points were not kept."""
    found: dict[int, list[ItemScore]] = {each.id: [] for each in attempts}
    by_id = {each.id: each for each in attempts}
    for start in range(0, len(attempts), MOST_AT_ONCE):
        ids = [each.id for each in attempts[start : start + MOST_AT_ONCE]]
        answer = (Answer.attempt_id == AttemptItem.attempt_id) & (Answer.item == AttemptItem.item)
        rows = db.execute(
            select(AttemptItem.attempt_id, AttemptItem.item, Answer)
            .outerjoin(Answer, answer)
            .where(AttemptItem.attempt_id.in_(ids))
            .order_by(AttemptItem.attempt_id, AttemptItem.position)
        )
        for attempt_id, item, given in rows:
            attempt = by_id[attempt_id]
            view = wrong.editions[attempt.revision_id].drawn_item(item, attempt.language)
            found[attempt_id].append(score_item(view, given.value if given else None))
    return found


class Finished(NamedTuple):
    """A time that somebody completed the module: the attempt, if one did, and the language."""

    attempt_id: int | None
    language: str


def finished(
    db: Session, module: str, employee_ids: Collection[int] | None
) -> dict[int, list[Finished]]:
    """Every completion of a module by some people or all, the first first."""
    rows = db.execute(
        select(Completion.employee_id, Completion.attempt_id, Completion.language)
        .where(Completion.module == module, _among(Completion.employee_id, employee_ids))
        .order_by(Completion.at, Completion.id)
    )
    found: dict[int, list[Finished]] = {}
    for row in rows:
        found.setdefault(row.employee_id, []).append(Finished(row.attempt_id, row.language))
    return found


def concerned(wrong: Corrected, *, after: int = 0, since: datetime | None = None) -> Select[int]:
    """The ids of those who were asked the question by the wrong key, or may know it, in order.

    `since`: only those who handed in or completed something from then on.
    """
    late = true() if since is None else Attempt.submitted >= since
    done = true() if since is None else Completion.at >= since
    asked = _asked(wrong, select(Enrolment.employee_id)).where(
        Enrolment.employee_id > after, late, exists().where(Score.attempt_id == Attempt.id)
    )
    knew = select(Completion.employee_id).where(
        Completion.module == wrong.module,
        Completion.revision_id.in_(wrong.correction.before),
        Completion.employee_id > after,
        done,
    )
    both = union(asked, knew).subquery()
    return select(both.c.employee_id).order_by(both.c.employee_id)
