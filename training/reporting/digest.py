"""What a liaison is told: who finished something, once a day or (in a demonstration) at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, Select, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from training.config import Config
from training.content.models import Revision
from training.content.queries import module_edition
from training.credentials.models import Credential, CredentialBasis
from training.db import BigId, UtcDateTime
from training.learning.models import REGRADED, Completion, Enrolment
from training.outbox import Message
from training.people.models import OF_A_DEPARTMENT, Department, Employee, RoleGrant
from training.people.queries import counts_in, employment_on, grants_at, home_of, works_on

LIAISON_DIGEST = "liaison-digest"
MORNING = time(7)
"""When yesterday's mail goes out, local time."""


def _of_a_department() -> Select[int, int | None]:
    here, today = bindparam("department_id", type_=BigId), bindparam("today", type_=Date)
    above = select(Department.parent_id).where(Department.id == here).scalar_subquery()
    work, works_in = employment_on(today), aliased(Department, name="works_in")
    return (
        select(RoleGrant.employee_id, RoleGrant.department_id)
        .join(work, work.c.employee_id == RoleGrant.employee_id)
        .join(works_in, works_in.id == work.c.department_id)
        .where(RoleGrant.role.in_(OF_A_DEPARTMENT), works_on(work.c, today))
        .where(grants_at(bindparam("now", type_=UtcDateTime)), counts_in(home_of(works_in)))
        .where(or_(RoleGrant.department_id == here, RoleGrant.department_id == above))
    )


# Built once: putting it together costs ten times what running it does.
_LIAISONS = _of_a_department()


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One thing that somebody finished, in the reader's language."""

    name: str
    module: str
    certificates: tuple[str, ...]
    """Titles of the certificates that came of it."""
    at: datetime


def queue_digest(
    db: Session,
    *,
    department_id: int,
    completion_id: int,
    employee_id: int,
    now: datetime,
    config: Config,
) -> list[Message]:
    """The messages that tell a department's liaisons of a completion; the caller queues them.

    A liaison gets one a day for the department they answer for (for the wider one, if it is both a
    division and its department), and none for what they finished themselves.
    """
    day = now.astimezone(config.zone).date()
    at_once = config.digest == "at-once"
    due = now if at_once else next_morning(day, config.zone)
    messages = []
    for liaison, unit in _liaisons(db, department_id, now=now, today=day).items():
        if liaison == employee_id:
            continue
        payload = {"liaison": liaison, "department": unit, "day": day.isoformat()}
        last = day.isoformat()
        if at_once:
            payload["completion"] = completion_id
            last = f"completion-{completion_id}"
        key = f"{LIAISON_DIGEST}:{liaison}:{unit}:{last}"
        messages.append(Message(key=key, kind=LIAISON_DIGEST, due=due, payload=payload))
    return messages


def digest_lines(
    db: Session,
    *,
    department_id: int,
    day: date,
    completion_id: int | None = None,
    zone: ZoneInfo,
    language: str,
) -> list[DigestLine]:
    """Who finished what in a department and its divisions on a local day, in order of time.

    It is where they worked on that day that counts, as on the department's page, and not whose text
    they had begun on. With a completion, only that one.
    """
    work = employment_on(day)
    here = or_(Department.id == department_id, Department.parent_id == department_id)
    which = Completion.id == completion_id if completion_id else _on(day, zone)
    rows = db.execute(
        select(Completion.id, Completion.at, Employee, Revision)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .join(Employee, Employee.id == Enrolment.employee_id)
        .join(Revision, Revision.id == Completion.revision_id)
        .join(work, work.c.employee_id == Employee.id)
        .join(Department, Department.id == work.c.department_id)
        .where(here, which)
        .order_by(Completion.at, Completion.id)
    ).all()
    earned = _earned(db, [each.id for each in rows], language)
    return [
        DigestLine(
            name=employee.name,
            module=module_edition(db, revision).title(language),
            certificates=tuple(earned.get(completion, ())),
            at=at,
        )
        for completion, at, employee, revision in rows
    ]


def next_morning(day: date, zone: ZoneInfo) -> datetime:
    """Seven o'clock local time on the morning after a day."""
    return datetime.combine(day + timedelta(days=1), MORNING, zone).astimezone(UTC)


def _on(day: date, zone: ZoneInfo) -> ColumnElement[bool]:
    begins = datetime.combine(day, time(), zone).astimezone(UTC)
    ends = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    # Who was right after all did nothing on that day.
    return (Completion.at >= begins) & (Completion.at < ends) & (Enrolment.kind != REGRADED)


def _liaisons(db: Session, department_id: int, *, now: datetime, today: date) -> Mapping[int, int]:
    """Who is liaison or deputy here now, and for which department; the one above if both."""
    units: dict[int, int] = {}
    values = {"department_id": department_id, "now": now, "today": today}
    for liaison, unit in db.execute(_LIAISONS, values):
        if unit is not None and (liaison not in units or unit != department_id):
            units[liaison] = unit
    return units


def _earned(db: Session, completion_ids: list[int], language: str) -> dict[int, list[str]]:
    """Titles of the certificates issued with each completion: those that it made complete.

    A certificate rests on several completions; it belongs to the last of them.
    """
    rows = db.execute(
        select(CredentialBasis.completion_id, Credential.facts)
        .join(Credential, Credential.id == CredentialBasis.credential_id)
        .join(Completion, Completion.id == CredentialBasis.completion_id)
        .where(CredentialBasis.completion_id.in_(completion_ids))
        .where(Credential.issued == Completion.at)
        .order_by(Credential.id)
    )
    titles: dict[int, list[str]] = {}
    for completion, facts in rows:
        title = facts["title"]
        titles.setdefault(completion, []).append(title.get(language) or title["en"])
    return titles
