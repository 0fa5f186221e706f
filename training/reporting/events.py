"""What was written down, searched: by person, by act, by day; newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.orm import Session

from training.audit import AuditEvent
from training.people.models import Department, Employee
from training.people.words import fold, full_name


@dataclass(frozen=True, slots=True)
class Search:
    """What the reader asks for, as it stands in an address; an empty one asks for everything."""

    person: str = ""
    """An employee number or parts of a name."""
    act: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Search":
        """The search of an address; a day that is none is left out."""
        return cls(
            person=asked.get("person", "").strip()[:100],
            act=asked.get("act", "").strip()[:80],
            since=_day(asked.get("since", "")),
            until=_day(asked.get("until", "")),
        )

    @property
    def asked(self) -> dict[str, str]:
        """What is set, as an address has it."""
        every = {
            "person": self.person,
            "act": self.act,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
        }
        return {key: value for key, value in every.items() if value}


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody an event is about, as they are called now."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Event:
    """An act: by whom, to whom and where, as far as it says."""

    id: int
    at: datetime
    act: str
    actor: Named | None
    """None when the system did it by itself."""
    employee: Named | None
    department: Department | None
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Selected:
    """The condition of a search, and whom it is about if it names somebody."""

    conditions: tuple[ColumnElement[bool], ...]
    people: tuple[int, ...]

    def count(self, db: Session) -> int:
        """How many events there are."""
        return db.scalar(select(func.count(AuditEvent.id)).where(*self.conditions)) or 0

    def events(self, db: Session, *, start: int, most: int) -> tuple[Event, ...]:
        """Some of the events, newest first."""
        newest_first = (AuditEvent.at.desc(), AuditEvent.id.desc())
        newest = select(AuditEvent).where(*self.conditions).order_by(*newest_first)
        return _told(db, db.scalars(newest.offset(start).limit(most)).all())


def select_events(db: Session, search: Search, *, zone: ZoneInfo) -> Selected:
    """Which events a search asks for; days are the City's."""
    conditions: list[ColumnElement[bool]] = []
    people: tuple[int, ...] = ()
    if search.person:
        people = people_called(db, search.person)
        about = cast(AuditEvent.facts["employee"].as_string(), String)
        conditions.append(
            or_(AuditEvent.actor.in_(people), about.in_([str(each) for each in people]))
        )
    if search.act:
        conditions.append(AuditEvent.act == search.act)
    if search.since:
        conditions.append(AuditEvent.at >= _begin(search.since, zone))
    if search.until:
        conditions.append(AuditEvent.at < _begin(search.until + timedelta(days=1), zone))
    return Selected(tuple(conditions), people)


def people_called(db: Session, text: str) -> tuple[int, ...]:
    """The ids of those with an employee number, else of those whose name has all its parts."""
    numbered = db.scalar(select(Employee.id).where(Employee.number == text.upper()))
    if numbered is not None:
        return (numbered,)
    wanted = fold(text).split()
    names = select(
        Employee.id, Employee.first_name, Employee.last_name, Employee.preferred_name
    ).order_by(Employee.id)
    called = ((row[0], fold(f"{row[1]} {row[2]} {row[3] or ''}")) for row in db.execute(names))
    return tuple(id_ for id_, name in called if wanted and all(part in name for part in wanted))


def _told(db: Session, events: Sequence[AuditEvent]) -> tuple[Event, ...]:
    """The events with the names of those they are about, in two statements."""
    people = _names(db, {each.actor for each in events} | {_whom(each) for each in events})
    ids = {each.facts.get("department") for each in events}
    units = select(Department).where(Department.id.in_([each for each in ids if _is_id(each)]))
    departments = {each.id: each for each in db.scalars(units)}
    return tuple(
        Event(
            each.id,
            each.at,
            each.act,
            people.get(each.actor or 0),
            people.get(_whom(each) or 0),
            departments.get(each.facts.get("department", 0)),
            each.facts,
        )
        for each in events
    )


def _names(db: Session, ids: set[int | None]) -> dict[int, Named]:
    found = select(
        Employee.id,
        Employee.number,
        Employee.first_name,
        Employee.last_name,
        Employee.preferred_name,
    ).where(Employee.id.in_([each for each in ids if each is not None]))
    return {row[0]: Named(row[1], full_name(row[2], row[3], row[4])) for row in db.execute(found)}


def _whom(event: AuditEvent) -> int | None:
    found = event.facts.get("employee")
    return found if _is_id(found) else None


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
