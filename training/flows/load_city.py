"""The City's departments as its content describes them come into the database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training import audit
from training.content.city import DepartmentEntry
from training.errors import InputRefused, Problem
from training.people.models import Department


@dataclass(frozen=True, slots=True)
class CityLoaded:
    """How many departments were new, differed and stayed as they were."""

    added: int
    changed: int
    unchanged: int


def load_city(
    db: Session, entries: Sequence[DepartmentEntry], *, by: int | None, now: datetime
) -> CityLoaded:
    """Add and update departments and divisions; one that is not listed any more stays.

    Raises `InputRefused` for a parent nobody knows, a division of a division and a code that
    two departments claim.
    """
    present = {each.slug: each for each in db.scalars(select(Department))}
    problems = list(_problems(entries, present))
    if problems:
        raise InputRefused("The departments cannot be loaded; nothing was changed.", problems)
    new = [each for each in entries if each.slug not in present]
    changed = [each for each in entries if each.slug in present and _differs(each, present)]
    _free_codes(db, changed, present)
    for each in sorted([*new, *changed], key=lambda entry: entry.parent is not None):
        _write(db, each, present)
    loaded = CityLoaded(len(new), len(changed), len(entries) - len(new) - len(changed))
    if new or changed:
        facts = {"added": loaded.added, "changed": loaded.changed}
        audit.record(db, "people:city:loaded", actor=by, now=now, **facts)
    db.flush()
    return loaded


def _problems(
    entries: Sequence[DepartmentEntry], present: dict[str, Department]
) -> Iterator[Problem]:
    listed = {each.slug: each for each in entries}
    owners = {each.code: each.slug for each in present.values() if each.slug not in listed}
    for each in entries:
        if each is not listed[each.slug]:
            yield Problem(each.slug, "is listed twice", "choose another id for one of them")
        owner = owners.setdefault(each.code, each.slug)
        if owner != each.slug:
            yield Problem(each.slug, f"the code {each.code} is that of {owner}", "choose another")
        if each.parent is not None:
            yield from _parent_problems(each, each.parent, listed, present)


def _parent_problems(
    entry: DepartmentEntry,
    parent: str,
    listed: dict[str, DepartmentEntry],
    present: dict[str, Department],
) -> Iterator[Problem]:
    if parent not in listed and parent not in present:
        yield Problem(entry.slug, f"its parent “{parent}” is not a department", "list it too")
    elif _is_division(parent, listed, present):
        what = f"its parent “{parent}” is a division itself"
        yield Problem(entry.slug, what, "name the department above both")


def _is_division(
    slug: str, listed: dict[str, DepartmentEntry], present: dict[str, Department]
) -> bool:
    if slug in listed:
        return listed[slug].parent is not None
    return present[slug].parent_id is not None


def _differs(entry: DepartmentEntry, present: dict[str, Department]) -> bool:
    department = present[entry.slug]
    parent_id = present[entry.parent].id if entry.parent in present else None
    moves = department.parent_id != parent_id or (entry.parent is not None and parent_id is None)
    return moves or (
        (department.code, department.names, department.youth, department.aliases)
        != (entry.code, entry.names, entry.youth, list(entry.aliases))
    )


def _free_codes(
    db: Session, entries: Iterable[DepartmentEntry], present: dict[str, Department]
) -> None:
    # Two departments may have swapped their codes, and a code is unique at every moment.
    for each in entries:
        if present[each.slug].code != each.code:
            present[each.slug].code = f"~{present[each.slug].id}"
    db.flush()


def _write(db: Session, entry: DepartmentEntry, present: dict[str, Department]) -> None:
    department = present.get(entry.slug)
    if department is None:
        department = present[entry.slug] = Department(slug=entry.slug)
        db.add(department)
    department.parent_id = present[entry.parent].id if entry.parent else None
    department.code = entry.code
    department.names = dict(entry.names)
    department.youth = entry.youth
    department.aliases = list(entry.aliases)
    db.flush()
