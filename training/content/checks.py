"""What only shows when files are held against each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from training.content.attributes import IDENTIFIER, LONGEST_ID
from training.content.certificate_file import CertificateFile
from training.content.city import DepartmentEntry, lineages
from training.content.module import Module, Reader
from training.content.quiz_checks import check_quiz, check_quiz_translation
from training.content.section_checks import (
    check_front,
    check_links,
    check_sections,
    check_serves,
    check_translations,
)
from training.content.source import Report, SourceFile, nearest


@dataclass(frozen=True, slots=True)
class Checked:
    """What is checked; problems found here go to `fresh`, so that checking twice adds nothing."""

    files: Mapping[str, SourceFile]
    reader: Reader
    departments: tuple[DepartmentEntry, ...]
    modules: Mapping[str, Module]
    certificates: Mapping[str, CertificateFile]
    translations: Mapping[str, CertificateFile]
    acts: frozenset[str]
    fresh: dict[str, Report]

    def report(self, path: str) -> Report:
        """Where problems of a file go."""
        return self.fresh.setdefault(path, Report(path))


def check_departments(checked: Checked) -> None:
    """Report an alias or name that two departments share."""
    owners: dict[str, str] = {}
    report = checked.report("city/departments.md")
    for entry in checked.departments:
        for name in {entry.names["en"], entry.code, *entry.aliases}:
            owner = owners.setdefault(name.casefold(), entry.slug)
            if name and owner != entry.slug:
                report.add(
                    1,
                    f"“{name}” names both “{owner}” and “{entry.slug}”",
                    "take it from one of them",
                )


def check_modules(checked: Checked) -> None:
    """Check each module with its supplements, quiz and translations."""
    lines = lineages(checked.departments)
    for slug, module in checked.modules.items():
        _check_name(slug, "folder", checked.report(module.base.path))
        check_front(module, checked.report(module.base.path))
        check_sections(module, lines, checked.report)
        check_translations(module, checked.report)
        check_serves(module, checked.acts, checked.report)
        check_links(module, checked.modules, checked.report)
        if module.quiz:
            check_quiz(module, module.quiz, lines, checked.acts, checked.report(module.quiz.path))
        if module.quiz and module.quiz_translation:
            check_quiz_translation(
                module.quiz, module.quiz_translation, checked.report(module.quiz_translation.path)
            )
    _check_quiz_owners(checked)
    _check_orphans(checked)


def _check_name(slug: str, what: str, report: Report) -> None:
    """Report a name that no address can have."""
    if not IDENTIFIER.match(slug) or len(slug) > LONGEST_ID:
        report.add(
            1,
            f"the {what}'s name “{slug[:60]}” cannot be an address",
            "use small letters, digits and single hyphens, such as at-the-counter",
        )


def _check_quiz_owners(checked: Checked) -> None:
    owners: dict[str, str] = {}
    for path, quiz in checked.reader.quizzes.items():
        slug = quiz.front.text("module")
        line = quiz.front.line("module")
        if not slug:
            continue
        if slug not in checked.modules:
            checked.report(path).add(
                line, f"there is no module “{slug}”", nearest(slug, set(checked.modules))
            )
        elif slug in owners:
            checked.report(path).add(
                line, f"“{slug}” has a quiz already: {owners[slug]}", "a module has one"
            )
        owners.setdefault(slug, path)


def _check_orphans(checked: Checked) -> None:
    """A translation without its English is never shown, so it is reported."""
    for path in checked.files:
        english = path.removesuffix(".es.md") + ".md"
        if path.endswith(".es.md") and english not in checked.files:
            checked.report(path).add(1, f"there is no {english}", "rename this file, or delete it")


def check_certificates(checked: Checked) -> None:
    """Check what certificates require."""
    slugs = {each.slug for each in checked.departments}
    unasked = {slug for slug, each in checked.modules.items() if each.quiz is None}
    for name, certificate in checked.certificates.items():
        _check_name(name, "file", checked.report(certificate.path))
        report = checked.report(certificate.path)
        for slug in certificate.requires:
            if slug not in checked.modules:
                report.add(
                    certificate.front.line("requires"),
                    f"there is no module “{slug}”",
                    nearest(slug, set(checked.modules)),
                )
        needed = {*certificate.requires, *chain(*certificate.also.values())}
        for slug in sorted(unasked & needed):
            report.add(
                certificate.front.line("requires"),
                f"“{slug}” has no quiz, so nobody could complete it",
                f"write quizzes/{slug}.md, or do not require it",
            )
        line = certificate.front.line("also-requires")
        for department, wanted in certificate.also.items():
            if department not in slugs:
                report.add(
                    line, f"there is no department “{department}”", nearest(department, slugs)
                )
            for slug in wanted:
                if slug not in checked.modules:
                    report.add(
                        line, f"there is no module “{slug}”", nearest(slug, set(checked.modules))
                    )
