"""The one door through which unpublished text is parsed, checked and rendered for a page."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from training.content.bounded import read_bounded
from training.content.checkup import Fault, Severity
from training.content.city import lineages
from training.content.edition import Edition
from training.content.history import check_history
from training.content.images import ImageFile, Shown, shown
from training.content.packages import Package
from training.content.proposals.rules import changed
from training.content.queries import Kept, hashes_in_force, parts_ever
from training.content.ready import ready
from training.content.tree import Tree, tree_of
from training.errors import InputRefused, NotFound, Problem

MOST_KEPT = 6


@dataclass(frozen=True, slots=True)
class Draftwork:
    """Unpublished text as it was read: `tree` is proved fit to be shown when nothing is wrong."""

    tree: Tree
    faults: tuple[Fault, ...]
    packages: tuple[Package, ...]
    """What could be published; empty while anything is wrong."""

    @property
    def lineages(self) -> Mapping[str, tuple[str, ...]]:
        """Every department with its own slug and its parents'."""
        return lineages(self.tree.departments)

    def package(self, kind: str, slug: str) -> Package:
        """One of the packages. Raises `NotFound`."""
        for each in self.packages:
            if (each.kind, each.slug) == (kind, slug):
                return each
        raise NotFound("There is no such text.")

    def title(self, kind: str, slug: str) -> str:
        """What a module or certificate of it is called, in English; empty for what is not there."""
        if kind == "module" and slug in self.tree.modules:
            return self.tree.modules[slug].base.front.text("title")
        if kind == "certificate" and slug in self.tree.certificates:
            return self.tree.certificates[slug].front.text("title")
        return ""

    def edition(self, slug: str) -> Edition:
        """A module of it, ready to be read. Raises `NotFound`."""
        if slug not in self.tree.modules or not self.packages:
            raise NotFound("There is no such text.")
        return Edition(slug, self.package("module", slug).sha256, self.tree.modules[slug])

    def picture(self, sha256: str) -> Shown:
        """A picture of it as it would be shown, by the author's file. Raises `NotFound`."""
        for module in self.tree.modules.values() if self.packages else ():
            for image in module.images:
                if image.sha256 == sha256:
                    return _widest(image)
        raise NotFound("There is no such picture.")


_kept: Kept[Draftwork] = Kept(MOST_KEPT)


def read_draft(files: Mapping[str, bytes], new: Collection[str] | None = None) -> Draftwork:
    """A whole content root as it would be; `new` are the paths that are not in force (or all).

    One that is past reading has nothing in it but what is wrong with it.
    """
    return _kept.get(_key(files), lambda: _read(files, new))


def changed_packages(db: Session, work: Draftwork) -> tuple[Package, ...]:
    """What of it says something else than what is in force."""
    return changed(work.packages, hashes_in_force(db))


def reused_ids(db: Session, work: Draftwork) -> list[Problem]:
    """Ids that belonged to other texts before; what has one cannot be published."""
    problems: list[Problem] = []
    for each in changed_packages(db, work):
        if each.kind == "module":
            ever, newest = parts_ever(db, each.slug)
            problems += check_history(work.tree.modules[each.slug], each, ever, newest)
    return problems


def _read(files: Mapping[str, bytes], new: Collection[str] | None) -> Draftwork:
    try:
        # In a process that can be killed; what it has read in time can be read here.
        faults = read_bounded(files, new).faults
    except InputRefused as refused:
        return Draftwork(tree_of({}), tuple(_past_reading(refused)), ())
    tree = tree_of(files)
    if any(each.severity is Severity.ERROR for each in faults):
        return Draftwork(tree, faults, ())
    return Draftwork(ready(tree), faults, tree.packages)


def _past_reading(refused: InputRefused) -> Iterator[Fault]:
    for each in refused.problems or [Problem("", str(refused))]:
        yield Fault(Severity.ERROR, "", each.where, 1, (), each.what, each.remedy)


def _widest(image: ImageFile) -> Shown:
    return shown(image)[-1]


def _key(files: Mapping[str, bytes]) -> str:
    found = hashlib.sha256()
    for path, raw in sorted(files.items()):
        found.update(f"{path}\0{hashlib.sha256(raw).hexdigest()}\n".encode())
    return found.hexdigest()
