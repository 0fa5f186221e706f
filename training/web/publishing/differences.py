"""What differs between two texts, as a page shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from training.content.beside import Beside, side_by_side
from training.content.diff import Change, diff_files, diff_modules
from training.content.lineage import Likeness, lineage_questions
from training.content.models import Revision
from training.content.module import Module
from training.content.packages import Package
from training.content.placed import ITEM, SECTION
from training.content.queries import in_force, lineages_in_force, module_edition, source_files
from training.web.languages import t
from training.web.publishing.reading_drafts import Draftwork

EVERYBODY = "everybody"
"""In an address, the text of all departments that have none of their own."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One text beside the one it follows; `was` is none for a text that is new."""

    kind: str
    slug: str
    title: str
    was: Revision | None
    sha256: str
    changes: tuple[Change, ...]
    likenesses: tuple[Likeness, ...] = ()

    @property
    def departments(self) -> list[str]:
        """The departments for which something changes by itself."""
        return sorted({each.department for each in self.changes if each.department})

    @property
    def languages(self) -> list[str]:
        """The languages in which something changes."""
        return sorted({each.language for each in self.changes})

    def seen_by(self, department: str, language: str) -> tuple[Change, ...]:
        """The changes for a department and language; empty texts mean all of them."""
        return tuple(
            each
            for each in self.changes
            if (not department or (each.department or EVERYBODY) == department)
            and (not language or each.language == language)
        )


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change, for whom it reads so, and its paragraphs; none stands for those that stayed."""

    change: Change
    departments: tuple[str | None, ...]
    rows: tuple[Beside | None, ...]
    anchor: str = ""
    """The end of its address on the page, of the first change to a part."""


def draft_difference(db: Session, package: Package, work: Draftwork, title: str) -> Difference:
    """What an unpublished text changes of what is in force."""
    was = in_force(db, package.kind, package.slug)
    if package.kind != "module":
        old = source_files(db, was) if was else {}
        changes = diff_files(old, package.files)
        return Difference(package.kind, package.slug, title, was, package.sha256, changes)
    before = module_edition(db, was).module if was else None
    now = work.tree.modules[package.slug]
    lines = {**lineages_in_force(db), **work.lineages}
    return _of_modules(package.slug, title, was, package.sha256, before, now, lines)


def revision_difference(db: Session, was: Revision | None, now: Revision, title: str) -> Difference:
    """What one revision changes of another."""
    if now.kind != "module":
        changes = diff_files(source_files(db, was) if was else {}, source_files(db, now))
        return Difference(now.kind, now.slug, title, was, now.sha256, changes)
    before = module_edition(db, was).module if was else None
    after = module_edition(db, now).module
    lines = lineages_in_force(db)
    return _of_modules(now.slug, title, was, now.sha256, before, after, lines)


def _of_modules(
    slug: str,
    title: str,
    was: Revision | None,
    sha256: str,
    before: Module | None,
    now: Module,
    lines: Mapping[str, Sequence[str]],
) -> Difference:
    changes = diff_modules(before, now, lines)
    likenesses = lineage_questions(before, now) if before else ()
    return Difference("module", slug, title, was, sha256, changes, likenesses)


def shown_changes(changes: Iterable[Change]) -> list[ShownChange]:
    """Changes as they are shown: those that read the same for several departments once."""
    found: dict[tuple[object, ...], ShownChange] = {}
    for each in changes:
        rows = tuple(side_by_side(each.was or "", each.now or ""))
        key = (each.part, each.what, each.language, each.title, each.from_parts, rows)
        same = found.get(key, ShownChange(each, (), rows))
        found[key] = replace(same, departments=(*same.departments, each.department))
    first = {each.change.part: each for each in reversed(found.values())}
    return [
        replace(each, anchor=each.change.part.replace(":", "-"))
        if first[each.change.part] is each and each.change.part.startswith((SECTION, ITEM))
        else each
        for each in found.values()
    ]


def tally(changes: Iterable[Change]) -> list[tuple[str, int]]:
    """How many parts were added, changed and so on, in words and numbers."""
    parts: dict[str, set[str]] = {}
    for each in changes:
        parts.setdefault(each.what, set()).add(each.part)
    return [(word, len(parts[what])) for what, word in what_words().items() if what in parts]


def what_words() -> dict[str, str]:
    """What can happen to a part."""
    return {
        "added": t("Added"),
        "removed": t("Removed"),
        "changed": t("Changed"),
        "moved": t("Moved"),
        "split": t("Split"),
        "merged": t("Merged"),
        "renamed": t("Renamed"),
    }


def part_words(part: str) -> str:
    """What kind of part it is."""
    words = {
        "section": t("Section"),
        "item": t("Question"),
        "settings": t("Settings"),
        "file": t("File"),
        "module": t("Module"),
    }
    return words.get(part.partition(":")[0], part)
