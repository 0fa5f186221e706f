"""Contacts are ended and never overwritten."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from training.audit import AuditEvent
from training.errors import Conflict, InputRefused
from training.people.contacts.queries import ended, kept
from training.people.contacts.service import Entry, add, change, confirm, end

DESK = Entry("legal", "Front desk", "505-555-0101", public=True)
LATER = NOW + timedelta(days=30)


def acts(db: Session) -> list[str]:
    db.flush()
    events = db.scalars(select(AuditEvent).order_by(AuditEvent.id))
    return [each.act for each in events if each.act.startswith("people:contact:")]


def test_a_change_ends_the_old_one_and_keeps_it(db: Session, cast: Cast) -> None:
    old = add(db, cast.library.id, DESK, by=cast.lia.id, now=NOW)
    new = Entry("legal", "Front desk", "505-555-0199")
    change(db, cast.library.id, old.id, new, by=cast.lia.id, now=LATER)
    (standing,) = kept(db, cast.library.id)
    (past,) = ended(db, cast.library.id)
    assert (standing.number, standing.confirmed) == ("505-555-0199", LATER)
    assert (past.number, past.ended) == ("505-555-0101", LATER)
    assert acts(db) == ["people:contact:added", "people:contact:ended", "people:contact:added"]


def test_the_same_words_only_confirm_it(db: Session, cast: Cast) -> None:
    old = add(db, None, DESK, by=None, now=NOW)
    same = change(db, None, old.id, DESK, by=cast.olga.id, now=LATER)
    assert (same.id, same.confirmed, same.confirmed_by) == (old.id, LATER, cast.olga.id)
    assert acts(db) == ["people:contact:added", "people:contact:confirmed"]


def test_the_same_is_not_kept_twice(db: Session, cast: Cast) -> None:
    add(db, cast.library.id, DESK, by=None, now=NOW)
    add(db, cast.transit.id, DESK, by=None, now=NOW)
    with pytest.raises(Conflict):
        add(db, cast.library.id, DESK, by=None, now=NOW)


def test_what_ended_cannot_be_changed_ended_or_confirmed(db: Session, cast: Cast) -> None:
    old = add(db, cast.library.id, DESK, by=None, now=NOW)
    end(db, cast.library.id, old.id, by=cast.lia.id, now=NOW)
    with pytest.raises(Conflict):
        end(db, cast.library.id, old.id, by=cast.lia.id, now=LATER)
    with pytest.raises(Conflict):
        change(db, cast.library.id, old.id, DESK, by=cast.lia.id, now=LATER)
    assert confirm(db, cast.library.id, [old.id], by=cast.lia.id, now=LATER) == 0


def test_another_department_s_contact_is_out_of_reach(db: Session, cast: Cast) -> None:
    theirs = add(db, cast.transit.id, DESK, by=None, now=NOW)
    assert confirm(db, cast.library.id, [theirs.id], by=cast.lia.id, now=LATER) == 0
    with pytest.raises(Conflict):
        end(db, cast.library.id, theirs.id, by=cast.lia.id, now=LATER)
    assert theirs.ended is None


def test_a_department_keeps_no_number_of_oei_and_nothing_that_cannot_be_dialled(
    db: Session, cast: Cast
) -> None:
    with pytest.raises(InputRefused):
        add(db, cast.library.id, Entry("oei", "OEI", "505-555-0101"), by=None, now=NOW)
    with pytest.raises(InputRefused):
        add(db, cast.library.id, Entry("legal", "Legal", "ask around"), by=None, now=NOW)


def test_the_audit_names_neither_people_nor_numbers(db: Session, cast: Cast) -> None:
    add(db, cast.library.id, DESK, by=cast.lia.id, now=NOW)
    db.flush()
    (event,) = db.scalars(select(AuditEvent).where(AuditEvent.act == "people:contact:added"))
    assert event.facts.keys() == {"contact", "kind", "department"}
