"""A content root's files, parsed and checked together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from training.content.acts import Holiday, read_acts, read_calendar
from training.content.certificate_file import CertificateFile, read_certificate
from training.content.checks import Checked, check_certificates, check_departments, check_modules
from training.content.city import DepartmentEntry, lineages, read_departments
from training.content.images import MOST_BYTES as MOST_IN_IMAGE
from training.content.images import TYPES, ImageFile, read_image
from training.content.mail_words import check_mail
from training.content.module import Module, Reader
from training.content.packages import (
    Package,
    certificate_package,
    city_package,
    module_package,
)
from training.content.shares import Run, one_by_one, shares_of
from training.content.source import MOST_BYTES, Report, SourceFile, read_source
from training.errors import InputRefused, Problem

DEPARTMENTS = "city/departments.md"
ACTS = "city/acts.md"
CALENDAR = "city/calendar.md"
FOLDERS = ("city", "modules", "quizzes", "certificates")
MOST_FILES = 5_000
MOST_IN_IMAGES = 100_000_000
"""All pictures of a content root together, in bytes."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The parsed working copy. `reports` hold what is wrong in each file so far."""

    files: Mapping[str, SourceFile]
    reader: Reader
    departments: tuple[DepartmentEntry, ...]
    modules: Mapping[str, Module]
    certificates: Mapping[str, CertificateFile]
    translations: Mapping[str, CertificateFile] = field(default_factory=dict)
    acts: Mapping[str, str] = field(default_factory=dict)
    """What people will do, title by id; empty when the City has written none down."""
    holidays: tuple[Holiday, ...] = ()

    @property
    def packages(self) -> tuple[Package, ...]:
        """What can be published: modules, the certificates that require them, the City's files."""
        lines = lineages(self.departments)
        modules = [
            module_package(each, self.reader.city, self.files, lines)
            for each in self.modules.values()
        ]
        certificates = [
            certificate_package(slug, each, self.translations.get(slug), self.files)
            for slug, each in self.certificates.items()
        ]
        return (*modules, *certificates, city_package(self.files))

    def titles(self, kind: str, slug: str) -> dict[str, str]:
        """What a module or certificate is called, by language; the City's files have no title."""
        module = self.modules.get(slug) if kind == "module" else None
        if module is not None:
            files = [("en", module.base), ("es", module.translation)]
            named = {language: file.front.text("title") for language, file in files if file}
        else:
            papers = [("en", self.certificates), ("es", self.translations)]
            named = {
                language: known[slug].front.text("title")
                for language, known in papers
                if kind == "certificate" and slug in known
            }
        return {language: title for language, title in named.items() if title}


def read_tree(root: Path) -> Tree:
    """Everything in a content root. Raises `InputRefused` when it is not one."""
    return tree_of(read_contents(root))


def read_contents(root: Path) -> dict[str, bytes]:
    """The files of a content root by path. Raises `InputRefused` when it is not one."""
    missing = [name for name in FOLDERS if not (root / name).is_dir()]
    if missing:
        raise InputRefused(
            f"{root} is not a content root.",
            [Problem(f"{root}/{name}", "is missing", "make the folder") for name in missing],
        )
    return dict(_contents(root))


def tree_of(contents: Mapping[str, bytes], run: Run = one_by_one) -> Tree:
    """Everything in a content root whose files are given by path; `run` has modules parsed."""
    reports: dict[str, Report] = {}
    files: dict[str, SourceFile] = {}
    images: dict[str, ImageFile] = {}
    size = 0
    for name, raw in contents.items():
        report = reports.setdefault(name, Report(name))
        if not _has_place(name, report):
            continue
        if name.endswith(".md"):
            source = read_source(name, raw, report)
            if source is not None:
                files[name] = source
            continue
        size += len(raw)
        if size > MOST_IN_IMAGES:
            raise InputRefused("All pictures together are larger than 100 MB. Save them smaller.")
        # A refused one has its own problem; that it is “not there” would not be true.
        images[name] = read_image(name, raw, report) or ImageFile(name, "", "", 0, 0)
    return _parse(files, images, reports, run)


def _contents(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file by its path, not read further than it may be long."""
    count = 0
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.name.startswith(".") or path.name.endswith("~"):
                continue
            name = path.relative_to(root).as_posix()
            if path.is_symlink():
                raise InputRefused(
                    "A content root holds its own files only.",
                    [Problem(name, "is a link to another place", "copy the file here")],
                )
            if not path.is_file():
                continue
            count += 1
            if count > MOST_FILES:
                raise InputRefused(f"There are more than {MOST_FILES} files in {root}.")
            with path.open("rb") as file:
                yield name, file.read((MOST_BYTES if name.endswith(".md") else MOST_IN_IMAGE) + 1)


def _has_place(name: str, report: Report) -> bool:
    """Whether a file has a place in the tree; what has none is reported rather than lost."""
    parts = name.split("/")
    if parts[0] not in FOLDERS or len(parts) < 2 or {"", ".", ".."} & set(parts):
        remedy = f"put it into one of the folders {', '.join(FOLDERS)}"
        report.add(1, "this file is not read", remedy)
    elif len(parts) > 3 and parts[0] == "modules" and parts[2] == "images":
        return _is_image(parts, report)
    elif parts[-1].rpartition(".")[2].lower() in TYPES:
        report.add(1, "this picture has no place", "put it into modules/<module>/images/")
    elif not name.endswith(".md"):
        report.add(1, "this file is not read", "only files ending in .md are; move it elsewhere")
    elif parts[0] == "modules" and not _in_module(parts):
        report.add(
            1,
            "this file is not read",
            "a module is modules/<module>/module.md, its supplements are in departments/, its "
            "briefing is huddle.md",
        )
    elif parts[0] in ("quizzes", "certificates") and len(parts) != 2:
        report.add(1, "this file is not read", f"put it right into {parts[0]}/")
    else:
        return True
    return False


def _is_image(parts: list[str], report: Report) -> bool:
    if len(parts) == 4 and parts[3].rpartition(".")[2].lower() in TYPES:
        return True
    remedy = f"put pictures ending in .{', .'.join(sorted(TYPES))} right into images/"
    report.add(1, "this file is not read", remedy)
    return False


def _in_module(parts: list[str]) -> bool:
    if len(parts) == 3:
        return parts[2] in ("module.md", "module.es.md", "huddle.md", "huddle.es.md")
    return len(parts) == 4 and parts[2] == "departments"


def _parse(
    files: dict[str, SourceFile],
    images: dict[str, ImageFile],
    reports: dict[str, Report],
    run: Run,
) -> Tree:
    reader = Reader(
        {path: each for path, each in files.items() if path.startswith("city/")}, images
    )
    for name, report in reports.items():
        reader.report(name).problems[:0] = report.problems
    modules = _modules(files, reader, run)
    certificates, translations = _certificates(files, reader)
    departments = tuple(_departments(files, reader))
    acts = read_acts(files[ACTS], reader.report(ACTS)) if ACTS in files else {}
    days = read_calendar(files[CALENDAR], reader.report(CALENDAR)) if CALENDAR in files else ()
    return Tree(files, reader, departments, modules, certificates, translations, acts, days)


def _modules(files: Mapping[str, SourceFile], reader: Reader, run: Run) -> dict[str, Module]:
    """The modules by their slugs; their quizzes and reports go to `reader`."""
    found: dict[str, Module] = {}
    shares = shares_of(files)
    for share, parsed in zip(shares, run(reader.city, shares), strict=True):
        reader.quizzes.update(parsed.quizzes)
        for path, report in parsed.reports.items():
            reader.report(path).problems += report.problems
        if parsed.module is not None:
            found[share.slug] = parsed.module
        elif share.slug and not reader.report(f"modules/{share.slug}/module.md").problems:
            reader.report(f"modules/{share.slug}/module.md").add(1, "is missing", "write it")
    return found


def _certificates(
    files: Mapping[str, SourceFile], reader: Reader
) -> tuple[dict[str, CertificateFile], dict[str, CertificateFile]]:
    """The certificates and their translations."""
    english: dict[str, CertificateFile] = {}
    spanish: dict[str, CertificateFile] = {}
    for name in sorted(files):
        if not name.startswith("certificates/"):
            continue
        translated = name.endswith(".es.md")
        slug = name.removeprefix("certificates/").removesuffix(".md").removesuffix(".es")
        found = read_certificate(files[name], reader.report(name), translation=translated)
        (spanish if translated else english)[slug] = found
    return english, spanish


def _departments(files: Mapping[str, SourceFile], reader: Reader) -> list[DepartmentEntry]:
    for name, source in files.items():
        if name.startswith("city/mail/"):
            check_mail(source, reader.report(name))
    if DEPARTMENTS not in files:
        reader.report(DEPARTMENTS).add(1, "is missing", "list the departments in it")
        return []
    return read_departments(files[DEPARTMENTS], reader.report(DEPARTMENTS))


def check_tree(tree: Tree) -> list[Problem]:
    """Every problem of the whole tree, by file and line; none when it can be published."""
    checked = Checked(
        files=tree.files,
        reader=tree.reader,
        departments=tuple(tree.departments),
        modules=tree.modules,
        certificates=tree.certificates,
        translations=tree.translations,
        acts=frozenset(tree.acts),
        fresh={},
    )
    check_departments(checked)
    check_modules(checked)
    check_certificates(checked)
    found = {
        problem
        for reports in (tree.reader.reports, checked.fresh)
        for report in reports.values()
        for problem in report.problems
    }
    return sorted(found, key=_place)


def _place(problem: Problem) -> tuple[str, int, str]:
    path, _, line = problem.where.rpartition(":")
    return path, int(line) if line.isdecimal() else 0, problem.what
