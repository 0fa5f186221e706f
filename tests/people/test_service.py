from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from training.audit import AuditEvent
from training.errors import InputRefused, NotFound
from training.people import service
from training.people.models import RoleGrant
from training.people.queries import person


def test_a_role_is_granted_once(db: Session, cast: Cast) -> None:
    for _ in range(2):
        service.grant_role(db, cast.max.id, "liaison", cast.transit.id, by=cast.olga.id, now=NOW)
    found = person(db, cast.max.id, now=NOW, today=TODAY)
    assert found is not None
    assert found.liaison_of == {cast.transit.id}
    assert len(db.scalars(select(RoleGrant).filter_by(employee_id=cast.max.id)).all()) == 1
    event = db.scalars(select(AuditEvent)).one()
    assert (event.act, event.actor) == ("people:role:granted", cast.olga.id)
    facts = {"employee": cast.max.id, "role": "liaison", "department": cast.transit.id}
    assert event.facts == facts


def test_an_ended_grant_can_be_given_again(db: Session, cast: Cast) -> None:
    first = service.grant_role(db, cast.max.id, "author", None, by=None, now=NOW)
    first.to_at = NOW + timedelta(hours=1)
    later = NOW + timedelta(hours=2)
    second = service.grant_role(db, cast.max.id, "author", None, by=None, now=later)
    assert second.id != first.id


@pytest.mark.parametrize(("role", "why"), [("boss", "not a role"), ("liaison", "a department")])
def test_a_grant_that_means_nothing_is_refused(
    db: Session, cast: Cast, role: str, why: str
) -> None:
    with pytest.raises(InputRefused, match=why):
        service.grant_role(db, cast.max.id, role, None, by=None, now=NOW)


@pytest.mark.parametrize(("nobody", "nowhere"), [(True, False), (False, True)])
def test_a_grant_needs_somebody_and_somewhere(
    db: Session, cast: Cast, nobody: bool, nowhere: bool
) -> None:
    employee_id = 10_000 if nobody else cast.max.id
    place = 10_000 if nowhere else cast.transit.id
    with pytest.raises(NotFound):
        service.grant_role(db, employee_id, "liaison", place, by=None, now=NOW)


def test_a_chosen_language_is_kept(db: Session, cast: Cast) -> None:
    service.set_language(db, cast.lee.id, "es", now=NOW)
    found = person(db, cast.lee.id, now=NOW, today=TODAY)
    assert found is not None
    assert found.language == "es"
    with pytest.raises(InputRefused, match="“fr”"):
        service.set_language(db, cast.lee.id, "fr", now=NOW)


def test_nobody_cannot_be_locked(db: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        service.lock(db, 10_000)
