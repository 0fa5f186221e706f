"""Contacts kept: added, changed, confirmed and ended, never overwritten."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from training import audit
from training.errors import Conflict, InputRefused, Said
from training.people.contacts.kinds import kinds_of
from training.people.contacts.numbers import is_number
from training.people.models import Contact, Department

GONE = Said("This contact was changed or ended in the meantime.")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of a contact."""

    kind: str
    name: str
    number: str
    shift: str = ""
    public: bool = False
    """Whether it may be given to people who do not work here."""


def add(
    db: Session, department_id: int | None, entry: Entry, *, by: int | None, now: datetime
) -> Contact:
    """A new contact of a department, or of the City where none is given; its writer vouches for it.

    Raises `InputRefused` for a kind that is not kept there and for what no telephone can dial,
    `Conflict` when the same is kept already.
    """
    if entry.kind not in kinds_of(department_id):
        raise InputRefused("This kind of contact is not kept here.")
    if not is_number(entry.number):
        raise InputRefused("This is not a number that a telephone can dial.")
    _lock(db, department_id)
    if entry in [_entry(each) for each in db.scalars(_standing(department_id))]:
        raise Conflict("This contact is kept already.")
    made = Contact(
        department_id=department_id,
        role=entry.kind,
        shift=entry.shift or None,
        name=entry.name,
        number=entry.number,
        public=entry.public,
        confirmed=now,
        confirmed_by=by,
        ended=None,
    )
    db.add(made)
    db.flush()
    _record(db, "added", made, by=by, now=now)
    db.flush()
    return made


def change(
    db: Session,
    department_id: int | None,
    contact_id: int,
    entry: Entry,
    *,
    by: int | None,
    now: datetime,
) -> Contact:
    """The contact that takes another's place, which ends; the same words only confirm it.

    Raises what `add` does, and `Conflict` when it was changed or ended in the meantime.
    """
    old = db.scalar(_standing(department_id).where(Contact.id == contact_id))
    if old is None:
        raise Conflict(GONE)
    if _entry(old) == entry:
        confirm(db, department_id, [contact_id], by=by, now=now)
        return old
    end(db, department_id, contact_id, by=by, now=now)
    return add(db, department_id, entry, by=by, now=now)


def confirm(
    db: Session,
    department_id: int | None,
    contact_ids: Collection[int],
    *,
    by: int | None,
    now: datetime,
) -> int:
    """How many of a department's contacts were said to be right; those that ended are left out."""
    confirmed = db.scalars(
        update(Contact)
        .where(Contact.id.in_(contact_ids), Contact.ended.is_(None))
        .where(Contact.department_id.is_not_distinct_from(department_id))
        .values(confirmed=now, confirmed_by=by)
        .returning(Contact)
        .execution_options(populate_existing=True)
    ).all()
    for each in confirmed:
        _record(db, "confirmed", each, by=by, now=now)
    db.flush()
    return len(confirmed)


def end(
    db: Session, department_id: int | None, contact_id: int, *, by: int | None, now: datetime
) -> None:
    """A contact counts no more; it stays on record. Raises `Conflict` when it ended already."""
    over = db.scalar(
        update(Contact)
        .where(Contact.id == contact_id, Contact.ended.is_(None))
        .where(Contact.department_id.is_not_distinct_from(department_id))
        .values(ended=now)
        .returning(Contact)
        .execution_options(populate_existing=True)
    )
    if over is None:
        raise Conflict(GONE)
    _record(db, "ended", over, by=by, now=now)
    db.flush()


def _standing(department_id: int | None) -> Select[Contact]:
    here = Contact.department_id.is_not_distinct_from(department_id)
    return select(Contact).where(here, Contact.ended.is_(None))


def _entry(contact: Contact) -> Entry:
    return Entry(
        contact.role, contact.name, contact.number, contact.shift or "", public=contact.public
    )


def _lock(db: Session, department_id: int | None) -> None:
    """A second press of the same button waits here, and then finds what the first one made."""
    db.execute(select(Department.id).where(Department.id == department_id).with_for_update())


def _record(db: Session, verb: str, contact: Contact, *, by: int | None, now: datetime) -> None:
    # Names and numbers stay in the row, which is never overwritten.
    facts = {"contact": contact.id, "kind": contact.role, "department": contact.department_id}
    audit.record(db, f"people:contact:{verb}", actor=by, now=now, **facts)
