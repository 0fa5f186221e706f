"""What a packet needs from the database: the text in force, and the one approved last."""

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from training.content.models import Approval
from training.content.packet.making import Approved, Text
from training.content.queries import (
    approvals_of,
    in_force,
    module_edition,
    revisions,
    source_files,
)
from training.errors import NotFound, Said


def text_in_force(db: Session, slug: str) -> Text:
    """A module's text as it is published. Raises `NotFound`."""
    revision = in_force(db, "module", slug)
    if revision is None:
        raise NotFound(Said("No module “{module}” is published.", module=slug))
    return Text(
        module=module_edition(db, revision).module,
        sha256=revision.sha256,
        revision=f"Revision {revision.number}",
        pictures=source_files(db, revision),
    )


def last_approved(db: Session, slug: str, zone: ZoneInfo) -> Approved | None:
    """The newest published text that any reviewer has approved; none when none has been.

    `zone` is the City's, for the days.
    """
    for revision in revisions(db, "module", slug):
        given = approvals_of(db, "module", slug, revision.sha256)
        if given:
            words = (
                f"revision {revision.number} ({revision.short}), approved by {_whose(given, zone)}"
            )
            return Approved(module_edition(db, revision).module, words)
    return None


def _whose(given: list[Approval], zone: ZoneInfo) -> str:
    last = {each.role: each.at.astimezone(zone) for each in given}
    return ", ".join(f"{role} on {at:%B} {at.day}, {at.year}" for role, at in sorted(last.items()))
