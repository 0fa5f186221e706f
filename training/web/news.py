"""What a finished module asks of somebody again, for its first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from sqlalchemy.orm import Session

from training.assignments.owed.plan.queries import plan_again
from training.assignments.owed.queries import owing_by, pasts_of
from training.assignments.owing.debts import Owes, Owing
from training.content.models import Revision
from training.content.placed import SECTION
from training.content.queries import module_edition
from training.credentials.models import Credential
from training.credentials.queries import in_force_and_held, of_employee
from training.learning.models import DELTA, Enrolment
from training.learning.queries import ModuleState
from training.people.queries import Person
from training.reporting.my_module import Change, my_module
from training.web.languages import language
from training.web.reading import Copy
from training.web.state import now, state


@dataclass(frozen=True, slots=True)
class News:
    """What is asked of somebody who finished a module before.

    `whole`: all of it is taken again, and nothing else is filled in. Otherwise only what changed:
    how many pages and questions changed, how many are new to them, why, and by the end of which
    day. `minutes` is what is left of it.
    """

    whole: bool
    minutes: int
    pages: int = 0
    new: int = 0
    questions: int = 0
    due: date | None = None
    changes: tuple[Change, ...] = ()


def news_of(db: Session, person: Person, copy: Copy) -> News | None:
    """What is asked again, opened or not; none for a first time, and where there is nothing."""
    enrolment = copy.enrolment
    if enrolment is None:
        return None
    if not copy.finished:
        if copy.delta is None:
            return None
        owing = owing_when_opened(db, person, enrolment)
        return _news(db, person, copy.revision, owing, enrolment, len(copy.read))
    published = in_force_and_held(db, person.id)
    text = next((each for each in published.of("module") if each.slug == copy.edition.slug), None)
    if text is None:
        return None
    plan = plan_again(db, person, text, published, now=now(), zone=state().config.zone)
    if plan is None:
        return None
    if plan.owing is None or plan.kind != DELTA:
        return News(whole=True, minutes=round(module_edition(db, text).minutes))
    return _news(db, person, text, plan.owing, None, 0)


def owing_when_opened(db: Session, person: Person, enrolment: Enrolment) -> Owing:
    """What somebody owed when they opened what they are at, with why and by when."""
    at, zone = enrolment.opened, state().config.zone
    day = at.astimezone(zone).date()
    past = pasts_of(db, enrolment.module, [person.id], at=at, today=day, zone=zone)[person.id]
    return owing_by(db, enrolment.module, [past], at=at)[past]


def resting_on(db: Session, person: Person, module: str) -> Sequence[Credential]:
    """The person's newest certificates that rest on a module, one of each."""
    newest: dict[str, Credential] = {}
    for each in of_employee(db, person.id):
        if module in each.modules:
            newest.setdefault(each.certificate, each)
    return list(newest.values())


def _news(
    db: Session,
    person: Person,
    revision: Revision,
    owing: Owing,
    enrolment: Enrolment | None,
    read: int,
) -> News:
    opened = ModuleState(enrolment, read, None, None) if enrolment else None
    mine = my_module(db, person, revision, opened, owing, language=language())
    sections = [each for each in owing.debts if each.part.startswith(SECTION)]
    new = sum(each.owes is Owes.NEW for each in sections)
    return News(
        whole=False,
        minutes=max(1, ceil(mine.left.minutes)),
        pages=len(sections) - new,
        new=new,
        questions=len(owing.debts) - len(sections),
        due=owing.due,
        changes=mine.changes,
    )
