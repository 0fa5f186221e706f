"""Roles that follow a provider's groups."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, grant, move
from training.people.accounts.account import Account, GroupRole
from training.people.grants.service import end_lost
from training.people.groups.service import LASTS, follow_groups
from training.people.models import RoleGrant
from training.people.queries import person
from training.people.service import grant_role

ISSUER, OTHER = "https://login.example.com", "https://other.example.com"
LIBRARIANS = GroupRole("Librarians", "liaison", "public-library")
WRITERS = GroupRole("Writers", "author", "")
NOWHERE = GroupRole("Nowhere", "liaison", "no-such-department")


def follow(
    db: Session, cast: Cast, *roles: GroupRole, at: str = ISSUER, now: datetime = NOW
) -> list[str]:
    theirs = Account(at, "s-lee", "number", "1002", frozenset(roles))
    return follow_groups(db, cast.lee.id, theirs, now=now)


def roles(db: Session, cast: Cast, *, now: datetime = NOW) -> set[str]:
    found = person(db, cast.lee.id, now=now, today=TODAY)
    assert found
    return set(found.roles)


def grants(db: Session, cast: Cast) -> list[RoleGrant]:
    theirs = select(RoleGrant).where(RoleGrant.employee_id == cast.lee.id)
    return list(db.scalars(theirs.order_by(RoleGrant.id)))


def test_groups_give_roles_and_take_them(db: Session, cast: Cast) -> None:
    follow(db, cast, LIBRARIANS, WRITERS)
    assert roles(db, cast) == {"liaison", "author"}
    assert {each.reason for each in grants(db, cast)} == {"Librarians", "Writers"}
    later = NOW + timedelta(hours=1)
    follow(db, cast, WRITERS, now=later)
    assert roles(db, cast, now=later) == {"author"}
    follow(db, cast, now=later)
    assert roles(db, cast, now=later) == set()


def test_signing_in_again_changes_nothing(db: Session, cast: Cast) -> None:
    follow(db, cast, WRITERS)
    follow(db, cast, WRITERS)
    assert len(grants(db, cast)) == 1


def test_a_role_ends_by_itself_unless_its_holder_signs_in(db: Session, cast: Cast) -> None:
    follow(db, cast, WRITERS)
    assert roles(db, cast, now=NOW + LASTS) == set()
    soon = NOW + timedelta(days=40)
    follow(db, cast, WRITERS, now=soon)
    assert roles(db, cast, now=NOW + LASTS) == {"author"}
    assert len(grants(db, cast)) == 1


def test_what_people_or_other_providers_granted_stays(db: Session, cast: Cast) -> None:
    grant(db, cast.lee, "author")
    follow(db, cast, LIBRARIANS, at=OTHER)
    follow(db, cast, WRITERS)
    assert len(grants(db, cast)) == 3
    later = NOW + timedelta(hours=1)
    follow(db, cast, now=later)
    assert roles(db, cast, now=later) == {"author", "liaison"}


def test_a_person_can_grant_what_a_group_gives_and_it_stays(db: Session, cast: Cast) -> None:
    follow(db, cast, WRITERS)
    grant_role(db, cast.lee.id, "author", None, by=cast.olga.id, now=NOW)
    later = NOW + timedelta(hours=1)
    follow(db, cast, now=later)
    assert roles(db, cast, now=later) == {"author"}


def test_one_group_that_gives_what_another_gives_is_enough(db: Session, cast: Cast) -> None:
    second = GroupRole("Editors", "author", "")
    follow(db, cast, WRITERS, second)
    assert len(grants(db, cast)) == 1
    follow(db, cast, second)
    assert roles(db, cast) == {"author"}


def test_a_department_that_we_do_not_have_is_told(db: Session, cast: Cast) -> None:
    assert follow(db, cast, NOWHERE, WRITERS) == ["no-such-department"]
    assert roles(db, cast) == {"author"}


def test_a_liaison_who_moves_does_not_get_the_old_department_back(db: Session, cast: Cast) -> None:
    elsewhere = GroupRole("Librarians", "liaison", "public-library")
    follow(db, cast, elsewhere)
    move(db, cast.lee, cast.transit, since=TODAY, recorded=NOW)
    follow(db, cast, elsewhere)
    assert roles(db, cast) == set()


def test_nor_after_the_roster_has_ended_it(db: Session, cast: Cast) -> None:
    follow(db, cast, LIBRARIANS)
    move(db, cast.lee, cast.transit, since=TODAY, recorded=NOW)
    later = NOW + timedelta(hours=1)
    assert len(end_lost(db, now=later, today=TODAY)) == 1
    follow(db, cast, LIBRARIANS, now=later)
    assert roles(db, cast, now=later) == set()


def test_who_leaves_a_group_and_comes_back_to_it_has_the_role_again(
    db: Session, cast: Cast
) -> None:
    follow(db, cast, LIBRARIANS)
    follow(db, cast, now=NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    follow(db, cast, LIBRARIANS, now=later)
    assert roles(db, cast, now=later) == {"liaison"}


def test_who_works_in_the_department_has_it_wherever_they_came_from(
    db: Session, cast: Cast
) -> None:
    move(db, cast.lee, cast.transit, since=TODAY, recorded=NOW)
    follow(db, cast, LIBRARIANS)
    back = NOW + timedelta(hours=1)
    move(db, cast.lee, cast.library, since=TODAY, recorded=back)
    end_lost(db, now=back, today=TODAY)
    follow(db, cast, LIBRARIANS, now=back)
    assert roles(db, cast, now=back) == {"liaison"}
