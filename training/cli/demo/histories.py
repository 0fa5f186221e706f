"""What the invented people did so far, made by the real flows at invented instants."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from training.cli.demo.earlier import ADDED
from training.config import Config
from training.content.edition import Edition, ItemView
from training.content.queries import in_force, module_edition
from training.flows.begin_quiz import begin_quiz
from training.flows.finish_reading import finish_reading
from training.flows.open_module import open_module
from training.flows.submit_quiz import submit_quiz
from training.learning.answers import right_answer
from training.learning.delta import asks_quiz, read_delta
from training.learning.models import Attempt, Enrolment
from training.learning.queries import items_of
from training.learning.service import mark_read, save_answer
from training.people.queries import Person, person

MODULE = "executive-order"
ASKED_FIRST, ASKED_LATER = (0.84, 0.92), (0.52, 0.68)
"""Shares: those who have finished, and those who have begun; the rest have not."""
KNOWS = 0.93
CAUGHT_UP, ADDED_TOO = 0.4, 0.25
"""Shares of those who were certified before a change: who made up for it, who also for more."""
LAST_DAYS = 7
"""Before the texts changed."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What every history needs."""

    db: Session
    config: Config
    random: Random
    now: datetime
    today: date


def make_histories(stage: Stage, people: Sequence[tuple[int, bool]]) -> Iterator[int]:
    """Play the history of each person in turn; yields their ids as they are done.

    `people` holds employee ids, and whether they were among those asked first.
    """
    for employee_id, asked_first in people:
        share = stage.random.random()
        finished, begun = ASKED_FIRST if asked_first else ASKED_LATER
        if share < begun:
            _play(stage, employee_id, finishes=share < finished)
        yield employee_id


def catch_up(stage: Stage, employee_ids: Sequence[int]) -> Iterator[int]:
    """Have a part of those who were certified make up for what has changed since."""
    for employee_id in employee_ids:
        share = stage.random.random()
        at = stage.now - timedelta(minutes=stage.random.randint(60 * 3, 60 * 24 * 5))
        if share < CAUGHT_UP:
            _play_from(stage, employee_id, MODULE, at, finishes=True)
        if share < ADDED_TOO:
            _play_from(stage, employee_id, ADDED, at + timedelta(hours=1), finishes=True)
        yield employee_id


def finish(stage: Stage, employee_id: int, *, days_ago: int) -> None:
    """Have somebody finish the module so many days ago."""
    at = stage.now - timedelta(days=days_ago)
    _play_from(stage, employee_id, MODULE, at, finishes=True)


def _play(stage: Stage, employee_id: int, *, finishes: bool) -> None:
    at = stage.now - timedelta(minutes=stage.random.randint(60 * 24 * LAST_DAYS, 60 * 24 * 40))
    _play_from(stage, employee_id, MODULE, at, finishes=finishes)


def _play_from(
    stage: Stage, employee_id: int, module: str, at: datetime, *, finishes: bool
) -> None:
    who = person(stage.db, employee_id, now=stage.now, today=stage.today)
    revision = in_force(stage.db, "module", module)
    if who is None or revision is None:
        raise AssertionError("the demonstration has no such person or module")
    edition = module_edition(stage.db, revision)
    enrolment = open_module(stage.db, who, module, now=at)
    if enrolment.closed is not None:
        return  # Nothing has changed for this person's department.
    delta = read_delta(enrolment.parts)
    every = edition.sections(who.lineage, who.language)
    sections = [each for each in every if delta is None or each.id in delta.read]
    read = len(sections) if finishes else stage.random.randint(1, max(1, len(sections) - 1))
    for section in sections[:read]:
        at += timedelta(seconds=stage.random.randint(40, 200))
        mark_read(stage.db, enrolment, section, now=at)
    if not asks_quiz(edition, delta):
        language = who.language
        finish_reading(stage.db, who, enrolment.id, language=language, now=at, config=stage.config)
        return
    while finishes and not _attempt(stage, who, enrolment, edition, at):
        at += timedelta(minutes=stage.random.randint(15, 60)) + (edition.wait or timedelta(0))


def _attempt(
    stage: Stage, who: Person, enrolment: Enrolment, edition: Edition, at: datetime
) -> bool:
    seed = stage.random.getrandbits(31)
    attempt = begin_quiz(stage.db, who, enrolment.id, language=who.language, seed=seed, now=at)
    _answer(stage, who, attempt, edition, at)
    done = at + timedelta(minutes=stage.random.randint(4, 12))
    outcome = submit_quiz(stage.db, who, attempt.id, now=done, config=stage.config)
    return outcome.passed


def _answer(stage: Stage, who: Person, attempt: Attempt, edition: Edition, at: datetime) -> None:
    for drawn in items_of(stage.db, attempt.id):
        item = edition.item(drawn.item, who.lineage, attempt.language)
        value = _choose(item, who.name, stage.random)
        save_answer(stage.db, attempt.id, who.id, drawn.item, 1, value, now=at)


def _choose(item: ItemView, name: str, random: Random) -> object:
    wrong = [at for at, option in enumerate(item.options) if not option.correct]
    knows = random.random() < KNOWS or not wrong
    return right_answer(item, name) if knows else [random.choice(wrong)]
