"""Certificates for the tests: facts, and the rows that an issued one rests on."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.cast import Cast
from training.content.models import Revision
from training.credentials.facts import CertificateFacts, ModuleFacts
from training.credentials.models import Credential
from training.credentials.serials import new_serial
from training.credentials.service import issue
from training.learning.models import Completion
from training.learning.service import complete, enrol
from training.people.models import Department, Employee

NOW = datetime(2026, 11, 4, 18, tzinfo=UTC)
FACTS = CertificateFacts(
    serial="K7QM-4XRT-9PWC-HJ3F-TDKN",
    name="Lee Learner",
    department={"en": "Public Library", "es": "Biblioteca Pública"},
    title={"en": "Immigrant Protection: Core", "es": "Protección a inmigrantes: fundamentos"},
    body={
        "en": "This certifies that **{name}** of **{department}** has completed **{title}**\n"
        "on {date}.",
        "es": "Certifica que **{name}**, de **{department}**, completó **{title}** el {date}.",
    },
    certificate="core",
    revision=2,
    sha256="0123456789ab",
    modules=(
        ModuleFacts(
            "executive-order",
            {"en": "The Executive Order", "es": "La Orden Ejecutiva"},
            3,
            "9f2c4be1a07d",
        ),
    ),
    issued=NOW,
    day=date(2026, 11, 4),
    expires=None,
    signed_by="Director, Office of Equity and Inclusion",
    city="City of Albuquerque",
    language="en",
    pilot=False,
    demonstration=False,
)


def facts(**changes: Any) -> CertificateFacts:
    """Lee's certificate with a serial of its own, some of it changed."""
    return replace(FACTS, **{"serial": new_serial(), **changes})


def revision(db: Session, kind: str, slug: str) -> Revision:
    """A published text, without its text."""
    made = Revision(
        kind=kind, slug=slug, number=1, sha256="ab" * 32, manifest={"files": {}}, published=NOW
    )
    db.add(made)
    db.flush()
    return made


def completion(
    db: Session, who: Employee, where: Department, of: Revision, *, at: datetime = NOW
) -> Completion:
    """A module finished."""
    enrolment = enrol(db, who.id, of, where.id, cycle=1, now=at)
    return complete(
        db, enrolment, department=where.slug, attempt=None, language=who.language, now=at
    )


def issued(db: Session, cast: Cast, **changes: Any) -> Credential:
    """Lee's certificate, issued for a module of its own."""
    done = completion(db, cast.lee, cast.library, revision(db, "module", "executive-order"))
    credential = issue(
        db,
        employee_id=cast.lee.id,
        certificate=revision(db, "certificate", "core"),
        facts=facts(**changes),
        completion_ids=[done.id],
        pilot=False,
        now=NOW,
    )
    assert credential is not None
    return credential
