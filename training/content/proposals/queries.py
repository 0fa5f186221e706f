"""What is proposed for publishing, and the files it would publish."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.content.asking.queries import asking_to_restore, askings
from training.content.asking.rules import Asking, Labels, read_stored
from training.content.history import check_history
from training.content.labels import Given
from training.content.models import Revision
from training.content.packages import Package
from training.content.queries import Kept, blobs, parts_ever, revision, source_files
from training.content.tree import Tree, tree_of
from training.errors import InputRefused, NotFound, Problem
from training.people.acts.queries import waiting
from training.people.models import Act

PUBLISH, ROLL_BACK = "publish-content", "roll-back-content"
"""The kinds of acts."""
KINDS = (PUBLISH, ROLL_BACK)
MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class Proposed:
    """One package of a proposal; `before` is the hash in force when it was made, if any."""

    kind: str
    slug: str
    sha256: str
    before: str | None
    needs: tuple[str, ...]
    titles: tuple[tuple[str, str], ...] = ()
    """Language and what it would be called in it; none for the City's files and of a roll-back."""
    labels: tuple[Given, ...] = ()
    """What its changes ask of those who know the text in force, as its author said."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody wants published. `files` is the content root as it would be, by path.

    A roll-back has a `number`, the revision whose text comes back, and that revision's files.
    """

    act_id: int
    kind: str
    by: int
    at: datetime
    reason: str
    packages: tuple[Proposed, ...]
    files: Mapping[str, str]
    number: int | None

    @property
    def labels(self) -> Labels:
        """What its changes ask, by kind and slug."""
        return {(each.kind, each.slug): each.labels for each in self.packages}

    def package(self, kind: str, slug: str) -> Proposed | None:
        """What it would publish under this name."""
        return next(
            (each for each in self.packages if (each.kind, each.slug) == (kind, slug)), None
        )


def proposals(db: Session) -> list[Proposal]:
    """What waits for a second person, the oldest first."""
    acts = [act for kind in KINDS for act in waiting(db, kind)]
    return [_proposal(each) for each in sorted(acts, key=lambda act: (act.at, act.id))]


def proposal(db: Session, act_id: int) -> Proposal:
    """A proposal, whether it waits or was decided. Raises `NotFound`."""
    act = db.scalar(select(Act).where(Act.id == act_id, Act.kind.in_(KINDS)))
    if act is None:
        raise NotFound("There is no such proposal.")
    return _proposal(act)


def _proposal(act: Act) -> Proposal:
    params: dict[str, Any] = act.params
    packages = tuple(
        Proposed(
            each["kind"],
            each["slug"],
            each["sha256"],
            each["before"],
            tuple(each["needs"]),
            tuple(sorted(each.get("titles", {}).items())),
            read_stored(each.get("labels", ())),
        )
        for each in params["packages"]
    )
    return Proposal(
        act_id=act.id,
        kind=act.kind,
        by=act.by,
        at=act.at,
        reason=params["reason"],
        packages=packages,
        files=params["files"],
        number=params.get("number"),
    )


_trees: Kept[Tree] = Kept(MOST_KEPT)


def proposed_tree(db: Session, wanted: Proposal) -> Tree:
    """The content root as it would be, parsed: read and parsed the first time, then looked up."""
    key = "\n".join(f"{path} {sha}" for path, sha in sorted(wanted.files.items()))
    return _trees.get(key, lambda: tree_of(blobs(db, wanted.files)))


def proposed_packages(db: Session, wanted: Proposal) -> tuple[Package, ...]:
    """The packages it would publish, in the order they are published.

    Of a roll-back there is none: its revision is copied. Raises `NotFound` when a text reads
    otherwise than when it was proposed, which only newer software can bring about.
    """
    if wanted.kind == ROLL_BACK:
        return ()
    tree = proposed_tree(db, wanted)
    hashes = {(each.kind, each.slug): each.sha256 for each in wanted.packages}
    found = tuple(
        each for each in tree.packages if hashes.get((each.kind, each.slug)) == each.sha256
    )
    if len(found) < len(hashes):
        raise NotFound("This was proposed to an older version of the software; propose it again.")
    return found


def proposed_askings(db: Session, wanted: Proposal) -> tuple[Asking, ...]:
    """What has to be labelled of each of its texts, held against what is in force.

    Raises what `proposed_packages` raises.
    """
    if wanted.kind == ROLL_BACK:
        back = [(each.kind, each.slug, wanted.number or 0) for each in wanted.packages]
        return tuple(asking_to_restore(db, revision(db, *each)) for each in back)
    return askings(db, proposed_tree(db, wanted), proposed_packages(db, wanted))


def refuse_reused_ids(db: Session, tree: Tree, packages: Iterable[Package]) -> None:
    """Raise `InputRefused` when a module uses an id for something else than it was used for."""
    problems: list[Problem] = []
    for each in packages:
        if each.kind == "module":
            ever, newest = parts_ever(db, each.slug)
            problems += check_history(tree.modules[each.slug], each, ever, newest)
    if problems:
        raise InputRefused("Nothing was published: ids are for ever.", problems)


def needs_of_text(db: Session, kind: str, slug: str, sha256: str) -> frozenset[str] | None:
    """The roles that approve one exact text; none when nobody published or proposed it."""
    of_revision = select(Revision.manifest).where(
        Revision.kind == kind, Revision.slug == slug, Revision.sha256 == sha256
    )
    manifest = db.scalars(of_revision.limit(1)).first()
    if manifest is not None:
        return frozenset(manifest.get("needs", ()))
    for each in proposals(db):
        package = each.package(kind, slug)
        if package is not None and package.sha256 == sha256:
            return frozenset(package.needs)
    return None


def authors_of_text(db: Session, kind: str, slug: str, sha256: str) -> frozenset[int]:
    """Whoever proposed or published one exact text: they have no word on it as reviewers."""
    published = db.scalars(
        select(Revision.by).where(
            Revision.kind == kind, Revision.slug == slug, Revision.sha256 == sha256
        )
    )
    found = {each for each in published if each is not None}
    for each in proposals(db):
        package = each.package(kind, slug)
        if package is not None and package.sha256 == sha256:
            found.add(each.by)
    return frozenset(found)


def files_of_text(db: Session, kind: str, slug: str, sha256: str) -> dict[str, bytes]:
    """The source of one exact text, published or proposed, by path. Raises `NotFound`."""
    published = db.scalars(
        select(Revision)
        .where(Revision.kind == kind, Revision.slug == slug, Revision.sha256 == sha256)
        .order_by(Revision.number)
        .limit(1)
    ).first()
    if published is not None:
        return source_files(db, published)
    for each in proposals(db):
        package = each.package(kind, slug)
        if package is not None and package.sha256 == sha256:
            found = (one for one in proposed_packages(db, each) if one.sha256 == sha256)
            return {path: raw for one in found for path, raw in one.files.items()}
    raise NotFound("Nobody has published or proposed that text.")


def matching_texts(db: Session, kind: str, slug: str, prefix: str) -> list[str]:
    """The hashes of published and proposed texts that begin with these characters."""
    published = db.scalars(
        select(Revision.sha256)
        .where(Revision.kind == kind, Revision.slug == slug)
        .where(Revision.sha256.startswith(prefix, autoescape=True))
    )
    packages = (each.package(kind, slug) for each in proposals(db))
    waiting_ones = (each.sha256 for each in packages if each is not None)
    return sorted({*published, *(sha for sha in waiting_ones if sha.startswith(prefix))})
