"""Publish everything in a content root that has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from training.content.labels import Labelled
from training.content.models import Revision
from training.content.proposals.queries import refuse_reused_ids
from training.content.proposals.rules import changed, named, refuse_overtaken
from training.content.queries import hashes_in_force, missing_approvals
from training.content.ready import ready
from training.content.service import lock_content, pictures_of, publish
from training.content.tree import Tree, read_tree
from training.flows.load_city import load_city


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one package: its revision in force, and who has yet to approve it."""

    revision: Revision
    changed: bool
    missing: frozenset[str]


def publish_tree(
    db: Session,
    root: Path | Tree,
    *,
    by: int | None,
    now: datetime,
    before: Mapping[tuple[str, str], str] | None = None,
    labels: Mapping[tuple[str, str], Sequence[Labelled]] | None = None,
) -> tuple[Outcome, ...]:
    """Publish the City's files, the changed modules and the changed certificates.

    All or nothing, and for whoever runs the machine alone: others propose. A `Tree` must be
    `ready`. `before` is what was in force when it was read; `Conflict` when somebody has published
    something else since. `labels`, by kind and slug, are those that `Asking.labelled` made of what
    each text changes; a change without one counts as to be read again, by no day. Raises
    `InputRefused` with every problem; what was in force stays so.
    """
    tree = ready(read_tree(root)) if isinstance(root, Path) else root
    packages = tree.packages
    before = hashes_in_force(db) if before is None else before
    pictures = pictures_of(changed(packages, before))
    lock_content(db)
    in_force = hashes_in_force(db)
    refuse_overtaken(named(packages), before, in_force)
    refuse_reused_ids(db, tree, changed(packages, in_force))
    load_city(db, tree.departments, by=by, now=now)
    labelled = labels or {}
    done = [
        publish(
            db,
            each,
            by=by,
            pictures=pictures,
            labels=labelled.get((each.kind, each.slug), ()),
            now=now,
        )
        for each in packages
    ]
    missing = missing_approvals(db, [each.revision.id for each in done])
    return tuple(
        Outcome(each.revision, each.changed, missing.get(each.revision.id, frozenset()))
        for each in done
    )


def describe(outcome: Outcome) -> str:
    """An outcome in a line: `executive-order: revision 1, 3fa9…, pilot until legal approves`."""
    revision = outcome.revision
    unchanged = "" if outcome.changed else "unchanged, "
    waiting = ", ".join(sorted(outcome.missing))
    verb = "approve" if len(outcome.missing) > 1 else "approves"
    pilot = f", pilot until {waiting} {verb}" if waiting else ""
    return f"{revision.slug}: {unchanged}revision {revision.number}, {revision.short}{pilot}"
