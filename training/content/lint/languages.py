"""Translations and replacements against the English they were made from."""

from collections.abc import Iterator

from training.content.lint.finding import Linted, problem
from training.content.module_file import ModuleFile
from training.errors import Problem

MOST_NAMED = 5


def stale_translations(linted: Linted) -> Iterator[Problem]:
    """Translated sections and questions whose English has changed since."""
    for english, spanish in _pairs(linted):
        now = {each.id: each.sha256 for each in english.sections}
        for section in spanish.sections:
            if _stale(section.at.source_hash, now.get(section.id)):
                yield _old(spanish.path, section.line, section.id)
    quiz, translated = linted.module.quiz, linted.module.quiz_translation
    if quiz and translated:
        current = {each.id: each.sha256 for each in quiz.items}
        for item in translated.items:
            if _stale(item.source_hash, current.get(item.id)):
                yield _old(translated.path, item.line, item.id)


def stale_replacements(linted: Linted) -> Iterator[Problem]:
    """Sections of supplements that stand in for a section which has changed since."""
    now = {each.id: each.sha256 for each in linted.module.base.sections}
    for supplement in linted.module.supplements:
        for section in () if supplement.instead else supplement.file.sections:
            replaces = not section.at.within and not section.at.after
            if replaces and _stale(section.at.source_hash, now.get(section.id)):
                path = supplement.file.path
                yield problem(
                    path,
                    section.line,
                    f"“{section.id}” of the module has changed since this was written to replace "
                    "it, so its readers see the module's",
                    f"read the new one, change this, then run “training content fresh "
                    f"{path}#{section.id}”",
                )


def untranslated(linted: Linted) -> Iterator[Problem]:
    """Sections and questions that a translation has left out; its readers see the English."""
    for english, spanish in _pairs(linted):
        there = {each.id for each in spanish.sections}
        missing = [each.id for each in english.sections if each.id not in there]
        yield from _missing(spanish.path, "section", missing)
    quiz, translated = linted.module.quiz, linted.module.quiz_translation
    if quiz and translated:
        known = {each.id for each in translated.items}
        yield from _missing(
            translated.path, "question", [each.id for each in quiz.items if each.id not in known]
        )


def _pairs(linted: Linted) -> Iterator[tuple[ModuleFile, ModuleFile]]:
    module = linted.module
    pairs = [(module.base, module.translation)]
    pairs += [(each.file, each.translation) for each in module.supplements]
    return ((english, spanish) for english, spanish in pairs if spanish is not None)


def _stale(made_from: str, now: str | None) -> bool:
    return bool(made_from) and now is not None and not now.startswith(made_from)


def _old(path: str, line: int, part: str) -> Problem:
    return problem(
        path,
        line,
        f"the English of “{part}” has changed since this was translated, so its readers see the "
        "English",
        f"translate what changed, then run “training content fresh {path}#{part}”",
    )


def _missing(path: str, what: str, ids: list[str]) -> Iterator[Problem]:
    if ids:
        named = ", ".join(ids[:MOST_NAMED]) + (" …" if len(ids) > MOST_NAMED else "")
        count = f"{len(ids)} {what}s are" if len(ids) > 1 else f"1 {what} is"
        yield problem(
            path, 1, f"{count} not translated: {named}", "its readers see the English until then"
        )
