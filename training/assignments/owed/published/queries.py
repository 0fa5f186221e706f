"""A module's revisions, read once for all that is computed from them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Pool, select
from sqlalchemy.orm import Session

from training.assignments.owed.published.readings import module_readings
from training.assignments.owing.facts import Publication, readings_of
from training.content.labels import Label, Labelled
from training.content.models import LabelledChange, Revision, RevisionPart
from training.content.placed import origins
from training.content.queries import module_edition
from training.people.departments.queries import lineages

MOST_KEPT = 500
_kept: WeakKeyDictionary[Pool, dict[tuple[int, str, datetime], Publication]] = WeakKeyDictionary()
"""The publications read last, of each database. A revision never changes, so none grows stale."""


def published(db: Session, module: str) -> dict[int, Publication]:
    """The publications by their revisions' ids, the oldest first."""
    kept = _kept.setdefault(db.get_bind().engine.pool, {})
    rows = db.execute(
        select(Revision.id, Revision.sha256, Revision.published)
        .where(Revision.kind == "module", Revision.slug == module)
        .order_by(Revision.number)
    ).all()
    # An id alone would do, but for one that was rolled back and given again.
    keys = {row.id: (row.id, row.sha256, row.published) for row in rows}
    found = {each: kept.get(key) for each, key in keys.items()}
    unknown = [each for each, publication in found.items() if publication is None]
    read = _read(db, unknown) if unknown else {}
    if len(kept) + len(read) > MOST_KEPT:
        kept.clear()
    kept.update((keys[each], publication) for each, publication in read.items())
    return {each: publication or read[each] for each, publication in found.items()}


def _read(db: Session, ids: Collection[int]) -> dict[int, Publication]:
    revisions = db.scalars(select(Revision).where(Revision.id.in_(ids))).all()
    parts: dict[int, list[Any]] = {each: [] for each in ids}
    columns = (RevisionPart.part, RevisionPart.department, RevisionPart.language)
    for row in db.execute(
        select(RevisionPart.revision_id, *columns, RevisionPart.sha256)
        .where(RevisionPart.revision_id.in_(ids))
        .order_by(RevisionPart.id)
    ):
        parts[row.revision_id].append(row)
    labels: dict[int, list[Labelled]] = {each: [] for each in ids}
    changes = select(LabelledChange).where(LabelledChange.revision_id.in_(ids))
    for change in db.scalars(changes.order_by(LabelledChange.id)):
        labels[change.revision_id].append(_labelled(change))
    older = any("departments" not in each.manifest for each in revisions)
    known = lineages(db) if older else {}
    return {
        each.id: _publication(db, each, parts[each.id], labels[each.id], known.values())
        for each in revisions
    }


def _labelled(row: LabelledChange) -> Labelled:
    return Labelled(
        row.part,
        row.department,
        row.language,
        Label(row.label),
        row.cause,
        row.reason,
        row.due,
        row.wrong_key,
    )


def _publication(
    db: Session,
    revision: Revision,
    parts: Iterable[Any],
    labels: Iterable[Labelled],
    lineages: Iterable[tuple[str, ...]],
) -> Publication:
    manifest = revision.manifest
    if "departments" in manifest:
        never = manifest["unasked"]
        rows = [each for each in parts if each.part not in never]
        readings = readings_of(rows, manifest["departments"])
        was = {part: tuple(old) for part, old in manifest.get("was", {}).items()}
    else:
        # Published by a version that did not write down what a department does not read.
        module = module_edition(db, revision).module
        readings = module_readings(module, {each[0]: each for each in lineages})
        was = origins(module)
    return Publication(revision.number, revision.published, readings, was, tuple(labels))
