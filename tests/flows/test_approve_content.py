from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, grant
from tests.small_content import write_root
from training.content.queries import in_force, missing_approvals
from training.errors import InputRefused, NotAllowed
from training.flows.approve_content import approve_content
from training.flows.publish import publish_tree
from training.people.models import Employee
from training.people.queries import person


@pytest.fixture(autouse=True)
def published(db: Session, cast: Cast, tmp_path: Path) -> None:
    publish_tree(db, write_root(tmp_path / "root"), by=cast.ada.id, now=NOW)


def approve(db: Session, who: Employee, role: str) -> None:
    by = person(db, who.id, now=NOW, today=TODAY)
    assert by is not None
    revision = in_force(db, "module", "basics")
    assert revision is not None
    approve_content(db, "module", "basics", sha256=revision.sha256, role=role, by=by, now=NOW)


def missing(db: Session) -> frozenset[str]:
    revision = in_force(db, "module", "basics")
    assert revision is not None
    return missing_approvals(db, [revision.id])[revision.id]


def test_reviewers_approve_in_the_role_they_hold(db: Session, cast: Cast) -> None:
    grant(db, cast.max, "legal")
    approve(db, cast.max, "legal")
    assert missing(db) == {"oei"}
    approve(db, cast.olga, "oei")
    assert missing(db) == set()


@pytest.mark.parametrize("role", ["legal", "oei"])
def test_without_the_role_nobody_approves(db: Session, cast: Cast, role: str) -> None:
    with pytest.raises(NotAllowed, match="does not hold the role"):
        approve(db, cast.lee, role)
    assert role in missing(db)


def test_nobody_approves_what_they_published(db: Session, cast: Cast) -> None:
    grant(db, cast.ada, "legal")
    with pytest.raises(NotAllowed, match="published themselves"):
        approve(db, cast.ada, "legal")


def test_a_role_that_approves_nothing_is_named(db: Session, cast: Cast) -> None:
    with pytest.raises(InputRefused):
        approve(db, cast.olga, "mayor")
