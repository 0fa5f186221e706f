"""Some time has passed since people were certified: offer them a question."""

from collections.abc import Collection
from datetime import date, datetime, tzinfo

from sqlalchemy.orm import Session

from training.assignments.owed.queries import CITY_ZONE
from training.assignments.standings.queries import standings_of
from training.assignments.status import Status
from training.content.holds.queries import holds_in_force
from training.content.queries import all_in_force, certificate_edition, module_edition
from training.credentials.check_ins.choosing import candidates
from training.credentials.check_ins.queries import (
    Certified,
    certified_long_enough,
    offered_to,
)
from training.credentials.check_ins.service import Offer, offer
from training.credentials.check_ins.timetable import newest_due
from training.people.departments.queries import lineages

AT_ONCE = 1000
"""Certificates that one transaction looks at."""
NOTHING_OWED = (Status.CURRENT, Status.RENEW_SOON)
Due = tuple[Certified, int, date]
"""Whose question is due, which, and since when."""


def offer_check_ins(
    db: Session, *, after: int = 0, most: int = AT_ONCE, now: datetime, zone: tzinfo = CITY_ZONE
) -> int | None:
    """Offer the questions that are due; the id of the last person looked at, none at the end.

    To whoever works here, holds a certificate that is in force, owes nothing of it, is not excused
    from it, and can be asked something: its text is published and not on hold. Which question it is
    is drawn when they open it. Looks at `most` certificates, of the people after `after` by their
    ids; the caller commits and calls again. The number of statements depends on the modules; the
    second time changes nothing.
    """
    today = now.astimezone(zone).date()
    found = certified_long_enough(db, after=after, most=most, today=today)
    due = [
        (each, *newest)
        for each in found
        if (newest := newest_due(each.since, each.expires, today)) is not None
    ]
    if due:
        able = _able(db, _not_offered(db, due))
        offer(db, _offers(db, able, now=now, today=today, zone=zone))
    if len(found) < most:
        return None
    # Of the last one there may be more certificates: they are looked at again, unless alone.
    last = found[-1].employee_id
    return max((each.employee_id for each in found if each.employee_id < last), default=last)


def _not_offered(db: Session, due: Collection[Due]) -> list[Due]:
    offered = offered_to(db, {each.employee_id for each, _n, _day in due})
    return [
        (each, n, day)
        for each, n, day in due
        if (each.employee_id, each.certificate, each.since, n) not in offered
    ]


def _able(db: Session, due: Collection[Due]) -> list[Due]:
    """Those of whose modules at least one has something to ask."""
    if not due:
        return []
    designs = {each.slug: certificate_edition(db, each) for each in all_in_force(db, "certificate")}
    texts = {each.slug: module_edition(db, each) for each in all_in_force(db, "module")}
    held = {slug: holds_in_force(db, slug) for slug in texts}
    by_id = lineages(db)
    known: dict[tuple[str, tuple[str, ...]], bool] = {}

    def has_any(certificate: str, lineage: tuple[str, ...]) -> bool:
        design = designs.get(certificate)
        modules = design.required_modules(lineage) if design else ()
        return any(candidates(texts[m], lineage, held[m]) for m in modules if m in texts)

    found: list[Due] = []
    for each, n, day in due:
        key = (each.certificate, by_id[each.department_id])
        if key not in known:
            known[key] = has_any(*key)
        if known[key]:
            found.append((each, n, day))
    return found


def _offers(
    db: Session, due: Collection[Due], *, now: datetime, today: date, zone: tzinfo
) -> list[Offer]:
    people = {each.employee_id for each, _n, _day in due}
    standings = standings_of(db, people, at=now, today=today, zone=zone) if people else []
    good = {
        each.credential_id
        for each in standings
        if each.status in NOTHING_OWED and each.excused_until is None
    }
    return [
        Offer(each.credential_id, each.employee_id, each.department_id, n, day)
        for each, n, day in due
        if each.credential_id in good
    ]
