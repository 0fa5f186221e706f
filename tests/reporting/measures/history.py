"""What measures count: first attempts, samples, nameless answers and drills."""

from collections.abc import Iterable, Sequence
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY
from training.content.models import Revision
from training.learning.measuring.models import Exercise, Probe, ProbeOffer
from training.learning.models import Attempt, Enrolment, Score
from training.people.models import Employee, Employment

IDS = count(1)


def attempts(
    db: Session, people: Sequence[Employee], *, passed: int, number: int = 1, version: int = 1
) -> None:
    """An attempt of each, of which so many passed; a version of its score after the first alone."""
    for at, who in enumerate(people):
        enrolment = _enrolment(db, who)
        taken = select(Attempt).where(
            Attempt.enrolment_id == enrolment.id, Attempt.number == number
        )
        attempt = db.scalar(taken) or Attempt(
            enrolment_id=enrolment.id,
            number=number,
            revision_id=enrolment.revision_id,
            language="en",
            seed=1,
            begun=NOW,
            submitted=NOW,
        )
        db.add(attempt)
        db.flush()
        score = Score(
            attempt_id=attempt.id, version=version, points=1, of=1, passed=at < passed, at=NOW
        )
        db.add(score)
    db.flush()


def _enrolment(db: Session, who: Employee) -> Enrolment:
    found = db.scalar(select(Enrolment).where(Enrolment.employee_id == who.id))
    if found:
        return found
    revision = db.scalars(select(Revision).where(Revision.kind == "module")).one()
    here = select(Employment.department_id).where(Employment.employee_id == who.id)
    made = Enrolment(
        employee_id=who.id,
        module=revision.slug,
        cycle=1,
        kind="full",
        revision_id=revision.id,
        department_id=db.scalars(here).one(),
        opened=NOW,
    )
    db.add(made)
    db.flush()
    return made


def asked(db: Session, month: str, department_id: int, people: Iterable[Employee]) -> None:
    """A month's sample in a department, all closed."""
    for each in people:
        made = ProbeOffer(month=month, employee_id=each.id, department_id=department_id)
        db.add(made)
    db.flush()


def answers(
    db: Session,
    month: str,
    department_id: int | None,
    *,
    right: int,
    guessed_wrong: int,
    sure_wrong: int,
) -> None:
    """So many nameless answers."""
    kinds = [(True, "sure")] * right + [(False, "guess")] * guessed_wrong
    for is_right, sure in kinds + [(False, "sure")] * sure_wrong:
        made = Probe(
            id=next(IDS),
            month=month,
            department_id=department_id,
            module="basics",
            item="later",
            sha256="ab" * 32,
            right=is_right,
            sure=sure,
        )
        db.add(made)
    db.flush()


def drill(db: Session, department_id: int, *, headcount: int, done: Iterable[str]) -> Exercise:
    """A drill with its steps."""
    made = Exercise(
        day=TODAY,
        department_id=department_id,
        site="Main Library",
        module="basics",
        scenario="item:desk",
        headcount=headcount,
        steps=[{"step": f"Step {n}", "done": each} for n, each in enumerate(done)],
        by=1,
        at=NOW,
    )
    db.add(made)
    db.flush()
    return made
