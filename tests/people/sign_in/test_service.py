from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, PASSWORD, TODAY, Cast, move
from training.audit import AuditEvent
from training.errors import Conflict, NotFound
from training.people import service as people
from training.people.models import LOCAL, Identity, SignInSession
from training.people.passwords import NOBODY, hash_password, verify_password
from training.people.queries import Person, person_by_session, token_hash
from training.people.sign_in.codes import ACTIVATION, RESET, code_hash
from training.people.sign_in.queries import (
    Code,
    code_behind,
    open_sessions,
    password_behind,
    password_of,
    ways_in,
)
from training.people.sign_in.service import (
    Entry,
    begin_session,
    end_session,
    end_sessions,
    keep_password,
    make_code,
    spend_code,
)

HOUR = timedelta(hours=1)


def enter(db: Session, cast: Cast, *, hours: int = 12, label: str = "") -> str:
    entry = Entry(LOCAL, label=label)
    return begin_session(db, cast.lee.id, entry, expires=NOW + hours * HOUR, now=NOW)


def who(db: Session, token: str, hours: int = 0) -> Person | None:
    return person_by_session(db, token, now=NOW + hours * HOUR, today=TODAY)


def acts(db: Session) -> list[tuple[str, int | None]]:
    return [(each.act, each.actor) for each in db.scalars(select(AuditEvent))]


def behind(db: Session, code: str, *, later: timedelta = timedelta()) -> Code:
    return code_behind(db, code, now=NOW + later, today=TODAY)


@pytest.fixture(autouse=True)
def lee_has_a_password(db: Session, cast: Cast) -> None:
    people.set_password(db, cast.lee.id, PASSWORD)


@pytest.mark.parametrize("login", ["1002", " LEE.learner@cabq.example "])
def test_a_password_is_found_by_number_and_by_mail(db: Session, cast: Cast, login: str) -> None:
    whose, secret = password_behind(db, login, now=NOW, today=TODAY)
    assert whose == cast.lee.id
    assert verify_password(secret, PASSWORD)


@pytest.mark.parametrize("login", ["9999", "", "1003"])
def test_nobody_s_password_is_checked_against_a_hash_of_the_same_cost(
    db: Session, cast: Cast, login: str
) -> None:
    assert password_behind(db, login, now=NOW, today=TODAY) == (None, NOBODY)
    assert hash_password(PASSWORD)[:31] == NOBODY[:31]


def test_a_leaver_s_password_is_nobody_s(db: Session, cast: Cast) -> None:
    move(db, cast.lee, cast.library, since=TODAY, active=False)
    assert password_behind(db, "1002", now=NOW, today=TODAY) == (None, NOBODY)


def test_a_session_is_its_holder_s_until_it_ends(db: Session, cast: Cast) -> None:
    token = enter(db, cast)
    found = who(db, token, hours=11)
    assert found is not None
    assert found.id == cast.lee.id
    assert who(db, token, hours=12) is None
    assert acts(db) == [("people:employee:signed-in", cast.lee.id)]


def test_the_token_itself_is_not_kept(db: Session, cast: Cast) -> None:
    token = enter(db, cast)
    kept = db.scalars(select(SignInSession)).one()
    assert len(token) >= 43
    assert kept.token_hash == token_hash(token) != token


def test_signing_out_ends_this_session_only(db: Session, cast: Cast) -> None:
    first, second = enter(db, cast), enter(db, cast)
    people.sign_out(db, first, now=NOW)
    people.sign_out(db, first, now=NOW + HOUR)
    people.sign_out(db, "unknown", now=NOW)
    assert who(db, first) is None
    assert who(db, second) is not None
    assert acts(db)[2:] == [("people:employee:signed-out", cast.lee.id)]


def test_one_s_sessions_are_listed_the_newest_first_and_ended_one_by_one(
    db: Session, cast: Cast
) -> None:
    enter(db, cast, label="Chrome · Android")
    enter(db, cast, label="Firefox · Linux")
    enter(db, cast, hours=-1)
    newest, oldest = open_sessions(db, cast.lee.id, now=NOW)
    assert (newest.label, oldest.label) == ("Firefox · Linux", "Chrome · Android")
    with pytest.raises(NotFound):
        end_session(db, cast.max.id, oldest.id, now=NOW)
    end_session(db, cast.lee.id, oldest.id, now=NOW)
    with pytest.raises(NotFound):
        end_session(db, cast.lee.id, oldest.id, now=NOW)
    assert [each.id for each in open_sessions(db, cast.lee.id, now=NOW)] == [newest.id]


def test_all_others_end_at_once(db: Session, cast: Cast) -> None:
    first, second, here = enter(db, cast), enter(db, cast), enter(db, cast)
    assert end_sessions(db, cast.lee.id, keep=here, by=cast.lee.id, now=NOW) == 2
    assert end_sessions(db, cast.lee.id, keep=here, by=cast.lee.id, now=NOW) == 0
    assert [who(db, each) is None for each in (first, second, here)] == [True, True, False]
    assert acts(db)[3:] == [("people:sessions:ended", cast.lee.id)]


def test_a_new_password_ends_the_old_one_the_sessions_and_the_codes(
    db: Session, cast: Cast
) -> None:
    old, here = enter(db, cast), enter(db, cast)
    code = make_code(db, cast.lee.id, RESET, lasts=HOUR, by=None, now=NOW)
    keep_password(db, cast.lee.id, hash_password("another one"), keep=here, now=NOW)
    assert who(db, old) is None
    assert who(db, here) is not None
    assert verify_password(password_of(db, cast.lee.id) or "", "another one")
    assert behind(db, code).standing == "over"
    assert len(db.scalars(select(Identity).filter_by(issuer=LOCAL)).all()) == 1


def test_a_code_lets_its_owner_in_once(db: Session, cast: Cast) -> None:
    code = make_code(db, cast.max.id, ACTIVATION, lasts=HOUR, by=cast.lia.id, now=NOW)
    found = behind(db, code.lower().replace("-", " "))
    assert (found.standing, found.kind) == ("good", ACTIVATION)
    assert found.person
    assert found.person.id == cast.max.id
    assert spend_code(db, code, now=NOW) == cast.max.id
    with pytest.raises(Conflict):
        spend_code(db, code, now=NOW)
    assert behind(db, code).standing == "used"
    assert acts(db) == [
        ("people:activation:made", cast.lia.id),
        ("people:activation:used", cast.max.id),
    ]


def test_the_code_itself_is_not_kept(db: Session, cast: Cast) -> None:
    code = make_code(db, cast.max.id, ACTIVATION, lasts=HOUR, by=None, now=NOW)
    kept = db.scalars(select(Identity).filter_by(issuer=ACTIVATION)).one()
    assert kept.subject == code_hash(code)
    assert code not in repr(vars(kept))
    assert all(code not in str(each.facts) for each in db.scalars(select(AuditEvent)))


def test_a_newer_code_ends_the_one_before(db: Session, cast: Cast) -> None:
    lost = make_code(db, cast.max.id, ACTIVATION, lasts=HOUR, by=None, now=NOW)
    newer = make_code(db, cast.max.id, ACTIVATION, lasts=HOUR, by=None, now=NOW)
    assert (behind(db, lost).standing, behind(db, newer).standing) == ("over", "good")


@pytest.mark.parametrize("left", [True, False])
def test_a_code_is_over_when_its_time_is_or_its_owner_has_left(
    db: Session, cast: Cast, left: bool
) -> None:
    code = make_code(db, cast.max.id, ACTIVATION, lasts=HOUR, by=None, now=NOW)
    if left:
        move(db, cast.max, cast.transit, since=TODAY, active=False)
    else:
        with pytest.raises(Conflict):
            spend_code(db, code, now=NOW + HOUR)
    assert behind(db, code, later=timedelta() if left else HOUR).standing == "over"


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA-AAAA", "🦉"])
def test_a_code_nobody_made_is_unknown(db: Session, cast: Cast, code: str) -> None:
    assert behind(db, code).standing == "unknown"


def test_a_password_is_no_code(db: Session, cast: Cast) -> None:
    assert behind(db, str(cast.lee.id)).standing == "unknown"


def test_a_liaison_sees_who_of_theirs_cannot_come_in(db: Session, cast: Cast) -> None:
    make_code(db, cast.lia.id, ACTIVATION, lasts=HOUR, by=None, now=NOW)
    found = ways_in(db, {cast.library.id}, now=NOW, today=TODAY)
    assert [(each.number, each.enters, each.code_until is not None) for each in found] == [
        ("1002", True, False),
        ("1003", False, True),
    ]
    assert [each.has_role for each in found] == [False, True]


def test_an_account_elsewhere_is_a_way_in_and_a_second_factor_is_none(
    db: Session, cast: Cast
) -> None:
    for issuer, whose in (("https://id.example", cast.max), ("totp", cast.lia)):
        db.add(Identity(employee_id=whose.id, issuer=issuer, subject=f"s{whose.id}", secret=""))
    db.flush()
    places = {cast.library.id, cast.transit.id}
    found = {each.number: each for each in ways_in(db, places, now=NOW, today=TODAY)}
    assert found["1004"].enters
    assert not found["1004"].has_password
    assert not found["1003"].enters
