"""Whose word gave somebody another due day than all others have."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.assignments.extensions.queries import extensions_of
from training.assignments.extensions.rules import due_with
from training.assignments.models import Assignment
from training.people.models import Employee


@dataclass(frozen=True, slots=True)
class Extended:
    """A due day given to one person, and the name of who gave it; never why."""

    due: date
    by: str


def extended_by_others(db: Session, assignments: Collection[Assignment]) -> dict[int, Extended]:
    """Of assignments with a day of their own, that day by the assignment's id; two statements."""
    if not assignments:
        return {}
    last = {
        each: given[-1]
        for each, given in extensions_of(db, [one.id for one in assignments]).items()
    }
    kept = {
        each.id: last[each.id]
        for each in assignments
        if each.id in last and each.due != due_with(each.due, last[each.id].due)
    }
    if not kept:
        return {}
    by = {each.by for each in kept.values()}
    names = {each.id: each.name for each in db.scalars(select(Employee).where(Employee.id.in_(by)))}
    return {each: Extended(one.due, names.get(one.by, "")) for each, one in kept.items()}
