"""Whom the people of a department call."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from tests.cast import LONG_AGO, NOW, TODAY, Cast, grant, move
from tests.staff import counted
from training.people.contacts.kinds import QUARTER
from training.people.contacts.queries import contacts_of, to_confirm
from training.people.contacts.service import Entry, add, confirm
from training.people.models import Department
from training.people.queries import person

DAY = Entry("mayor-report", "Front desk", "505-555-0101", "Days")
NIGHT = Entry("mayor-report", "Night desk", "505-555-0102", "Nights")


def names(db: Session, where: Department, kind: str) -> list[str]:
    found = contacts_of(db, where.id, now=NOW, today=TODAY)
    return [each.name for each in found.get(kind, ())]


def keep(db: Session, where: Department | None, entry: Entry, *, at: datetime = NOW) -> int:
    return add(db, where.id if where else None, entry, by=None, now=at).id


def test_a_department_s_own_contacts_come_before_the_city_s(db: Session, cast: Cast) -> None:
    keep(db, None, Entry("mayor-report", "City desk", "505-555-0100"))
    assert names(db, cast.library, "mayor-report") == ["City desk"]
    for each in (NIGHT, DAY):
        keep(db, cast.library, each)
    assert names(db, cast.library, "mayor-report") == ["Front desk", "Night desk"]
    assert names(db, cast.transit, "mayor-report") == ["City desk"]


def test_a_division_has_its_department_s_until_it_keeps_its_own(db: Session, cast: Cast) -> None:
    keep(db, cast.youth, DAY)
    assert names(db, cast.early_head_start, "mayor-report") == ["Front desk"]
    keep(db, cast.early_head_start, NIGHT)
    assert names(db, cast.early_head_start, "mayor-report") == ["Night desk"]
    assert names(db, cast.youth, "mayor-report") == ["Front desk"]


def test_who_holds_the_role_stands_in_until_a_number_is_kept(db: Session, cast: Cast) -> None:
    assert names(db, cast.library, "liaison") == ["Lia Liaison"]
    assert names(db, cast.transit, "liaison") == []
    keep(db, cast.library, Entry("liaison", "Lia", "505-555-0103"))
    assert names(db, cast.library, "liaison") == ["Lia"]


def test_a_deputy_stands_in_where_there_is_no_liaison(db: Session, cast: Cast) -> None:
    grant(db, cast.max, "deputy", cast.transit)
    assert names(db, cast.transit, "liaison") == ["Max Mover"]
    assert names(db, cast.transit, "deputy") == ["Max Mover"]


def test_somebody_who_left_stands_in_no_more(db: Session, cast: Cast) -> None:
    move(db, cast.lia, cast.library, since=TODAY, active=False, recorded=NOW)
    assert names(db, cast.library, "liaison") == []


def test_everything_is_asked_in_one_statement(db: Session, cast: Cast) -> None:
    keep(db, cast.library, DAY)
    with counted(db.get_bind().engine) as sent:
        contacts_of(db, cast.library.id, now=NOW, today=TODAY)
    assert len(sent) == 1


def test_a_contact_is_stale_when_its_quarter_is_over(db: Session, cast: Cast) -> None:
    keep(db, cast.library, DAY, at=NOW - QUARTER)
    (fresh,) = contacts_of(db, cast.library.id, now=NOW, today=TODAY)["mayor-report"]
    later = NOW + timedelta(seconds=1)
    (stale,) = contacts_of(db, cast.library.id, now=later, today=TODAY)["mayor-report"]
    assert (fresh.stale, stale.stale) == (False, True)


def asked(db: Session, employee_id: int, *, now: datetime = NOW) -> list[str]:
    who = person(db, employee_id, now=now, today=now.date())
    assert who
    return [contact.name for contact, _ in to_confirm(db, who, now=now)]


def test_a_liaison_confirms_each_quarter_what_their_department_keeps(
    db: Session, cast: Cast
) -> None:
    kept = keep(db, cast.library, DAY, at=LONG_AGO + timedelta(days=1))
    keep(db, cast.transit, NIGHT, at=LONG_AGO)
    assert asked(db, cast.lia.id) == ["Front desk"]
    assert asked(db, cast.lee.id) == []
    confirm(db, cast.library.id, [kept], by=cast.lia.id, now=NOW)
    assert asked(db, cast.lia.id) == []


def test_an_administrator_confirms_the_city_s(db: Session, cast: Cast) -> None:
    keep(db, None, DAY, at=LONG_AGO)
    keep(db, cast.library, NIGHT, at=LONG_AGO)
    assert asked(db, cast.olga.id) == ["Front desk"]


def test_a_successor_confirms_what_was_kept_before_they_came(db: Session, cast: Cast) -> None:
    keep(db, cast.early_head_start, DAY, at=NOW - timedelta(days=2))
    move(db, cast.max, cast.youth, since=TODAY, recorded=NOW)
    made = grant(db, cast.max, "liaison", cast.youth)
    made.from_at = NOW - timedelta(days=1)
    db.flush()
    assert asked(db, cast.max.id) == ["Front desk"]
