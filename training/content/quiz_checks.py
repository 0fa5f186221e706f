"""Checks of a quiz against its module, and of its translation against it."""

from collections.abc import Mapping, Sequence

from training.content.module import Module
from training.content.quiz_file import PoolPart, QuizFile
from training.content.quiz_item import KINDS, Item
from training.content.source import Report, nearest
from training.content.variants import items, pages

Lineages = Mapping[str, tuple[str, ...]]


def check_quiz(
    module: Module, quiz: QuizFile, lineages: Lineages, acts: frozenset[str], report: Report
) -> None:
    """Check what questions cover, whom they are for, and that every department's draws can be."""
    everywhere = {each.id for each in pages(module, (), "en")} | {
        each.id for each in module.base.sections
    }
    somewhere = everywhere | {
        section.id for each in module.supplements for section in each.file.sections
    }
    for item in quiz.items:
        _check_covers(module, item, everywhere, somewhere, lineages, report)
        for slug in item.departments:
            if slug not in lineages:
                report.add(
                    item.lines.get("departments", item.line),
                    f"there is no department “{slug}”",
                    nearest(slug, set(lineages)),
                )
        for act in item.serves:
            if act not in acts:
                report.add(
                    item.lines.get("serves", item.line),
                    f"there is no act “{act}”",
                    nearest(act, acts),
                )
    # What is kept for checks is never drawn.
    drawn = {
        slug: frozenset(each.id for each in items(module, lineage) if not each.use)
        for slug, lineage in ({"": ()} | dict(lineages)).items()
    }
    for pool in quiz.pools:
        _check_draw(pool, drawn, report)
    idle = [slug for slug, asked in drawn.items() if not asked]
    if quiz.items and idle and all(each.whole for each in quiz.pools):
        remedy = "add a question for everyone"
        if "" not in idle:
            remedy = "add a question about what they read, with their “Departments: …”"
        report.add(1, f"{_whom(idle)} cannot be asked anything", remedy)


def _check_covers(
    module: Module,
    item: Item,
    everywhere: set[str],
    somewhere: set[str],
    lineages: Lineages,
    report: Report,
) -> None:
    line = item.lines.get("covers", item.line)
    if not item.covers:
        report.add(
            item.line,
            f"the question “{item.id}” does not say what it covers",
            "write “Covers: …” with a section's id under it",
        )
    for section in item.covers:
        if section not in somewhere:
            report.add(
                line, f"there is no section “{section}” to cover", nearest(section, somewhere)
            )
        elif section not in everywhere and not _limited(module, item, section, lineages):
            report.add(
                line,
                f"only some departments read “{section}”",
                "limit the question to them with “Departments: …”",
            )


def _limited(module: Module, item: Item, section: str, lineages: Lineages) -> bool:
    """Whether everyone who can be asked reads the section."""
    readers = {
        slug
        for each in module.supplements
        if any(part.id == section for part in each.file.sections)
        for slug in each.departments
    }
    return bool(item.departments) and all(
        any(parent in readers for parent in lineages.get(slug, (slug,)))
        for slug in item.departments
    )


def _check_draw(pool: PoolPart, drawn: Mapping[str, frozenset[str]], report: Report) -> None:
    if not pool.whole:
        return
    if not pool.items:
        report.add(pool.line, f"the pool “{pool.title}” has no question", "add one, or delete it")
        return
    if pool.draw is None:
        return
    short: dict[int, list[str]] = {}
    crowded: dict[int, list[str]] = {}
    # A pool may be for some departments alone; the others are asked nothing of it.
    nobodys = not frozenset().union(*drawn.values()) & {each.id for each in pool.items}
    for slug, asked in drawn.items():
        mine = [each for each in pool.items if each.id in asked]
        critical = sum(each.critical for each in mine)
        if 0 < len(mine) < pool.draw or (nobodys and not slug):
            short.setdefault(len(mine), []).append(slug)
        if critical > pool.draw:
            crowded.setdefault(critical, []).append(slug)
    for count, slugs in short.items():
        report.add(
            pool.line,
            f"draw={pool.draw} cannot be met: {_whom(slugs)} can be asked {count} of this pool",
            f"write draw={count} or add questions" if count else "add a question for everyone",
        )
    for count, slugs in crowded.items():
        report.add(
            pool.line,
            f"draw={pool.draw} is too few: {count} critical questions are always asked of "
            f"{_whom(slugs)}",
            f"write draw={count} or more",
        )


def _whom(slugs: Sequence[str]) -> str:
    return "everyone" if "" in slugs else ", ".join(sorted(slugs)[:5])


def check_quiz_translation(english: QuizFile, spanish: QuizFile, report: Report) -> None:
    """Check that a translation's questions and boxes are those of the English."""
    known = {each.id: each for each in english.items}
    for item in spanish.items:
        original = known.get(item.id)
        if original is None:
            report.add(
                item.line,
                f"the English has no question “{item.id}”",
                f"ids stay English; {nearest(item.id, set(known))}",
            )
        elif item.key != original.key:
            _report_difference(item, original, report)


def _report_difference(item: Item, original: Item, report: Report) -> None:
    kinds = [KINDS["one" if each.kind == "all" else each.kind] for each in (item, original)]
    there, here = len(original.options), len(item.options)
    what, remedy = (
        f"the boxes of “{item.id}” are marked differently from the English",
        ("mark the same ones, in the same order"),
    )
    if kinds[0] != kinds[1]:
        what = f"“{item.id}” is a question {kinds[0]}, the English one {kinds[1]}"
        remedy = "give it the same kind of answers"
    elif there != here:
        what = f"“{item.id}” has {here} answers, the English {there}"
        remedy = "give it the same ones, in the same order"
    elif item.scenes or original.scenes:
        ids = ", ".join(each.id for each in original.scenes)
        what = f"the scenes of “{item.id}” are not those of the English, or lead elsewhere"
        remedy = f"give it {ids} in this order, each with the same choices"
    report.add(item.line, what, remedy)
