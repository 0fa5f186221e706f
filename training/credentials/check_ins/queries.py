"""Reading check-ins: somebody's own, and counts without names."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Integer, Select, func, select
from sqlalchemy.orm import Session, aliased

from training.credentials.check_ins.models import CheckIn
from training.credentials.check_ins.timetable import Asked, Kept
from training.credentials.models import Credential, CredentialEvent
from training.credentials.queries import REVOKED
from training.errors import NotFound


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
    then, newer = aliased(Credential, name="then"), aliased(Credential, name="newer")
    replaced = select(newer.id).where(newer.replaces_id == Credential.id).exists()
    event = (CredentialEvent.credential_id == Credential.id) & (CredentialEvent.kind == REVOKED)
    same = (
        (then.employee_id == Credential.employee_id)
        & (then.certificate == Credential.certificate)
        & (then.asked_since == Credential.asked_since)
    )
    return (
        select(CheckIn, Credential)
        .join(then, then.id == CheckIn.credential_id)
        .join(Credential, same)
        .where(CheckIn.employee_id == employee_id, ~replaced)
        .where(~select(CredentialEvent.id).where(event).exists())
        .order_by(Credential.certificate, CheckIn.n)
        .execution_options(populate_existing=True)
    )
