from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from time import sleep

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, employee, grant, move
from training.audit import AuditEvent
from training.db import Database
from training.errors import Conflict, InputRefused, NotAllowed, NotFound
from training.outbox import OutboxMessage
from training.people.acts.queries import waiting
from training.people.grants.service import (
    GRANT,
    confirm,
    decide_grant,
    end,
    end_by_hand,
    end_lost,
    grant_or_ask,
    renew,
)
from training.people.models import Act, Department, Employee, RoleGrant
from training.people.queries import person

YEAR = timedelta(days=365)
DAY = timedelta(days=1)


def give(
    db: Session,
    cast: Cast,
    who: Employee,
    role: str,
    where: Department | None = None,
    *,
    reason: str = "The task",
    to_at: datetime | None = NOW + YEAR,
) -> RoleGrant | Act:
    return grant_or_ask(
        db,
        who.id,
        role,
        where.id if where else None,
        from_at=NOW,
        to_at=to_at,
        reason=reason,
        by=cast.olga.id,
        now=NOW,
    )


def asked(db: Session, cast: Cast, who: Employee, role: str = "auditor") -> int:
    act = give(db, cast, who, role)
    assert isinstance(act, Act)
    return act.id


def roles(db: Session, who: Employee, now: datetime = NOW) -> frozenset[str]:
    found = person(db, who.id, now=now, today=TODAY)
    assert found is not None
    return found.roles


def mails(db: Session) -> list[str]:
    return list(db.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))


def test_an_ordinary_role_counts_at_once_and_its_holder_is_told(db: Session, cast: Cast) -> None:
    made = give(db, cast, cast.lee, "author")
    assert isinstance(made, RoleGrant)
    assert (made.reason, made.by, made.to_at) == ("The task", cast.olga.id, NOW + YEAR)
    assert roles(db, cast.lee) == {"author"}
    assert roles(db, cast.lee, NOW + YEAR) == set()
    assert mails(db) == ["role-changed"]


@pytest.mark.parametrize(
    ("role", "changed", "why"),
    [
        ("author", {"reason": "  "}, "why they need"),
        ("author", {"to_at": None}, "ends by itself"),
        ("hr", {"to_at": None}, "ends by itself"),
        ("author", {"to_at": NOW}, "end after it begins"),
        ("deputy", {}, "is one of a department"),
    ],
)
def test_a_role_without_reason_end_or_place_is_refused(
    db: Session, cast: Cast, role: str, changed: dict[str, object], why: str
) -> None:
    with pytest.raises(InputRefused, match=why):
        give(db, cast, cast.lee, role, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["administrator", "hr", "auditor"])
def test_a_sensitive_role_waits_for_another_administrator(
    db: Session, cast: Cast, role: str
) -> None:
    act_id = asked(db, cast, cast.lee, role)
    assert roles(db, cast.lee) == set()
    made = decide_grant(db, act_id, second=cast.ada.id, agrees=True, now=NOW + DAY)
    assert made is not None
    assert (made.by, made.reason, made.from_at) == (cast.olga.id, "The task", NOW + DAY)
    assert roles(db, cast.lee, NOW + DAY) == {role}
    assert mails(db) == ["role-changed"]


def test_a_role_is_asked_for_once_however_often_one_clicks(db: Session, cast: Cast) -> None:
    act_id = asked(db, cast, cast.lee)
    again = grant_or_ask(
        db,
        cast.lee.id,
        "auditor",
        None,
        from_at=NOW + timedelta(seconds=1),
        to_at=NOW + YEAR,
        reason="The task",
        by=cast.olga.id,
        now=NOW + timedelta(seconds=1),
    )
    assert isinstance(again, Act)
    assert again.id == act_id
    with pytest.raises(Conflict, match="asked for already"):
        give(db, cast, cast.lee, "auditor", reason="Another task")
    asked(db, cast, cast.max)


def test_neither_who_asks_nor_who_would_get_it_agrees(db: Session, cast: Cast) -> None:
    act_id = asked(db, cast, cast.ada)
    with pytest.raises(NotAllowed, match="yourself"):
        decide_grant(db, act_id, second=cast.olga.id, agrees=True, now=NOW)
    with pytest.raises(NotAllowed, match="is for you"):
        decide_grant(db, act_id, second=cast.ada.id, agrees=True, now=NOW)
    assert "auditor" not in roles(db, cast.ada)


def test_a_refused_role_is_not_given(db: Session, cast: Cast) -> None:
    act_id = asked(db, cast, cast.lee)
    assert decide_grant(db, act_id, second=cast.ada.id, agrees=False, now=NOW) is None
    assert roles(db, cast.lee) == set()
    assert waiting(db, GRANT) == []


def test_what_was_asked_for_a_time_that_is_over_is_not_given(db: Session, cast: Cast) -> None:
    act_id = asked(db, cast, cast.lee)
    with pytest.raises(Conflict, match="is over"):
        decide_grant(db, act_id, second=cast.ada.id, agrees=True, now=NOW + YEAR)


def test_a_renewed_role_goes_on_without_a_gap(db: Session, cast: Cast) -> None:
    first = give(db, cast, cast.lee, "author")
    assert isinstance(first, RoleGrant)
    second = renew(db, first.id, to_at=NOW + 2 * YEAR, by=cast.olga.id, now=NOW + DAY)
    assert isinstance(second, RoleGrant)
    assert (first.to_at, second.from_at, second.to_at) == (NOW + DAY, NOW + DAY, NOW + 2 * YEAR)
    assert second.reason == "The task"
    assert roles(db, cast.lee, NOW + DAY) == {"author"}


def test_renewing_a_sensitive_role_needs_a_second_person_too(db: Session, cast: Cast) -> None:
    held = grant(db, cast.lee, "hr")
    held.to_at = NOW + DAY
    act = renew(db, held.id, to_at=NOW + YEAR, by=cast.olga.id, now=NOW)
    assert isinstance(act, Act)
    assert held.to_at == NOW + DAY


def test_an_agreed_renewal_takes_the_place_of_the_old_grant(db: Session, cast: Cast) -> None:
    held = grant(db, cast.lee, "hr")
    held.reason, held.to_at = "Rosters", NOW + DAY
    act = renew(db, held.id, to_at=NOW + YEAR, by=cast.olga.id, now=NOW)
    made = decide_grant(db, act.id, second=cast.ada.id, agrees=True, now=NOW)
    assert made is not None
    assert (held.to_at, made.to_at) == (NOW, NOW + YEAR)


def test_an_ended_role_counts_for_nothing_and_is_on_record(db: Session, cast: Cast) -> None:
    held = grant(db, cast.lee, "author")
    end_by_hand(db, held.id, by=cast.olga.id, now=NOW, today=TODAY)
    assert roles(db, cast.lee) == set()
    event = db.scalars(select(AuditEvent)).one()
    assert (event.act, event.actor) == ("people:role:ended", cast.olga.id)
    assert event.facts == {"employee": cast.lee.id, "role": "author", "department": None}
    with pytest.raises(Conflict, match="ended already"):
        end(db, held.id, by=cast.olga.id, now=NOW + DAY)
    with pytest.raises(NotFound):
        end(db, 10_000, by=cast.olga.id, now=NOW)


def test_somebody_is_always_administrator(db: Session, cast: Cast) -> None:
    last = db.scalars(select(RoleGrant).where(RoleGrant.role == "administrator")).one()
    with pytest.raises(Conflict, match="last administrator"):
        end_by_hand(db, last.id, by=cast.olga.id, now=NOW, today=TODAY)


def test_what_leavers_and_movers_held_ends_and_administrators_hear_of_liaisons(
    db: Session, cast: Cast
) -> None:
    ben = employee(db, "Ben", "Both", "2001", cast.transit)
    kept, author = grant(db, ben, "liaison", cast.transit), grant(db, ben, "author")
    left = grant(db, cast.max, "auditor")
    move(db, cast.lia, cast.transit, since=TODAY)
    move(db, cast.max, cast.transit, since=TODAY, active=False)
    ended = end_lost(db, now=NOW, today=TODAY)
    assert {(each.employee_id, each.role) for each in ended} == {
        (cast.lia.id, "liaison"),
        (cast.max.id, "auditor"),
    }
    assert left.to_at == NOW
    assert (kept.to_at, author.to_at) == (None, None)
    (told,) = db.scalars(select(OutboxMessage))
    assert (told.kind, told.payload["administrator"]) == ("liaison-left", cast.olga.id)
    assert end_lost(db, now=NOW, today=TODAY) == []


def test_a_role_is_confirmed_by_its_holder_once(db: Session, cast: Cast) -> None:
    held = grant(db, cast.lee, "author")
    for at in (NOW, NOW + DAY):
        confirm(db, held.id, cast.lee.id, now=at)
    assert held.confirmed == NOW
    assert len(db.scalars(select(AuditEvent)).all()) == 1
    with pytest.raises(NotFound):
        confirm(db, held.id, cast.max.id, now=NOW)


def test_two_administrators_who_end_each_other_at_once_leave_one(
    database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        grant(db, db.merge(cast.ada), "administrator")
        db.commit()
        of_it = select(RoleGrant.id).where(RoleGrant.role == "administrator")
        held = list(db.scalars(of_it))
    both = Barrier(2)

    def end_one(grant_id: int) -> bool:
        with database.writing() as db:
            if database.dialect == "postgresql":
                both.wait()
            try:
                end_by_hand(db, grant_id, by=cast.olga.id, now=NOW, today=TODAY)
                if database.dialect == "postgresql":
                    sleep(0.2)
                db.commit()
            except Conflict:
                return False
        return True

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(end_one, held)) == [False, True]
