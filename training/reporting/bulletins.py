"""Whom a bulletin is for, and who has read it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from training.assignments.models import Assignment
from training.content.bulletins.queries import Published
from training.content.models import Bulletin, Revision
from training.content.queries import certificate_edition
from training.credentials.models import Credential
from training.db import BigId, UtcDateTime
from training.learning.models import Acknowledgement
from training.people.models import Department
from training.people.queries import Person
from training.reporting.must_know import is_held, places, who_must_know


@dataclass(frozen=True, slots=True)
class Readers:
    """A department, its divisions with it: how many a bulletin is for, how many have read it."""

    department: Department
    people: int
    read: int


def unread(db: Session, person: Person, *, now: datetime, today: date) -> list[Published]:
    """The bulletins that somebody has yet to read, the oldest first; one statement.

    Those in force, of modules that a certificate requires which they hold or must hold.
    """
    values = {"employee_id": person.id, "now": now, "today": today}
    found: dict[int, Published] = {}
    for bulletin, module, certificate in db.execute(_UNREAD, values):
        design = certificate_edition(db, certificate)
        if module.slug in design.required_modules(person.lineage):
            found[bulletin.id] = Published(bulletin, module)
    return list(found.values())


def readers(
    db: Session,
    shown: Published,
    *,
    within: frozenset[int] | None,
    now: datetime,
    today: date,
) -> list[Readers]:
    """By department, how many a bulletin is for today and how many of them have read it.

    `within` narrows it to some departments by id; none means all. Five statements.
    """
    where = places(db)
    people = who_must_know(db, shown.revision.slug, where, now=now, today=today)
    have = set(
        db.scalars(
            select(Acknowledgement.employee_id).where(
                Acknowledgement.bulletin_id == shown.bulletin.id
            )
        )
    )
    asked: Counter[int] = Counter()
    read: Counter[int] = Counter()
    for employee, place in people.items():
        if within is not None and place not in within:
            continue
        department = where[place].department
        above = department.parent_id
        home = above if above and (within is None or above in within) else department.id
        asked[home] += 1
        read[home] += employee in have
    rows = [Readers(where[each].department, n, read[each]) for each, n in asked.items()]
    return sorted(rows, key=lambda row: row.department.name("en"))


def how_many_read(db: Session) -> dict[int, int]:
    """How many people have ever read each bulletin, by its id; one statement."""
    found = db.execute(
        select(Acknowledgement.bulletin_id, func.count()).group_by(Acknowledgement.bulletin_id)
    )
    return {row.bulletin_id: row[1] for row in found}


def _unread() -> Select[Bulletin, Revision, Revision]:
    me = bindparam("employee_id", type_=BigId)
    now, today = bindparam("now", type_=UtcDateTime()), bindparam("today", type_=Date())
    module, certificate = aliased(Revision, name="module"), aliased(Revision, name="design")
    newer = aliased(Revision, name="newer_design")
    last = (
        select(func.max(newer.number))
        .where(newer.kind == "certificate", newer.slug == certificate.slug)
        .correlate(certificate)
        .scalar_subquery()
    )
    asked = exists().where(
        Assignment.employee_id == me,
        Assignment.to_at.is_(None),
        Assignment.certificate == certificate.slug,
    )
    held = exists().where(
        Credential.employee_id == me,
        Credential.certificate == certificate.slug,
        *is_held(now=now, today=today),
    )
    read = exists().where(
        Acknowledgement.bulletin_id == Bulletin.id, Acknowledgement.employee_id == me
    )
    return (
        select(Bulletin, module, certificate)
        .join(module, module.id == Bulletin.revision_id)
        .join(certificate, certificate.kind == "certificate")
        .where(Bulletin.from_at <= now, or_(Bulletin.to_at.is_(None), Bulletin.to_at > now))
        .where(~read.correlate(Bulletin))
        .where(certificate.number == last)
        .where(or_(asked.correlate(certificate), held.correlate(certificate)))
        .order_by(Bulletin.from_at, Bulletin.id, certificate.slug)
    )


# Built once: putting a statement together costs more than running it.
_UNREAD = _unread()
