"""What is published together: a module with all of it, a certificate, or the City's files."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from training.content.canonical import sha256
from training.content.certificate_file import CertificateFile
from training.content.edition import needs_of
from training.content.images import ImageFile
from training.content.module import FACTS, GLOSSARY, SOURCES, Module
from training.content.placed import clauses, origins, unasked
from training.content.source import SourceFile
from training.content.sources import Cited, City
from training.content.variants import items, pages, spanish_item

LANGUAGES = ("en", "es")
NOT_READ = ""
"""The hash of what all the others read, and a department does not, or not in this language."""


@dataclass(frozen=True, slots=True)
class Part:
    """The hash of a unit as a department sees it; `department` is none for all the others."""

    part: str
    department: str | None
    language: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Package:
    """A publishable unit. `files` are the sources by path; `hashes` those of their canonical texts.

    Re-wrapped text has other sources and the same hashes, so publishing it is a no-op.
    """

    kind: str
    slug: str
    files: Mapping[str, bytes]
    hashes: Mapping[str, str]
    needs: tuple[str, ...]
    parts: tuple[Part, ...]
    images: Mapping[str, ImageFile] = field(default_factory=dict)
    """The pictures among the files, by path."""
    departments: tuple[str, ...] = ()
    """Of a module those that it names: they may read something else than the others."""
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a module's parts, what they say with `was=` that they were."""
    clauses: tuple[tuple[str, str], ...] = ()
    """Of a module's parts, the clauses they rest on."""
    unasked: tuple[str, ...] = ()
    """Of a module's questions, those that no attempt counts: nobody owes them."""

    @property
    def sha256(self) -> str:
        """The hash of the canonical manifest: what approvals and certificates name."""
        manifest = {"kind": self.kind, "slug": self.slug, "files": dict(self.hashes)}
        return sha256(json.dumps(manifest, sort_keys=True, separators=(",", ":")))


def module_package(
    module: Module,
    city: City,
    sources: Mapping[str, SourceFile],
    lineages: Mapping[str, tuple[str, ...]],
) -> Package:
    """A module's package: its files and pictures, and only those City definitions it shows."""
    files = {each.path: sources[each.path].raw for each in module.files}
    hashes = {each.path: sha256(each.canonical()) for each in module.files}
    for path, cited in zip((SOURCES, FACTS), city.only(module.labels), strict=True):
        if cited:
            files[path] = "".join(f"{each.source}\n\n" for each in cited).encode("utf-8")
            hashes[path] = _hash_of(cited)
    if meant := city.glossary.only(module.terms):
        files[GLOSSARY] = "".join(f"{each.source}\n\n" for each in meant).encode("utf-8")
        hashes[GLOSSARY] = sha256("\n\n".join(each.canonical() for each in meant))
    images = {each.path: each for each in module.images}
    return Package(
        kind="module",
        slug=module.slug,
        files=files | {path: each.raw for path, each in images.items()},
        hashes=hashes | {path: each.sha256 for path, each in images.items()},
        needs=tuple(sorted(needs_of(module))),
        parts=tuple(_parts(module, lineages)),
        images=images,
        departments=tuple(sorted(module.mentioned)),
        origins=origins(module),
        clauses=clauses(module),
        unasked=unasked(module),
    )


def _hash_of(cited: Sequence[Cited]) -> str:
    return sha256("\n\n".join(f"[^{each.label}]: {each.text}" for each in cited))


def certificate_package(
    slug: str,
    certificate: CertificateFile,
    translation: CertificateFile | None,
    sources: Mapping[str, SourceFile],
) -> Package:
    """A certificate's package."""
    files = [each for each in (certificate, translation) if each is not None]
    return Package(
        kind="certificate",
        slug=slug,
        files={each.path: sources[each.path].raw for each in files},
        hashes={each.path: sha256(each.canonical()) for each in files},
        needs=(),
        parts=(),
    )


def city_package(sources: Mapping[str, SourceFile]) -> Package:
    """The City's own files: departments, sources, facts, glossary and the words of mails."""
    mine = {path: each for path, each in sources.items() if path.startswith("city/")}
    return Package(
        kind="city",
        slug="city",
        files={path: each.raw for path, each in mine.items()},
        hashes={path: sha256(_settled(each.text)) for path, each in mine.items()},
        needs=(),
        parts=(),
    )


def _settled(text: str) -> str:
    """The text without what nobody sees: spaces at the ends of lines, empty lines in a row."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)).strip()


def _parts(module: Module, lineages: Mapping[str, tuple[str, ...]]) -> list[Part]:
    """Every unit as the default sees it, then per department where it differs, as it is read."""
    default = _units(module, ())
    found = [
        Part(part, None, language, value)
        for language, units in default.items()
        for part, value in units.items()
    ]
    for slug in sorted(module.mentioned):
        theirs = _units(module, lineages.get(slug, (slug,)))
        for language in LANGUAGES:
            different = _different(default[language], theirs[language])
            found += [Part(part, slug, language, value) for part, value in different.items()]
    return found


def _different(default: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """What a department reads otherwise; where it reads in another order, all that it reads.

    Whoever reads the rows puts what the others do not read behind what they do.
    """
    gone = {part: NOT_READ for part in default if part not in theirs}
    kept = [part for part in default if part in theirs]
    if list(theirs) == [*kept, *(part for part in theirs if part not in default)]:
        theirs = {part: value for part, value in theirs.items() if default.get(part) != value}
    return {**theirs, **gone}


def _units(module: Module, lineage: Sequence[str]) -> dict[str, dict[str, str]]:
    """The hash of each unit by each language it can be read in, in the order it is read."""
    units: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for language in LANGUAGES:
        for page in pages(module, lineage, language):
            units[page.language][f"section:{page.id}"] = page.sha256
    for item in items(module, lineage):
        units["en"][f"item:{item.id}"] = item.sha256
        if spanish := spanish_item(module, item):
            units["es"][f"item:{item.id}"] = spanish.sha256
    return units
