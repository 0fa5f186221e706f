"""Certificates that come by themselves: approved since, or published since."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.retraining import CONFIG, Course
from training.content.models import Approval, Revision
from training.credentials.models import Credential, CredentialEvent
from training.flows.certify_waiting import certify_waiting
from training.outbox import OutboxMessage

CERTIFICATE = "certificates/core.md"


def approve(course: Course, *roles: str) -> None:
    """The words of reviewers on the text in force."""
    text = course.db.scalars(
        select(Revision).where(Revision.kind == "module").order_by(Revision.number.desc())
    ).first()
    assert text is not None
    for by, role in enumerate(roles, start=1):
        course.db.add(
            Approval(
                kind="module", slug=text.slug, sha256=text.sha256, role=role, by=by, at=course.now
            )
        )
    course.db.flush()


def wait(course: Course, *, most: int = 100) -> int:
    """Let the certificates come that are due; how many did."""
    before = len(course.db.scalars(select(Credential.id)).all())
    after: int | None = 0
    while after is not None:
        after = certify_waiting(course.db, after=after, most=most, now=course.now, config=CONFIG)
    return len(course.db.scalars(select(Credential.id)).all()) - before


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    """A module that Legal and OEI have yet to approve, and its certificate."""
    course = Course(db, tmp_path)
    course.publish()
    course.require([cast.lee, cast.max])
    return course


def test_pilots_become_certificates_when_the_last_reviewer_has_approved(
    course: Course, cast: Cast
) -> None:
    course.take(cast.lee)
    course.take(cast.max)
    pilot = course.held(cast.lee)
    assert pilot.pilot
    assert wait(course) == 0, "nobody has approved it yet"
    approve(course, "legal")
    assert wait(course) == 0, "OEI has not"
    approve(course, "oei")
    assert wait(course, most=1) == 2
    now = course.held(cast.lee)
    assert not now.pilot
    assert now.facts["pilot"] is False
    assert (now.replaces_id, now.basis_sha256) == (pilot.id, pilot.basis_sha256)
    assert now.serial != pilot.serial
    assert wait(course) == 0, "once is enough"
    keys = course.db.scalars(select(OutboxMessage.key)).all()
    assert f"certificate-issued:{now.id}" in keys


def test_a_revoked_pilot_stays_revoked(course: Course, cast: Cast) -> None:
    course.take(cast.lee)
    pilot = course.held(cast.lee)
    course.db.add(
        CredentialEvent(
            credential_id=pilot.id, kind="revoked", reason="x", by=1, second=2, at=course.now
        )
    )
    approve(course, "legal", "oei")
    assert wait(course) == 0


def test_who_had_done_all_before_a_certificate_was_published_gets_it(
    course: Course, cast: Cast
) -> None:
    text = course.files.pop(CERTIFICATE)
    course.write({"certificates/second.md": text.decode()})
    course.take(cast.lee)
    course.publish()
    approve(course, "legal", "oei")
    assert wait(course) == 2, "the new certificate, and the first one without its pilot"
    mine = course.db.scalars(select(Credential).where(Credential.employee_id == cast.lee.id)).all()
    assert {each.certificate for each in mine} == {"core", "second"}
    assert not course.db.scalars(
        select(Credential).where(Credential.employee_id == cast.max.id)
    ).all()
    assert wait(course) == 0
