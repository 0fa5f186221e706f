"""Publish everything in a content root that has changed."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from training.content.edition import Edition
from training.content.models import Revision
from training.content.queries import missing_approvals
from training.content.service import lock_content, publish
from training.content.tree import Tree, check_tree, read_tree
from training.errors import InputRefused
from training.flows.load_city import load_city


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one package: its revision in force, and who has yet to approve it."""

    revision: Revision
    changed: bool
    missing: frozenset[str]


def publish_tree(db: Session, root: Path, *, by: int | None, now: datetime) -> tuple[Outcome, ...]:
    """Publish the City's departments, the changed modules and the changed certificates.

    All or nothing. Raises `InputRefused` with every problem of the tree; what was in force then
    stays in force.
    """
    tree = read_tree(root)
    problems = check_tree(tree)
    if problems:
        raise InputRefused("Nothing was published: the content has problems.", problems)
    _prove_readable(tree)
    lock_content(db)
    load_city(db, tree.departments, by=by, now=now)
    done = [publish(db, each, by=by, now=now) for each in tree.packages]
    missing = missing_approvals(db, [each.revision.id for each in done])
    return tuple(
        Outcome(each.revision, each.changed, missing.get(each.revision.id, frozenset()))
        for each in done
    )


def _prove_readable(tree: Tree) -> None:
    """Render every variant once, so that what cannot be shown fails here and not for a reader."""
    for slug, module in tree.modules.items():
        edition = Edition(slug, "", module)
        for lineage in ((), *((each,) for each in sorted(module.mentioned))):
            for language in ("en", "es"):
                edition.sections(lineage, language)
                for pool in edition.pools(lineage):
                    for item in pool.items:
                        edition.item(item, lineage, language)


def describe(outcome: Outcome) -> str:
    """An outcome in a line: `executive-order: revision 1, 3fa9…, pilot until legal approves`."""
    revision = outcome.revision
    unchanged = "" if outcome.changed else "unchanged, "
    waiting = ", ".join(sorted(outcome.missing))
    verb = "approve" if len(outcome.missing) > 1 else "approves"
    pilot = f", pilot until {waiting} {verb}" if waiting else ""
    return f"{revision.slug}: {unchanged}revision {revision.number}, {revision.short}{pilot}"
