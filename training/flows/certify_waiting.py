"""Certificates for which nobody has anything more to do: their text was approved since, or they
were published since."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session, aliased

from training.audit import record
from training.config import Config
from training.content.edition import binding
from training.content.queries import all_in_force, certificate_edition, missing_approvals
from training.credentials.messages import certificate_issued
from training.credentials.models import Credential, CredentialBasis, CredentialEvent
from training.flows.certify import certify
from training.learning.models import Completion
from training.outbox import enqueue
from training.people.queries import person
from training.people.service import lock

AT_ONCE = 100
"""People whose rows one transaction locks."""


def certify_waiting(
    db: Session, *, after: int = 0, most: int = AT_ONCE, now: datetime, config: Config
) -> int | None:
    """Issue what people have earned already; the id of the last one looked at, none at the end.

    A pilot whose text every reviewer has approved since is replaced by a certificate that is none,
    on the same completions and until the same day. Whoever had completed all modules before a
    certificate was published gets it, unless they owe something past its day. Everybody is told.
    Looks at `most` people by their ids, from the one after `after`; the caller commits and calls
    again. The second time changes nothing.
    """
    found = sorted({*_approved_since(db, after, most), *_published_since(db, after, most)})[:most]
    for employee_id in found:
        _certify(db, employee_id, now=now, config=config)
    return found[-1] if len(found) == most else None


def _certify(db: Session, employee_id: int, *, now: datetime, config: Config) -> None:
    lock(db, employee_id)
    who = person(db, employee_id, now=now, today=now.astimezone(config.zone).date())
    if who is None or not who.active:
        return
    issued: list[Credential] = []
    for module, language in _taken(db, employee_id).items():
        issued += certify(db, who, module, language=language, now=now, config=config)
    if issued:
        enqueue(db, [certificate_issued(each.id, now=now) for each in issued])
        ids = [each.id for each in issued]
        record(
            db,
            "credentials:certificate:waited",
            actor=None,
            now=now,
            person=who.id,
            credentials=ids,
        )


def _taken(db: Session, employee_id: int) -> dict[str, str]:
    """The modules that somebody has completed, each with the language of the last time."""
    mine = select(Completion.module, Completion.language).where(
        Completion.employee_id == employee_id
    )
    return {row.module: row.language for row in db.execute(mine.order_by(Completion.at))}


def _approved_since(db: Session, after: int, most: int) -> Iterator[int]:
    """Who holds a pilot of which no text waits for a reviewer any more."""
    newer = aliased(Credential, name="newer")
    replaced = select(newer.id).where(newer.replaces_id == Credential.id)
    of_event = CredentialEvent.credential_id == Credential.id
    pilots = (
        select(Credential.id, Credential.employee_id)
        .where(Credential.pilot, ~replaced.exists())
        .where(~select(CredentialEvent.id).where(of_event).exists())
    )
    texts = (
        select(Completion.revision_id, Completion.language)
        .distinct()
        .join(CredentialBasis, CredentialBasis.completion_id == Completion.id)
        .where(CredentialBasis.credential_id.in_(select(pilots.subquery().c.id)))
    )
    rests_on = db.execute(texts).all()
    missing = missing_approvals(db, {row.revision_id for row in rests_on})
    waits = [
        (row.revision_id, row.language)
        for row in rests_on
        if binding(missing[row.revision_id], row.language)
    ]
    waiting = (
        select(CredentialBasis.id)
        .join(Completion, Completion.id == CredentialBasis.completion_id)
        .where(CredentialBasis.credential_id == Credential.id)
        .where(tuple_(Completion.revision_id, Completion.language).in_(waits))
    )
    ready = pilots.where(Credential.employee_id > after, ~waiting.exists())
    yield from db.scalars(
        ready.with_only_columns(Credential.employee_id).order_by(Credential.employee_id).limit(most)
    )


def _published_since(db: Session, after: int, most: int) -> Iterator[int]:
    """Who completed all modules that a certificate asks of everybody, and never had it."""
    for revision in all_in_force(db, "certificate"):
        asked = certificate_edition(db, revision).required_modules(())
        had = select(Credential.id).where(
            Credential.employee_id == Completion.employee_id,
            Credential.certificate == revision.slug,
        )
        yield from db.scalars(
            select(Completion.employee_id)
            .where(Completion.module.in_(asked), Completion.employee_id > after, ~had.exists())
            .group_by(Completion.employee_id)
            .having(func.count(Completion.module.distinct()) == len(asked))
            .order_by(Completion.employee_id)
            .limit(most)
        )
