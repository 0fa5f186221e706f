"""What marking a question again would change, read from every attempt that asked it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.assignments.owed.corrected.queries import owing_for_key
from training.content.edition import CertificateEdition, binding
from training.content.queries import all_in_force, certificate_edition, missing_approvals
from training.credentials.models import Credential
from training.learning.models import Completion
from training.learning.regrading.corrected.queries import Corrected
from training.learning.regrading.marking import Marked, answered_wrong
from training.learning.regrading.queries import Sheet, finished, marked, sheets
from training.learning.showing.rules import SHOWING
from training.people.models import Employee
from training.people.queries import employment_on
from training.reporting.must_know import Place, is_held, places
from training.reporting.regrading.values import Change, Foresight, rows_of

MOST_AT_ONCE = 1_000
"""People asked for in one statement."""


@dataclass(frozen=True, slots=True)
class Look:
    """A corrected question, at an instant in the City's day `today`."""

    db: Session
    wrong: Corrected
    now: datetime
    today: date
    zone: tzinfo
    where: Mapping[int, Place]
    designs: Mapping[str, CertificateEdition]
    """The certificates in force, by slug."""

    def requires(self, certificate: str, department_id: int | None) -> frozenset[str]:
        """The modules that a certificate requires of a department's people."""
        design, place = self.designs.get(certificate), self.where.get(department_id or 0)
        return frozenset(design.required_modules(place.lineage if place else ()) if design else ())


def foresee(
    db: Session, wrong: Corrected, *, now: datetime, today: date, zone: tzinfo
) -> Foresight:
    """What marking a question again would change for everybody, if it were done now.

    Debts past their day, which hold a first certificate back, are not looked at here. The number
    of statements grows with thousands of people only.
    """
    designs = {each.slug: certificate_edition(db, each) for each in all_in_force(db, "certificate")}
    look = Look(db, wrong, now, today, zone, places(db), designs)
    found = sheets(db, wrong, None)
    marks = marked(db, wrong, found)
    owing, spared = _who_owes(look, marks)
    changes = _changes(look, marks)
    work = _work(look, {*owing, *spared})
    home = {each.employee_id: _home(look, each.department_id) for each in changes}
    home |= {who: _home(look, at) for who, at in work.items()}
    completing = {
        sheet.employee_id for sheet in found if _completes(sheet, marks[sheet.attempt.id])
    }
    return Foresight(
        attempts=sum(wrong.keys[each.attempt.revision_id].wrong for each in found),
        unmarkable=sum(1 for each in marks.values() if each is None),
        changes=changes,
        rows=rows_of(
            [each.department for each in look.where.values() if each.department.parent_id is None],
            home,
            changes,
            owing=owing,
            spared=spared,
        ),
        owing=len(owing),
        spared=len(spared),
        completing=len(completing),
        certified=_certified(look, completing),
        replaced=_replaced(look, spared, work),
        waits=_waits(look),
    )


def _completes(sheet: Sheet, mark: Marked | None) -> bool:
    counts = sheet.open and sheet.attempt.number != SHOWING
    return counts and mark is not None and mark.gains


def _who_owes(look: Look, marks: Mapping[int, Marked | None]) -> tuple[set[int], set[int]]:
    """Those who know the question and are wrong by the right key, and all others who know it."""
    asked = owing_for_key(look.db, look.wrong, None, at=look.now, today=look.today, zone=look.zone)
    done = finished(look.db, look.wrong.module, None)
    items = {each: mark.item for each, mark in marks.items() if mark}
    owing = {
        who
        for who in asked
        if answered_wrong(items, [each.attempt_id for each in done[who] if each.attempt_id])
    }
    return owing, set(asked - owing)


def _changes(look: Look, marks: Mapping[int, Marked | None]) -> tuple[Change, ...]:
    """Every attempt with another result, by its person's name."""
    mine = [each for each in marks.values() if each is not None and each.changed]
    ids = sorted({each.employee_id for each in mine})
    work, names = _work(look, ids), _names(look.db, ids)
    found = [
        Change(names[each.employee_id], each.employee_id, work.get(each.employee_id, 0), each)
        for each in mine
    ]
    return tuple(sorted(found, key=lambda each: (each.name, each.marked.attempt_id)))


def _names(db: Session, ids: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in _some(ids):
        rows = db.scalars(select(Employee).where(Employee.id.in_(some)))
        found |= {each.id: each.name for each in rows}
    return found


def _work(look: Look, ids: Collection[int]) -> dict[int, int]:
    """The department in which each of some people works, or worked last."""
    work, found = employment_on(look.today), dict[int, int]()
    for some in _some(ids):
        rows = look.db.execute(
            select(work.c.employee_id, work.c.department_id).where(work.c.employee_id.in_(some))
        )
        found |= {row.employee_id: row.department_id for row in rows}
    return found


def _some(ids: Collection[int]) -> list[list[int]]:
    every = sorted(ids)
    return [every[at : at + MOST_AT_ONCE] for at in range(0, len(every), MOST_AT_ONCE)]


def _home(look: Look, department_id: int) -> int:
    place = look.where.get(department_id)
    return (place.department.parent_id or place.department.id) if place else 0


def _certified(look: Look, completing: Collection[int]) -> int:
    """How many certificates those would get who complete the module, and hold none."""
    work, done, held = _work(look, completing), _done(look, completing), _held(look, completing)
    return sum(
        1
        for who in completing
        for slug in look.designs
        if look.wrong.module in (needed := look.requires(slug, work.get(who)))
        and needed <= done.get(who, set()) | {look.wrong.module}
        and slug not in {certificate for certificate, _pilot in held.get(who, ())}
    )


def _done(look: Look, ids: Collection[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for some in _some(ids):
        rows = look.db.execute(
            select(Completion.employee_id, Completion.module)
            .distinct()
            .where(Completion.employee_id.in_(some))
        )
        for row in rows:
            found.setdefault(row.employee_id, set()).add(row.module)
    return found


def _replaced(look: Look, spared: Collection[int], work: Mapping[int, int]) -> int:
    """How many certificates would be replaced by one on the corrected text."""
    waits = _waits(look)
    return sum(
        1
        for who, certificates in _held(look, spared).items()
        if not waits or all(pilot for _certificate, pilot in certificates)
        for certificate, _pilot in certificates
        if look.wrong.module in look.requires(certificate, work.get(who))
    )


def _waits(look: Look) -> bool:
    revision_id = look.wrong.correction.revision_id
    return bool(binding(missing_approvals(look.db, [revision_id])[revision_id], "en"))


def _held(look: Look, ids: Collection[int]) -> dict[int, list[tuple[str, bool]]]:
    """The certificates that people hold, each with whether it is a pilot."""
    found: dict[int, list[tuple[str, bool]]] = {}
    for some in _some(ids):
        rows = look.db.execute(
            select(Credential.employee_id, Credential.certificate, Credential.pilot).where(
                Credential.employee_id.in_(some), *is_held(now=look.now, today=look.today)
            )
        )
        for row in rows:
            found.setdefault(row.employee_id, []).append((row.certificate, row.pilot))
    return found
