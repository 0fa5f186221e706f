"""The working copy as it is now, read again when a file changes; good pages outlive bad edits."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from training.content.checkup import Fault, Severity, check_up
from training.content.city import DepartmentEntry, lineages
from training.content.edition import CertificateEdition, Edition
from training.content.images import ImageFile
from training.content.module import Module
from training.content.source import SourceFile
from training.content.tree import FOLDERS, Tree, read_tree
from training.errors import InputRefused, Problem


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to show. `kept` names what is shown as it was before its last edits.

    `refused` says why nothing could be read; all else is then as it was before.
    """

    stamp: str = ""
    departments: tuple[DepartmentEntry, ...] = ()
    lineages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    modules: Mapping[str, Edition] = field(default_factory=dict)
    certificates: Mapping[str, CertificateEdition] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    sources: Mapping[str, SourceFile] = field(default_factory=dict)
    images: Mapping[str, ImageFile] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    refused: tuple[Problem, ...] = ()


class Live:
    """A content root that is watched. Several threads may ask at once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._seen = Seen()
        self._lock = Lock()

    def stamp(self) -> str:
        """Something that differs as soon as any file is another one."""
        digest = hashlib.sha256()
        for path in sorted(_files(self.root)):
            try:
                status = path.stat()
            except OSError:  # deleted while we look: the next look sees that
                continue
            digest.update(f"{path}\0{status.st_mtime_ns}\0{status.st_size}\n".encode())
        return digest.hexdigest()[:16]

    def seen(self) -> Seen:
        """What there is to show now."""
        with self._lock:
            stamp = self.stamp()
            if stamp != self._seen.stamp:
                self._seen = _look(self.root, stamp, self._seen)
            return self._seen


def _files(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for where, _folders, names in os.walk(root / folder):
            yield from (Path(where, name) for name in names)


def _look(root: Path, stamp: str, before: Seen) -> Seen:
    try:
        tree = read_tree(root)
        faults = check_up(tree)
    except InputRefused as error:
        problems = tuple(error.problems) or (Problem(str(root), str(error)),)
        return Seen(
            stamp,
            before.departments,
            before.lineages,
            before.modules,
            before.certificates,
            before.faults,
            before.sources,
            before.images,
            before.kept,
            problems,
        )
    broken = {each.path for each in faults if each.severity is Severity.ERROR}
    modules, kept = _modules(tree, broken, before)
    certificates, kept_too = _certificates(tree, broken, before)
    return Seen(
        stamp=stamp,
        departments=tree.departments,
        lineages=lineages(tree.departments),
        modules=modules,
        certificates=certificates,
        faults=faults,
        sources=tree.files,
        images={each.sha256: each for each in tree.reader.images.values() if each.sha256},
        kept=frozenset(kept | kept_too),
    )


def _modules(tree: Tree, broken: set[str], before: Seen) -> tuple[dict[str, Edition], set[str]]:
    """Each module as it is, or as it was while nothing was wrong with it."""
    found: dict[str, Edition] = {}
    kept: set[str] = set()
    slugs = {path.split("/")[1] for path in {*tree.files, *broken} if path.startswith("modules/")}
    for slug in sorted(slugs):
        module, earlier = tree.modules.get(slug), before.modules.get(slug)
        if (module is None or paths_of(module) & broken) and earlier is not None:
            found[slug] = earlier
            kept.add(f"modules/{slug}")
        elif module is not None:
            found[slug] = Edition(slug, "", module)
    return found, kept


def paths_of(module: Module) -> frozenset[str]:
    """The files of a module, its quiz and its pictures among them."""
    files = {each.path for each in module.files} | {each.path for each in module.images}
    return frozenset(files)


def _certificates(
    tree: Tree, broken: set[str], before: Seen
) -> tuple[dict[str, CertificateEdition], set[str]]:
    found: dict[str, CertificateEdition] = {}
    kept: set[str] = set()
    for slug, file in tree.certificates.items():
        translation = tree.translations.get(slug)
        paths = {file.path} | ({translation.path} if translation else set())
        if paths & broken and slug in before.certificates:
            found[slug] = before.certificates[slug]
            kept.add(f"certificates/{slug}")
        else:
            found[slug] = CertificateEdition(slug, "", file, translation)
    return found, kept
