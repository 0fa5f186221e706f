"""A question published with a wrong key, people who answered it, and its correction."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.retraining import CONFIG, Course, label
from training.flows.decide_regrade import decide_regrade
from training.flows.propose_regrade import propose_regrade
from training.flows.regrade_some import regrade_some
from training.flows.submit_quiz import submit_quiz
from training.learning.models import Attempt, Enrolment, Regrade, Score
from training.learning.queries import items_of
from training.learning.service import save_answer
from training.people.models import Act, Employee

WRONG_KEY = (
    ("- [ ] A greeting\n  > That comes first.", "- [x] A greeting\n  > Yes, indeed."),
    ("- [x] A farewell\n  > Yes.", "- [ ] A farewell\n  > It is not."),
)
"""What makes the key of `last` wrong."""
RIGHT_KEY = tuple((new, old) for old, new in WRONG_KEY)
GREETING, FAREWELL = [0], [1]
"""Answers to `last`: by the wrong key, and by the right one."""


def published_wrong(course: Course) -> None:
    """The module with a wrong key, every attempt asking every question."""
    course.publish(("{draw=2}", "{draw=3}"), *WRONG_KEY)


def correct(course: Course) -> None:
    """Publish the right key, and say that the old one was wrong."""
    said = label("retest", "item:last", wrong_key=True)
    course.publish(*RIGHT_KEY, labels=[said])


def answered(course: Course, employee: Employee, **over: list[int]) -> Attempt:
    """An attempt handed in: right by the key that was shown, but for what is said."""
    course.days += 1
    enrolment = course.open(employee)
    course.read(enrolment, employee)
    attempt = course.begin(enrolment, employee)
    hand_in(course, attempt, employee, over)
    return attempt


def hand_in(
    course: Course, attempt: Attempt, employee: Employee, over: Mapping[str, list[int]]
) -> None:
    """Answer everything and send it."""
    edition = course.edition(course.db.get_one(Enrolment, attempt.enrolment_id))
    for drawn in items_of(course.db, attempt.id):
        item = edition.drawn_item(drawn.item, attempt.language)
        right = [n for n, option in enumerate(item.options) if option.correct]
        value = over.get(drawn.item, right)
        save_answer(course.db, attempt.id, employee.id, drawn.item, 1, value, now=course.now)
    submit_quiz(course.db, course.person(employee), attempt.id, now=course.now, config=CONFIG)


def asked(course: Course, by: Employee, *, takes_passes: bool = False) -> Act:
    """Ask for `last` to be marked again."""
    course.days += 1
    return propose_regrade(
        course.db,
        "basics",
        "last",
        takes_passes=takes_passes,
        why="The key was wrong.",
        by=course.person(by),
        now=course.now,
    )


def agreed(course: Course, act: Act, second: Employee) -> Regrade:
    """The second person's yes."""
    made = decide_regrade(
        course.db, act.id, second=course.person(second), agrees=True, now=course.now
    )
    assert made is not None
    return made


def go(course: Course, regrade: Regrade, *, most: int = 100) -> int:
    """Mark all that is left; in how many rounds."""
    rounds = 1
    while regrade_some(course.db, regrade.id, most=most, now=course.now, config=CONFIG):
        rounds += 1
    return rounds


def scores(db: Session, attempt: Attempt) -> list[tuple[float, bool]]:
    """Points and pass of every version of an attempt's score."""
    mine = select(Score).where(Score.attempt_id == attempt.id).order_by(Score.version)
    return [(each.points, each.passed) for each in db.scalars(mine)]
