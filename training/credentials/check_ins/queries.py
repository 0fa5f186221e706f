"""Reading check-ins: somebody's own, and counts without names."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from training.credentials.check_ins.models import CheckIn
from training.credentials.check_ins.timetable import ALWAYS, Asked, Kept, latest_start
from training.credentials.models import Credential, CredentialEvent
from training.credentials.queries import REVOKED
from training.errors import NotFound
from training.learning.retention.models import LegalHold
from training.learning.retention.rules import EMPLOYEE, EVERYTHING, MODULE
from training.people.queries import employment_on

FAR = 24
"""From this one on, ten years later, no statement tells what was offered: that is looked up."""


class CheckInCount(NamedTuple):
    """Of one department's check-ins so long after a certificate: how many, and how they went.

    `n` as in `timetable`: 1 after a week, 2 a month, 3 three months, 4 six months, then each six
    months. `right` are those answered wholly right the first time; there is no second.
    """

    n: int
    department_id: int
    answered: int
    right: int
    offered: int


def check_in_counts(db: Session, *, since: date, until: date) -> list[CheckInCount]:
    """What became of the check-ins offered from a day to another, both included, without names.

    By `n` and the department where people worked when they were offered; one statement. Groups are
    as small as they are: whoever shows them leaves small ones out.
    """
    right = func.sum(func.coalesce(CheckIn.right.cast(Integer), 0))
    rows = db.execute(
        select(CheckIn.n, CheckIn.department_id, func.count(CheckIn.answered), right, func.count())
        .where(CheckIn.due >= since, CheckIn.due <= until)
        .group_by(CheckIn.n, CheckIn.department_id)
        .order_by(CheckIn.n, CheckIn.department_id)
    )
    return [CheckInCount(*row) for row in rows]


class Series(NamedTuple):
    """A certificate somebody holds, and the check-ins that they were offered by it, by `n`."""

    credential: Credential
    check_ins: tuple[CheckIn, ...]

    @property
    def kept(self) -> Kept:
        """What the timetable looks at."""
        since = self.credential.asked_since
        rows = tuple(
            Asked(each.id, each.n, each.due, each.put_off, each.answered) for each in self.check_ins
        )
        return Kept(since or date.max, self.credential.expires, rows)

    def has(self, check_in_id: int) -> bool:
        """Whether a check-in is one of them."""
        return any(each.id == check_in_id for each in self.check_ins)


def series_of(db: Session, employee_id: int) -> list[Series]:
    """Somebody's check-ins by the certificates that count; one statement.

    Also those that were offered by a certificate which one of them replaced without beginning anew.
    Certificates by which nothing was offered yet are left out.
    """
    rows = list(db.execute(_held(employee_id)))
    by_id = {each.id: each for _check_in, each in rows}
    return [
        Series(credential, tuple(each for each, other in rows if other.id == credential.id))
        for credential in by_id.values()
    ]


def own_check_in(db: Session, check_in_id: int, employee_id: int) -> CheckIn:
    """Somebody's check-in as it stands now. Raises `NotFound` for another's."""
    mine = select(CheckIn).where(CheckIn.id == check_in_id, CheckIn.employee_id == employee_id)
    found = db.scalar(mine.execution_options(populate_existing=True))
    if found is None:
        raise NotFound("There is no such question of yours.")
    return found


def _held(employee_id: int) -> Select[CheckIn, Credential]:
    then = aliased(Credential, name="then")
    same = (
        (then.employee_id == Credential.employee_id)
        & (then.certificate == Credential.certificate)
        & (then.asked_since == Credential.asked_since)
    )
    return (
        select(CheckIn, Credential)
        .join(then, then.id == CheckIn.credential_id)
        .join(Credential, same)
        .where(CheckIn.employee_id == employee_id, _in_force())
        .order_by(Credential.certificate, CheckIn.n)
        .execution_options(populate_existing=True)
    )


class Certified(NamedTuple):
    """Somebody's certificate of which a question may have come, and where they work."""

    employee_id: int
    credential_id: int
    certificate: str
    since: date
    expires: date | None
    department_id: int


def certified_long_enough(db: Session, *, after: int, most: int, today: date) -> list[Certified]:
    """Certificates in force of those who work here to which a question has come, by their ids.

    None whose question was offered by the same certificate; from the employee after `after`, at
    most so many certificates; one statement.
    """
    works = employment_on(today)
    rows = db.execute(
        select(
            Credential.employee_id,
            Credential.id,
            Credential.certificate,
            Credential.asked_since,
            Credential.expires,
            works.c.department_id,
        )
        .join(works, works.c.employee_id == Credential.employee_id)
        .where(works.c.active, Credential.employee_id > after, _has_come(today))
        .where(Credential.expires.is_(None) | (Credential.expires >= today))
        .where(_in_force())
        .order_by(Credential.employee_id, Credential.id)
        .limit(most)
    )
    return [Certified(*row) for row in rows]


def offered_to(
    db: Session, employee_ids: Collection[int]
) -> set[tuple[int, str, date | None, int]]:
    """What people were offered: employee, certificate, since when it is counted, and which one.

    Also by certificates that others took the place of; one statement.
    """
    rows = db.execute(
        select(CheckIn.employee_id, Credential.certificate, Credential.asked_since, CheckIn.n)
        .join(Credential, Credential.id == CheckIn.credential_id)
        .where(CheckIn.employee_id.in_(employee_ids))
    )
    return {(row[0], row[1], row[2], row[3]) for row in rows}


def old_answers(db: Session, before: datetime, *, now: datetime) -> int:
    """How many answers given before an instant are still kept and may go."""
    found = select(func.count()).select_from(CheckIn).where(old_and_free(before, now=now))
    return db.scalar(found) or 0


def old_and_free(before: datetime, *, now: datetime) -> ColumnElement[bool]:
    """The condition that an answer was given before an instant and that no legal hold keeps it."""
    on = or_(
        LegalHold.kind == EVERYTHING,
        and_(LegalHold.kind == MODULE, LegalHold.subject == CheckIn.module),
        and_(LegalHold.kind == EMPLOYEE, LegalHold.subject == cast(CheckIn.employee_id, String)),
    )
    ended = and_(LegalHold.to_at.is_not(None), LegalHold.to_at <= now)
    held = select(LegalHold.id).where(on, LegalHold.from_at <= now, ~ended)
    return and_(CheckIn.answered < before, CheckIn.value.is_not(None), ~held.exists())


def _in_force() -> ColumnElement[bool]:
    newer = aliased(Credential, name="newer")
    replaced = select(newer.id).where(newer.replaces_id == Credential.id)
    revoked = select(CredentialEvent.id).where(
        CredentialEvent.credential_id == Credential.id, CredentialEvent.kind == REVOKED
    )
    return ~replaced.exists() & ~revoked.exists()


def _has_come(today: date) -> ColumnElement[bool]:
    """Whether a question has come that the same certificate has not offered."""
    since, ends = Credential.asked_since, Credential.expires.is_not(None)
    starts = {n: latest_start(n, today) for n in range(1, FAR + 1)}
    conditions = [and_(ends, since <= starts[FAR])]
    for n in range(1, FAR):
        offered = select(CheckIn.id).where(CheckIn.credential_id == Credential.id, CheckIn.n == n)
        come = and_(since <= starts[n], ~offered.exists())
        if n < ALWAYS:
            conditions.append(and_(come, since > starts[n + 1]))
        elif n == ALWAYS:
            conditions.append(and_(come, or_(~ends, since > starts[n + 1])))
        else:
            conditions.append(and_(ends, come, since > starts[n + 1]))
    return or_(*conditions)
