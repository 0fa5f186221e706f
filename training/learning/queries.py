"""Reads of what people are doing and have done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from training.content.edition import Edition
from training.content.holds.paused import is_held
from training.content.holds.queries import holds_in_force, holds_of
from training.content.item_view import ItemView
from training.content.models import Hold, Revision
from training.content.placed import ITEM, SECTION
from training.content.queries import edition_by_hash
from training.errors import NotFound, OnHold, Said
from training.learning.delta import read_delta
from training.learning.models import (
    Answer,
    Attempt,
    AttemptItem,
    Completion,
    Enrolment,
    Evidence,
    Knowledge,
    Reading,
    Regrade,
    Score,
)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """An enrolment and the revision it is pinned to."""

    enrolment: Enrolment
    revision: Revision
    was_held: bool
    """Whether any section of the module was ever put on hold."""


@dataclass(frozen=True, slots=True)
class Attempted:
    """An attempt with its enrolment and revision."""

    attempt: Attempt
    enrolment: Enrolment
    revision: Revision
    was_held: bool
    """Whether any section of the module was ever put on hold."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of an attempt, as an answer to it arrives.

    `order` is that of its options, by their positions in the source; `saved` what was answered
    before; `of` how many questions there are.
    """

    attempt_id: int
    employee_id: int
    item: ItemView
    order: tuple[int, ...]
    saved: object
    of: int
    submitted: datetime | None
    ends: datetime | None
    was_held: bool
    """Whether any section of the module was ever put on hold."""


class Answered(NamedTuple):
    """A question of an attempt and its answer; `n` is none where nothing was answered."""

    item: str
    option_order: Sequence[int]
    """By the options' positions in the source."""
    value: object
    n: int | None


@dataclass(frozen=True, slots=True)
class ModuleState:
    """Where a person stands with a module: latest enrolment, how far, and its completion."""

    enrolment: Enrolment
    read: int
    completed: datetime | None
    completed_revision_id: int | None
    taken: date | None = None
    """The day on which it was taken elsewhere, if it was."""


@dataclass(frozen=True, slots=True)
class Completed:
    """A completion with the module and the revision it was made on."""

    completion: Completion
    revision: Revision


NOT_THEIRS = Said("There is no such quiz attempt of yours.")
PAUSED = Said("This quiz is paused: a text that it asks about is on hold while it is checked.")

# Built once: putting a statement together costs more than running it. Asked again behind a lock,
# they say what is in the database now, not what the session read before it waited.
FRESH = {"populate_existing": True}
# Holds are rare, so nobody asks which there are before knowing that there was one.
_WAS_HELD = exists().where(Hold.kind == "module", Hold.slug == Enrolment.module)
_ENROLLED = (
    select(Enrolment, Revision, _WAS_HELD)
    .join(Revision, Revision.id == Enrolment.revision_id)
    .execution_options(**FRESH)
)
_BY_ID = _ENROLLED.where(
    Enrolment.id == bindparam("enrolment_id"), Enrolment.employee_id == bindparam("employee_id")
)
_LATEST = (
    _ENROLLED.where(Enrolment.employee_id == bindparam("employee_id"))
    .where(Enrolment.module == bindparam("module"))
    .order_by(Enrolment.cycle.desc())
    .limit(1)
)
_READ = select(Reading.section, Reading.sha256).where(
    Reading.enrolment_id == bindparam("enrolment_id")
)
_ATTEMPTED = (
    select(Attempt, Enrolment, Revision, _WAS_HELD)
    .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    .join(Revision, Revision.id == Attempt.revision_id)
    .where(Attempt.id == bindparam("attempt_id"))
    .where(Enrolment.employee_id == bindparam("employee_id"))
    .execution_options(**FRESH)
)
_OTHER = aliased(AttemptItem, name="other")
_ITEMS = (
    select(AttemptItem)
    .where(AttemptItem.attempt_id == bindparam("attempt_id"))
    .order_by(AttemptItem.position)
)
_ASKED = (
    select(
        AttemptItem.option_order,
        Answer.value,
        select(func.count())
        .select_from(_OTHER)
        .where(_OTHER.attempt_id == Attempt.id)
        .correlate(Attempt)
        .scalar_subquery(),
        Attempt.submitted,
        Attempt.ends,
        _WAS_HELD,
        Attempt.language,
        Revision.id,
        Revision.sha256,
    )
    .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    .join(Revision, Revision.id == Attempt.revision_id)
    .outerjoin(
        AttemptItem,
        (AttemptItem.attempt_id == Attempt.id) & (AttemptItem.item == bindparam("item")),
    )
    .outerjoin(Answer, (Answer.attempt_id == Attempt.id) & (Answer.item == AttemptItem.item))
    .where(Attempt.id == bindparam("attempt_id"))
    .where(Enrolment.employee_id == bindparam("employee_id"))
)
_ANSWERED = (
    select(AttemptItem.item, AttemptItem.option_order, Answer.value, Answer.n)
    .outerjoin(
        Answer, (Answer.attempt_id == AttemptItem.attempt_id) & (Answer.item == AttemptItem.item)
    )
    .where(AttemptItem.attempt_id == bindparam("attempt_id"))
    .order_by(AttemptItem.position)
)
NEWEST_SCORE = (
    select(func.max(Score.version))
    .where(Score.attempt_id == Attempt.id)
    .correlate(Attempt)
    .scalar_subquery()
)
"""The version of an attempt's latest score."""
_ATTEMPTS = (
    select(Attempt, Score)
    .outerjoin(Score, (Score.attempt_id == Attempt.id) & (Score.version == NEWEST_SCORE))
    .where(Attempt.enrolment_id == bindparam("enrolment_id"))
    .order_by(Attempt.number)
)
_SCORES = (
    select(Score, Regrade)
    .outerjoin(Regrade, Regrade.id == Score.regrade_id)
    .where(Score.attempt_id == bindparam("attempt_id"))
    .order_by(Score.version)
)
_COMPLETED = (
    select(Completion, Revision)
    .join(Revision, Revision.id == Completion.revision_id)
    .where(Completion.employee_id == bindparam("employee_id"))
    .order_by(Completion.at, Completion.id)
)
_COMPLETED_OF = _COMPLETED.where(Completion.module.in_(bindparam("modules", expanding=True)))
_ANSWERS = select(Answer).where(Answer.attempt_id == bindparam("attempt_id"))


def enrolled(db: Session, enrolment_id: int, employee_id: int) -> Enrolled:
    """This person's enrolment. Raises `NotFound` for one that is not theirs."""
    values = {"enrolment_id": enrolment_id, "employee_id": employee_id}
    row = db.execute(_BY_ID, values).one_or_none()
    if row is None:
        raise NotFound("This module was not opened by you.")
    return Enrolled(*row)


def latest_enrolment(db: Session, employee_id: int, module: str) -> Enrolled | None:
    """The person's last enrolment in a module, open or closed."""
    values = {"employee_id": employee_id, "module": module}
    row = db.execute(_LATEST, values).one_or_none()
    return Enrolled(*row) if row else None


def held_sections(db: Session, where: Enrolled | Attempted) -> frozenset[str]:
    """The sections of a module that are on hold now; no statement where there never was one."""
    return holds_in_force(db, where.enrolment.module) if where.was_held else frozenset()


def held_parts(db: Session, where: Enrolled | Attempted, edition: Edition) -> frozenset[str]:
    """What nobody showed them: `section:<id>` on hold, and the questions about them.

    Also what was given back after they had begun the quiz without it, unless they read it since.
    """
    if not where.was_held:
        return frozenset()
    held = held_sections(db, where) | _never_seen(db, where.enrolment)
    if not held:
        return frozenset()
    items = edition.module.quiz.items if edition.module.quiz else ()
    about = {ITEM + each.id for each in items if is_held(edition.covers(each.id), held)}
    return frozenset(about | {SECTION + each for each in held})


def _never_seen(db: Session, enrolment: Enrolment) -> frozenset[str]:
    """Of the sections that were ever on hold, those asked for that they neither read nor showed."""
    ever = {each.part.removeprefix(SECTION) for each in holds_of(db, enrolment.module)}
    delta = read_delta(enrolment.parts)
    asked = ever if delta is None else ever.intersection(delta.read)
    return frozenset(asked - sections_read(db, enrolment.id).keys() - set(enrolment.known or ()))


def refuse_held(db: Session, where: Attempted, edition: Edition) -> None:
    """Raise `OnHold` when a question of an attempt covers a section that is on hold."""
    held = held_sections(db, where)
    language = where.attempt.language
    if held and any(
        is_held(edition.drawn_item(each.item, language).covers, held)
        for each in items_of(db, where.attempt.id)
    ):
        raise OnHold(PAUSED)


def sections_read(db: Session, enrolment_id: int) -> dict[str, str]:
    """The sections read in an enrolment, each with the hash of the text that was read."""
    rows = db.execute(_READ, {"enrolment_id": enrolment_id})
    return {row.section: row.sha256 for row in rows}


def attempted(db: Session, attempt_id: int, employee_id: int) -> Attempted:
    """This person's attempt. Raises `NotFound` for one that is not theirs."""
    values = {"attempt_id": attempt_id, "employee_id": employee_id}
    row = db.execute(_ATTEMPTED, values).one_or_none()
    if row is None:
        raise NotFound(NOT_THEIRS)
    return Attempted(*row)


def asked(db: Session, attempt_id: int, employee_id: int, item: str) -> Asked:
    """A question of this person's attempt; one statement.

    Raises `NotFound` for an attempt that is not theirs and for a question that was not drawn.
    """
    values = {"attempt_id": attempt_id, "employee_id": employee_id, "item": item}
    row = db.execute(_ASKED, values).one_or_none()
    if row is None:
        raise NotFound(NOT_THEIRS)
    order, saved, of, submitted, ends, was_held, language, revision_id, sha256 = row
    if order is None:
        raise NotFound("This question is not part of your quiz.")
    view = edition_by_hash(db, revision_id, sha256).drawn_item(item, language)
    return Asked(attempt_id, employee_id, view, tuple(order), saved, of, submitted, ends, was_held)


def attempts_of(db: Session, enrolment_id: int) -> list[tuple[Attempt, Score | None]]:
    """The attempts of an enrolment, first to last, each with its latest score."""
    rows = db.execute(_ATTEMPTS, {"enrolment_id": enrolment_id})
    return [(attempt, score) for attempt, score in rows]


def items_of(db: Session, attempt_id: int) -> list[AttemptItem]:
    """The items drawn for an attempt, in their order."""
    return list(db.scalars(_ITEMS, {"attempt_id": attempt_id}))


def answers_of(db: Session, attempt_id: int) -> dict[str, Answer]:
    """What was answered so far, by item."""
    return {each.item: each for each in db.scalars(_ANSWERS, {"attempt_id": attempt_id})}


def answered(db: Session, attempt_id: int) -> list[Answered]:
    """The items drawn for an attempt, in their order, each with what was answered so far."""
    return [Answered(*row) for row in db.execute(_ANSWERED, {"attempt_id": attempt_id})]


def score_of(db: Session, attempt_id: int) -> Score | None:
    """The latest score of an attempt."""
    return db.scalar(
        select(Score).where(Score.attempt_id == attempt_id).order_by(Score.version.desc()).limit(1)
    )


def scores_of(db: Session, attempt_id: int) -> list[tuple[Score, Regrade | None]]:
    """Every score of an attempt, first to last, each with the regrade that made it."""
    rows = db.execute(_SCORES, {"attempt_id": attempt_id})
    return [(score, regrade) for score, regrade in rows]


def completion_of(db: Session, enrolment_id: int) -> Completion | None:
    """The completion of an enrolment, when there is one."""
    return db.scalar(select(Completion).where(Completion.enrolment_id == enrolment_id))


def last_completions(
    db: Session, employee_id: int, modules: Collection[str] | None = None
) -> dict[str, Completed]:
    """The person's last completion of each module, by the module's slug."""
    values: dict[str, object] = {"employee_id": employee_id}
    if modules is None:
        rows = db.execute(_COMPLETED, values)
    else:
        rows = db.execute(_COMPLETED_OF, {**values, "modules": list(modules)})
    return {revision.slug: Completed(done, revision) for done, revision in rows}


def last_knowledge(db: Session, employee_id: int, module: str) -> Knowledge | None:
    """All that somebody has credit for in a module, by their last completion of it."""
    return db.scalar(
        select(Knowledge)
        .join(Completion, Completion.knowledge_id == Knowledge.id)
        .where(Completion.employee_id == employee_id, Completion.module == module)
        .order_by(Completion.at.desc(), Completion.id.desc())
        .limit(1)
    )


def module_states(db: Session, employee_id: int) -> dict[str, ModuleState]:
    """Where the person stands with every module they ever opened, by slug; one statement."""
    read = (
        select(func.count(Reading.id))
        .where(Reading.enrolment_id == Enrolment.id)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    rows = db.execute(
        select(Enrolment, read, Completion.at, Completion.revision_id, Evidence.day)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .outerjoin(Evidence, Evidence.id == Completion.evidence_id)
        .where(Enrolment.employee_id == employee_id)
        .order_by(Enrolment.module, Enrolment.cycle)
    )
    return {row[0].module: ModuleState(*row) for row in rows}
