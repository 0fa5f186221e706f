from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, PASSWORD, TODAY, Cast, move
from training.audit import AuditEvent
from training.errors import InputRefused, NotFound
from training.people import service
from training.people.models import Identity, RoleGrant, SignInSession
from training.people.queries import Person, person, person_by_session, token_hash


def enter(db: Session, login: str = "1002", password: str = PASSWORD) -> str | None:
    found = service.door(db, login, now=NOW, today=TODAY).opens(password)
    return service.sign_in(db, found.id, now=NOW, hours=12) if found else None


def who(db: Session, token: str, hours: int = 0) -> Person | None:
    return person_by_session(db, token, now=NOW + timedelta(hours=hours), today=TODAY)


def acts(db: Session) -> list[tuple[str, int | None]]:
    return [(each.act, each.actor) for each in db.scalars(select(AuditEvent))]


@pytest.fixture(autouse=True)
def lee_has_a_password(db: Session, cast: Cast) -> None:
    service.set_password(db, cast.lee.id, PASSWORD)


@pytest.mark.parametrize("login", ["1002", " LEE.learner@cabq.example "])
def test_the_right_password_starts_a_session(db: Session, cast: Cast, login: str) -> None:
    token = enter(db, login)
    assert token is not None
    found = who(db, token)
    assert found is not None
    assert found.id == cast.lee.id
    assert acts(db) == [("people:employee:signed-in", cast.lee.id)]


def test_a_session_lasts_as_long_as_it_was_given(db: Session, cast: Cast) -> None:
    token = enter(db) or ""
    assert who(db, token, hours=11) is not None
    assert who(db, token, hours=12) is None


def test_the_token_itself_is_not_kept(db: Session, cast: Cast) -> None:
    token = enter(db) or ""
    kept = db.scalars(select(SignInSession)).one()
    assert len(token) >= 43
    assert kept.token_hash == token_hash(token) != token


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("1002", "wrong"),
        ("1002", ""),
        ("1002", PASSWORD + " "),
        ("9999", PASSWORD),
        ("", PASSWORD),
        ("1003", PASSWORD),
        ("1003", ""),
    ],
)
def test_whatever_is_wrong_nobody_comes_in(
    db: Session, cast: Cast, login: str, password: str
) -> None:
    assert enter(db, login, password) is None
    assert db.scalars(select(SignInSession)).all() == []
    assert acts(db) == []


def test_a_leaver_does_not_come_in(db: Session, cast: Cast) -> None:
    move(db, cast.lee, cast.library, since=TODAY, active=False)
    assert enter(db) is None


def test_every_refusal_checks_exactly_one_password(
    db: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def note(secret: str, password: str) -> bool:
        checked.append(secret.split("$p")[0][:31])
        return False

    monkeypatch.setattr(service, "verify_password", note)
    for login in ("1002", "1003", "9999"):
        assert enter(db, login) is None
    assert len(checked) == 3
    assert len(set(checked)) == 1


def test_signing_out_ends_this_session_only(db: Session, cast: Cast) -> None:
    first, second = enter(db) or "", enter(db) or ""
    service.sign_out(db, first, now=NOW)
    service.sign_out(db, first, now=NOW + timedelta(hours=1))
    service.sign_out(db, "unknown", now=NOW)
    assert who(db, first) is None
    assert who(db, second) is not None
    assert acts(db)[2:] == [("people:employee:signed-out", cast.lee.id)]


def test_a_new_password_takes_the_place_of_the_old(db: Session, cast: Cast) -> None:
    service.set_password(db, cast.lee.id, "another one")
    assert enter(db) is None
    assert enter(db, password="another one") is not None
    assert len(db.scalars(select(Identity)).all()) == 1


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
    service.set_language(db, cast.lee.id, "es")
    found = person(db, cast.lee.id, now=NOW, today=TODAY)
    assert found is not None
    assert found.language == "es"
    with pytest.raises(InputRefused, match="“fr”"):
        service.set_language(db, cast.lee.id, "fr")


def test_nobody_cannot_be_locked(db: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        service.lock(db, 10_000)
