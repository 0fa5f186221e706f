"""Ask for texts to be published; a second person publishes them."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.content.asking.queries import askings
from training.content.asking.rules import Labels, refuse_wrong_labels, stored
from training.content.packages import Package
from training.content.proposals.queries import PUBLISH, refuse_reused_ids
from training.content.proposals.rules import Hashes, changed, named, refuse_overtaken
from training.content.queries import CITY, hashes_in_force, in_force, working_files
from training.content.ready import ready
from training.content.service import keep_files
from training.content.tree import Tree, tree_of
from training.errors import InputRefused, NotAllowed, NotFound, Problem, Said
from training.people.acts.service import ask
from training.people.models import Act
from training.people.queries import Person

MAY_PUBLISH = frozenset({"author", "administrator"})
LONGEST_SUBJECT = 120


def propose_content(
    db: Session,
    files: Mapping[str, bytes],
    *,
    reason: str,
    by: Person,
    now: datetime,
    today: date,
    labels: Labels | None = None,
    slugs: Collection[str] | None = None,
    before: Hashes | None = None,
    tree: Tree | None = None,
) -> Act:
    """The proposal to publish what differs from what is in force, waiting for a second person.

    `files` is a whole content root by path (`working_files` with the author's put over them);
    `slugs` narrows it to some modules and certificates, `city` being the City's own files.
    `before` is what was in force when the author began, by kind and slug. `tree`, where the caller
    has it, is `files` read and proved `ready`. `labels` say what each change asks of those who know
    the text in force; those of texts that are not among the `slugs` are left out. Raises
    `InputRefused` with every problem, in the labels too, and when nothing differs, `Conflict` when
    somebody has published since, `NotAllowed` for others than authors and administrators.
    """
    if not by.roles & MAY_PUBLISH:
        raise NotAllowed("Texts are published by authors and administrators.")
    if not reason.strip():
        raise InputRefused("Say what changes and why; it stays with the revision.")
    tree = tree if tree is not None else ready(tree_of(files))
    current = hashes_in_force(db)
    wanted = changed(tree.packages, current)
    if slugs is not None:
        files, tree = _narrowed(db, files, wanted, slugs)
        wanted = changed(tree.packages, current)
    if not wanted:
        raise InputRefused("There is nothing to publish: all of it is in force already.")
    refuse_overtaken(named(wanted), current if before is None else before, current)
    refuse_reused_ids(db, tree, wanted)
    labels = labels or {}
    refuse_wrong_labels(askings(db, tree, wanted), labels, today=today)
    params = {
        "files": keep_files(db, files),
        "packages": [_entry(tree, each, current, labels) for each in wanted],
        "reason": reason.strip(),
    }
    subject = ", ".join(each.slug for each in wanted)[:LONGEST_SUBJECT]
    return ask(db, PUBLISH, subject, params, by=by.id, now=now)


def _narrowed(
    db: Session, files: Mapping[str, bytes], wanted: tuple[Package, ...], slugs: Collection[str]
) -> tuple[Mapping[str, bytes], Tree]:
    """The content root as it is in force, with the chosen packages alone put over it."""
    chosen = [each for each in wanted if each.slug in slugs]
    missing = sorted(set(slugs) - {each.slug for each in chosen})
    if missing:
        raise NotFound(
            Said("Nothing of “{names}” differs from what is in force.", names=", ".join(missing))
        )
    kept = dict(working_files(db))
    for each in chosen:
        published = in_force(db, each.kind, each.slug)
        theirs = published.manifest["files"] if published else {}
        kept = {p: raw for p, raw in kept.items() if p.startswith("city/") or p not in theirs}
        if each.kind == CITY:
            kept = {p: raw for p, raw in kept.items() if not p.startswith("city/")}
        mine = [path for path in each.files if each.kind == CITY or not path.startswith("city/")]
        kept |= {path: files[path] for path in mine}
    tree = ready(tree_of(kept))
    dragged = [
        each.slug for each in changed(tree.packages, hashes_in_force(db)) if each.slug not in slugs
    ]
    if dragged:
        raise InputRefused(
            "These cannot be published by themselves.",
            [Problem(slug, "changes with them", "publish it too") for slug in dragged],
        )
    return kept, tree


def _entry(tree: Tree, package: Package, current: Hashes, labels: Labels) -> dict[str, object]:
    return {
        "kind": package.kind,
        "slug": package.slug,
        "sha256": package.sha256,
        "before": current.get((package.kind, package.slug)),
        "needs": list(package.needs),
        "titles": tree.titles(package.kind, package.slug),
        "labels": [stored(each) for each in labels.get((package.kind, package.slug), ())],
    }
