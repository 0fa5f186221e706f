"""What authors are asked about texts that are to be published, beside those in force."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.content.asking.rules import (
    EVERYBODY,
    Asking,
    asking_of_certificate,
    asking_of_module,
)
from training.content.certificate_file import CertificateFile
from training.content.city import lineages
from training.content.labels import Label, Labelled
from training.content.models import LabelledChange, Revision
from training.content.packages import Package
from training.content.queries import (
    certificate_edition,
    in_force,
    lineages_in_force,
    module_edition,
)
from training.content.tree import Tree


def askings(db: Session, tree: Tree, packages: Iterable[Package]) -> tuple[Asking, ...]:
    """What to label of some packages of a content root; of the City's files nothing."""
    lines = {**lineages_in_force(db), **lineages(tree.departments)}
    found: list[Asking] = []
    for each in packages:
        was = in_force(db, each.kind, each.slug)
        if each.kind == "module":
            before = module_edition(db, was).module if was else None
            found.append(asking_of_module(before, tree.modules[each.slug], lines))
        elif each.kind == "certificate":
            now = tree.certificates[each.slug]
            found.append(asking_of_certificate(each.slug, _required(db, was), _requires(now)))
    return tuple(found)


def asking_to_restore(db: Session, older: Revision) -> Asking:
    """What to label of an older revision that is to come back."""
    was = in_force(db, older.kind, older.slug)
    if older.kind == "module":
        before = module_edition(db, was).module if was else None
        now = module_edition(db, older).module
        return asking_of_module(before, now, lineages_in_force(db))
    if older.kind == "certificate":
        wanted = _required(db, older) or {}
        return asking_of_certificate(older.slug, _required(db, was), wanted)
    return Asking(older.kind, older.slug)


def labels_of(db: Session, revision: Revision) -> tuple[Labelled, ...]:
    """What a revision asks of those who know the text before it, unit by unit."""
    mine = select(LabelledChange).where(LabelledChange.revision_id == revision.id)
    return tuple(
        Labelled(
            part=each.part,
            department=each.department,
            language=each.language,
            label=Label(each.label),
            cause=each.cause,
            reason=each.reason,
            due=each.due,
            wrong_key=each.wrong_key,
        )
        for each in db.scalars(mine.order_by(LabelledChange.id))
    )


def _required(db: Session, revision: Revision | None) -> dict[str, tuple[str, ...]] | None:
    return _requires(certificate_edition(db, revision).file) if revision else None


def _requires(file: CertificateFile) -> dict[str, tuple[str, ...]]:
    return {EVERYBODY: file.requires, **file.also}
