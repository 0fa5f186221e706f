"""What people have to do for their certificates, as the timetable of reminders takes it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.assignments.models import Assignment
from training.assignments.queries import requirements_in_force
from training.assignments.reminders.timetable import Debt, What
from training.assignments.rules import read_rules
from training.assignments.standings.queries import PersonStanding, standings_of
from training.assignments.status import Mark, Status
from training.content.asking.rules import MODULE
from training.content.models import LabelledChange
from training.content.queries import all_in_force, certificate_edition
from training.credentials.models import Credential

TO_DO = (Status.TO_DO, Status.IN_PROGRESS, Status.OVERDUE, Status.EXPIRED, Status.REVOKED)
UPDATES = (Status.UPDATE_DUE, Status.OUT_OF_DATE)


def debts_of(
    db: Session, employee_ids: Collection[int] | None, *, at: datetime, today: date, zone: ZoneInfo
) -> dict[int, list[Debt]]:
    """What each of some people has to do, none for everybody; a fixed number of statements.

    Nothing of whoever is excused, of what nobody asks, and of a certificate part of which is on
    hold: it may be impossible for them just now.
    """
    if employee_ids is not None and not employee_ids:
        return {}
    standings = [
        each
        for each in standings_of(db, employee_ids, at=at, today=today, zone=zone)
        if each.requirement is not None
        and each.excused_until is None
        and Mark.UNDER_REVIEW not in each.marks
    ]
    days = _Days(db, employee_ids, zone)
    found: dict[int, list[Debt]] = defaultdict(list)
    for each in standings:
        if debt := days.debt(each, today):
            found[each.employee_id].append(debt)
    return found


class _Days:
    """The days that a standing does not tell, read once for many people."""

    def __init__(self, db: Session, employee_ids: Collection[int] | None, zone: ZoneInfo) -> None:
        self._asked = _asked_since(db, employee_ids, zone)
        self._expires = _expiries(db, employee_ids)
        self._changed = _changed_since(db, zone)
        self._windows = {
            each.requirement: read_rules(each.rules).window for each in requirements_in_force(db)
        }

    def debt(self, standing: PersonStanding, today: date) -> Debt | None:
        """What a standing asks of its person; none when it asks nothing."""
        who, certificate, status = standing.employee_id, standing.certificate, standing.status
        expires = self._expires.get(standing.credential_id or 0)
        if status is Status.RENEW_SOON:
            window = self._windows.get(standing.requirement or "")
            since = expires - timedelta(days=window) if expires and window is not None else None
            return Debt(certificate, What.RENEWAL, since, expires)
        if status in UPDATES:
            out = status is Status.OUT_OF_DATE
            since = self._changed.get(certificate)
            return Debt(certificate, What.UPDATE, since, standing.update_due, out)
        if status not in TO_DO:
            return None
        due = expires if status is Status.EXPIRED else standing.due
        late = status in (Status.OVERDUE, Status.EXPIRED) and due is not None and due < today
        return Debt(certificate, What.TO_DO, self._asked.get((who, certificate)), due, late)


def _asked_since(
    db: Session, employee_ids: Collection[int] | None, zone: ZoneInfo
) -> Mapping[tuple[int, str], date]:
    asked = (
        select(Assignment.employee_id, Assignment.certificate, func.min(Assignment.from_at))
        .where(Assignment.to_at.is_(None))
        .group_by(Assignment.employee_id, Assignment.certificate)
    )
    if employee_ids is not None:
        asked = asked.where(Assignment.employee_id.in_(employee_ids))
    rows = db.execute(asked)
    return {(who, certificate): _day(at, zone) for who, certificate, at in rows}


def _expiries(db: Session, employee_ids: Collection[int] | None) -> Mapping[int, date]:
    expiring = select(Credential.id, Credential.expires).where(Credential.expires.is_not(None))
    if employee_ids is not None:
        expiring = expiring.where(Credential.employee_id.in_(employee_ids))
    return {each.id: each.expires for each in db.execute(expiring)}


def _changed_since(db: Session, zone: ZoneInfo) -> Mapping[str, date]:
    """The day on which anything that a certificate requires was published last.

    Also the certificate itself, where it asks for a further module by a day.
    """
    published = {each.slug: _day(each.published, zone) for each in all_in_force(db, "module")}
    adding = set(
        db.scalars(select(LabelledChange.revision_id).where(LabelledChange.part.startswith(MODULE)))
    )
    found: dict[str, date] = {}
    for revision in all_in_force(db, "certificate"):
        edition = certificate_edition(db, revision)
        modules = {
            *edition.file.requires,
            *(m for each in edition.file.also.values() for m in each),
        }
        days = [published[each] for each in modules if each in published]
        if revision.id in adding:
            days.append(_day(revision.published, zone))
        if days:
            found[revision.slug] = max(days)
    return found


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
