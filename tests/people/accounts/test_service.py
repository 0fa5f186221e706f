"""Whose account it is, and sessions that a provider ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, move
from training.audit import AuditEvent
from training.db import Database
from training.errors import InputRefused, SignInRefused
from training.people.accounts import service
from training.people.accounts.account import Account
from training.people.accounts.queries import issuer_of_session
from training.people.accounts.service import (
    employee_of,
    end_issuers_sessions,
    spend,
    untie,
)
from training.people.models import Employee, Identity
from training.people.queries import person_by_session
from training.people.service import lock
from training.people.sign_in.service import Entry, begin_session

ISSUER, OTHER = "https://login.example.com", "https://other.example.com"


def account(
    value: str | None = "1002", subject: str = "s-lee", *, match: str = "number", at: str = ISSUER
) -> Account:
    return Account(at, subject, match, value)


def enter(db: Session, theirs: Account) -> int:
    return employee_of(db, theirs, now=NOW, today=TODAY).id


def refused(db: Session, theirs: Account) -> str:
    with pytest.raises(SignInRefused) as said:
        enter(db, theirs)
    return said.value.code


def test_the_first_sign_in_ties_an_account_and_later_ones_go_by_it(db: Session, cast: Cast) -> None:
    assert enter(db, account()) == cast.lee.id
    assert enter(db, account()) == cast.lee.id
    assert enter(db, account(None)) == cast.lee.id, "also when the claim is left out one day"
    assert db.scalar(select(func.count()).select_from(Identity)) == 1


def test_an_e_mail_finds_its_employee_in_any_case(db: Session, cast: Cast) -> None:
    assert enter(db, account("Lee.Learner@CABQ.example", match="email")) == cast.lee.id


def test_a_number_is_no_e_mail_and_the_other_way_round(db: Session, cast: Cast) -> None:
    assert refused(db, account("1002", match="email")) == "not-on-the-list"
    assert refused(db, account(cast.lee.email)) == "not-on-the-list"


def test_nobody_is_found_by_anything_but_the_claim(db: Session, cast: Cast) -> None:
    assert refused(db, account(None)) == "no-claim"
    assert refused(db, account("9999")) == "not-on-the-list"
    assert refused(db, account("100")) == "not-on-the-list"
    assert refused(db, account("%")) == "not-on-the-list"


def test_whoever_left_is_not_on_the_list_tied_or_not(db: Session, cast: Cast) -> None:
    enter(db, account())
    for who in (cast.lee, cast.max):
        move(db, who, cast.library, since=TODAY, active=False, recorded=NOW)
    assert refused(db, account()) == "not-on-the-list"
    assert refused(db, account("1004", "s-max")) == "not-on-the-list"


def test_a_tied_account_cannot_become_somebody_else(db: Session, cast: Cast) -> None:
    enter(db, account())
    assert refused(db, account("1005")) == "contradiction"
    assert refused(db, account("9999")) == "contradiction"


def test_a_second_account_does_not_get_the_same_employee(db: Session, cast: Cast) -> None:
    enter(db, account())
    assert refused(db, account(subject="s-twin")) == "contradiction"
    assert enter(db, account(subject="s-twin", at=OTHER)) == cast.lee.id


def test_a_new_address_there_is_no_contradiction_until_it_is_somebody_elses(
    db: Session, cast: Cast
) -> None:
    enter(db, account(cast.lee.email, match="email"))
    assert enter(db, account("lee.married@cabq.example", match="email")) == cast.lee.id
    assert refused(db, account(cast.max.email, match="email")) == "contradiction"


def test_what_was_untied_can_be_tied_anew(db: Session, cast: Cast) -> None:
    enter(db, account())
    assert untie(db, cast.lee.id, ISSUER, by=cast.olga.id, now=NOW)
    assert not untie(db, cast.lee.id, ISSUER, by=cast.olga.id, now=NOW)
    assert enter(db, account(subject="s-new")) == cast.lee.id
    acts = set(db.scalars(select(AuditEvent.act)))
    assert {"people:account:tied", "people:account:untied"} <= acts


def begin(db: Session, cast: Cast, subject: str, session: str | None, at: str = ISSUER) -> str:
    entry = Entry(at, subject, session)
    expires = NOW + timedelta(hours=1)
    return begin_session(db, cast.lee.id, entry, expires=expires, now=NOW)


@pytest.mark.parametrize(
    ("subject", "session", "open_after"),
    [
        ("s-lee", None, [False, False, True, True]),
        (None, "one", [False, True, False, True]),
        ("s-lee", "one", [False, True, True, True]),
        ("s-lee", "none", [True, True, True, True]),
    ],
)
def test_a_provider_ends_what_it_began_and_nothing_else(
    db: Session, cast: Cast, subject: str | None, session: str | None, open_after: list[bool]
) -> None:
    tokens = [
        begin(db, cast, "s-lee", "one"),
        begin(db, cast, "s-lee", "two"),
        begin(db, cast, "s-other", "one"),
        begin(db, cast, "s-lee", "one", OTHER),
    ]
    assert issuer_of_session(db, tokens[3]) == OTHER
    ended = end_issuers_sessions(db, ISSUER, subject=subject, session=session, now=NOW)
    found = [person_by_session(db, each, now=NOW, today=TODAY) is not None for each in tokens]
    assert (found, ended) == (open_after, open_after.count(False))


def test_a_logout_that_names_nobody_ends_nothing(db: Session, cast: Cast) -> None:
    with pytest.raises(InputRefused):
        end_issuers_sessions(db, ISSUER, subject=None, session=None, now=NOW)


def test_what_may_be_used_once_is_used_once(db: Session) -> None:
    assert spend(db, "logout", "a", at=NOW)
    assert not spend(db, "logout", "a", at=NOW)
    assert spend(db, "logout", "b", at=NOW)
    assert spend(db, "journey", "a", at=NOW)


def test_a_session_that_the_provider_never_named_ends_with_its_subject(
    db: Session, cast: Cast
) -> None:
    unnamed, another = begin(db, cast, "s-lee", None), begin(db, cast, "s-lee", "two")
    assert end_issuers_sessions(db, ISSUER, subject="s-lee", session="one", now=NOW) == 1
    assert person_by_session(db, unnamed, now=NOW, today=TODAY) is None
    assert person_by_session(db, another, now=NOW, today=TODAY) is not None


def test_two_windows_that_come_back_at_once_both_get_in(database: Database, cast: Cast) -> None:
    def come(_n: int) -> int:
        with database.writing() as db:
            found = enter(db, account())
            db.commit()
        return found

    with ThreadPoolExecutor(2) as windows:
        assert list(windows.map(come, range(2))) == [cast.lee.id] * 2
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Identity)) == 1


def test_whoever_waited_for_another_window_is_let_in(
    db: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait_for_it(session: Session, employee_id: int) -> Employee:
        monkeypatch.undo()
        enter(session, account())
        return lock(session, employee_id)

    monkeypatch.setattr(service, "lock", wait_for_it)
    assert enter(db, account()) == cast.lee.id
