"""Writes of what measures training: samples, nameless answers, drills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from secrets import SystemRandom

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from training.audit import record
from training.content.edition import ItemView
from training.errors import Conflict, InputRefused, Said
from training.learning.answers import checked, done
from training.learning.measuring.held_out import LARGEST, NAMELESS, SURE
from training.learning.measuring.models import Exercise, Probe, ProbeOffer
from training.learning.measuring.queries import SAMPLE, Asked, offered_in, open_offer
from training.learning.measuring.scripts import DONE, Script
from training.learning.scoring import score_item
from training.people.service import lock
from training.settings import put_setting

Item = tuple[str, str, int]
"""A module, the id of one of its questions, and the revision that has it."""
MOST_PEOPLE = 10_000
LONGEST_SITE = 120


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answered, as `answers` says for its kind, and one of `held_out.SURE`."""

    value: object
    sure: str


@dataclass(frozen=True, slots=True)
class Drill:
    """What was seen in a drill; `done` says of each step one of `scripts.DONE`."""

    day: date
    department_id: int
    site: str
    headcount: int
    script: Script
    done: Sequence[str]


def check_sample_size(size: int | None) -> None:
    """Raise `InputRefused` for a number that cannot be set."""
    if size is not None and not 0 < size <= LARGEST:
        raise InputRefused(Said("Write a number from 1 to {n}.", n=LARGEST))


def set_sample_size(db: Session, size: int | None, *, by: int, now: datetime) -> None:
    """Set how many people are asked in a month; none for nobody. Raises `InputRefused`."""
    check_sample_size(size)
    put_setting(db, SAMPLE, size, by=by, now=now)


def end_offers(db: Session, *, before: str) -> None:
    """Close what was offered in earlier months; it then looks the same as what was answered."""
    db.execute(
        update(ProbeOffer)
        .where(ProbeOffer.month < before, ProbeOffer.items.is_not(None))
        .values(items=None)
    )


def offer(
    db: Session, month: str, drawn: Mapping[int, int], items: Mapping[int, Sequence[Item]]
) -> None:
    """Offer questions to people: by their ids the department they stand for, and what is asked.

    They are written in random order.
    """
    people = list(drawn)
    SystemRandom().shuffle(people)
    rows = [
        {
            "month": month,
            "employee_id": each,
            "department_id": drawn[each],
            "items": [list(item) for item in items[each]],
        }
        for each in people
    ]
    if rows:
        db.execute(insert(ProbeOffer), rows)


def decline(db: Session, employee_id: int, *, month: str) -> None:
    """Close what somebody is offered; that they declined is not kept."""
    lock(db, employee_id)
    _close(db, employee_id, month)


def keep_answers(
    db: Session,
    employee_id: int,
    asked: Sequence[Asked],
    given: Sequence[Given],
    *,
    month: str,
) -> list[bool]:
    """Keep what was answered with nobody's name, and close the offer; whether each was right.

    Nothing that is kept leads from an answer to a person: no instant, no order, no audit event, and
    the offer forgets what it asked. Raises `Conflict` when it is closed already, `InputRefused`
    unless every question has a whole answer and how sure.
    """
    values = [_whole(each.view, answer) for each, answer in zip(asked, given, strict=True)]
    lock(db, employee_id)
    department_id = _close(db, employee_id, month)
    known = offered_in(db, month, department_id) >= NAMELESS
    right = [score_item(each.view, value).right for each, value in zip(asked, values, strict=True)]
    random = SystemRandom()
    rows = [
        Probe(
            id=random.randrange(1, 2**53),
            month=month,
            department_id=department_id if known else None,
            module=each.module,
            item=each.view.id,
            sha256=each.view.sha256,
            right=is_right,
            sure=answer.sure,
        )
        for each, answer, is_right in zip(asked, given, right, strict=True)
    ]
    random.shuffle(rows)
    db.add_all(rows)
    db.flush()
    return right


def _whole(item: ItemView, answer: Given) -> object:
    value = checked(item, answer.value)
    if answer.sure not in SURE or not done(item, value):
        raise InputRefused("Answer both questions, and say how sure you are.")
    return value


def _close(db: Session, employee_id: int, month: str) -> int:
    found = open_offer(db, employee_id, month)
    if found is None:
        raise Conflict("These questions are answered or declined already, or their month is over.")
    found.items = None
    db.flush()
    return found.department_id


def record_exercise(
    db: Session,
    drill: Drill,
    *,
    by: int,
    now: datetime,
    today: date,
    corrects: Exercise | None = None,
) -> Exercise:
    """Keep what was seen in a drill, or keep it in the place of an earlier record.

    Raises `InputRefused` for a day to come, nobody, no site, or steps that are not all answered.
    """
    _check(drill, today)
    made = Exercise(
        day=drill.day,
        department_id=drill.department_id,
        site=drill.site,
        module=drill.script.module,
        scenario=drill.script.scenario,
        headcount=drill.headcount,
        steps=[
            {"step": step, "done": how}
            for step, how in zip(drill.script.steps, drill.done, strict=True)
        ],
        corrects_id=corrects.id if corrects else None,
        by=by,
        at=now,
    )
    db.add(made)
    db.flush()
    act = "learning:exercise:corrected" if corrects else "learning:exercise:recorded"
    department = drill.department_id
    record(db, act, actor=by, now=now, exercise=made.id, department=department)
    return made


def _check(drill: Drill, today: date) -> None:
    if drill.day > today:
        raise InputRefused("A drill is recorded after it was held.")
    if not 0 < drill.headcount <= MOST_PEOPLE:
        raise InputRefused(Said("Write a number from 1 to {n}.", n=MOST_PEOPLE))
    if not 0 < len(drill.site) <= LONGEST_SITE:
        raise InputRefused("Say where it was.")
    if len(drill.done) != len(drill.script.steps) or not set(drill.done) <= set(DONE):
        raise InputRefused("Say of each step whether it was done, prompted or missed.")
