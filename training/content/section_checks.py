"""Checks of a module's sections: where supplements go, and what translations pair with."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from training.content.module import Module, Supplement
from training.content.module_file import ModuleFile
from training.content.section_parts import Place
from training.content.source import Report, nearest
from training.content.targets import resolved, target_of
from training.content.variants import active

ROLES = ("legal", "oei", "translator")
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")

Reports = Callable[[str], Report]


def check_front(module: Module, report: Report) -> None:
    """Check the values of a module's settings."""
    front = module.base.front
    minutes = front.text("minutes")
    if minutes and not re.fullmatch(r"[1-9]\d{0,2}", minutes):
        report.add(front.line("minutes"), f"“{minutes}” is not a number of minutes", "write 15")
    for role in front.items("needs"):
        if role not in ROLES:
            report.add(front.line("needs"), f"nobody approves as “{role}”", nearest(role, ROLES))
    for key in ("as-of", "review-by"):
        if front.text(key) and not is_day(front.text(key)):
            report.add(
                front.line(key), f"“{front.text(key)}” is not a day", "write it as 2026-11-01"
            )


def is_day(text: str) -> bool:
    """Whether a text is a day as `2026-11-01`."""
    if not DAY.match(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def check_sections(
    module: Module, lineages: Mapping[str, tuple[str, ...]], reports: Reports
) -> None:
    """Check where every supplement's sections go."""
    base = {each.id for each in module.base.sections}
    owners: dict[str, str] = dict.fromkeys(base, module.base.path)
    for supplement in module.supplements:
        inherited = _inherited(module, supplement, lineages)
        report = reports(supplement.file.path)
        _check_supplement(supplement, base, inherited, lineages, report)
        for section in supplement.file.sections:
            if supplement.instead or section.id in base:
                continue
            owner = owners.setdefault(section.id, supplement.file.path)
            if owner != supplement.file.path:
                reports(supplement.file.path).add(
                    section.line, f"the id “{section.id}” is used in {owner} too", "choose another"
                )


def _inherited(
    module: Module, supplement: Supplement, lineages: Mapping[str, tuple[str, ...]]
) -> set[str]:
    """The sections that all its departments have of the departments above them."""
    found: set[str] | None = None
    for slug in supplement.departments:
        above = active(module, [each for each in lineages.get(slug, ()) if each != slug])
        theirs = {section.id for each in above for section in each.file.sections}
        found = theirs if found is None else found & theirs
    return found or set()


def _check_supplement(
    supplement: Supplement,
    base: set[str],
    inherited: set[str],
    lineages: Mapping[str, tuple[str, ...]],
    report: Report,
) -> None:
    file = supplement.file
    for slug in supplement.departments:
        if slug not in lineages:
            report.add(
                file.front.line("departments"),
                f"there is no department “{slug}”",
                f"{_near_department(slug, lineages)}; the file's name is the department's id, or "
                "“departments:” lists them",
            )
    if supplement.instead:
        return
    known = base | {each.id for each in file.sections} | inherited
    for section in file.sections:
        at = section.at
        if at.within and at.after:
            report.add(section.line, "in= and after= cannot stand together", "keep one of them")
        target = at.within or at.after
        if target and (target not in known or target == section.id):
            report.add(
                section.line,
                f"there is no section “{target}”",
                nearest(target, known - {section.id}),
            )
        if not target and section.id not in base:
            report.add(
                section.line,
                f"nothing says where “{section.id}” goes",
                "write in=… to add to a page, or after=… for a page of its own",
            )
        if target and section.id in base:
            key = "in=" if at.within else "after="
            report.add(
                section.line,
                f"“{section.id}” is a section of the module itself",
                f"choose another id, or leave out “{key}” to replace it",
            )


def _near_department(slug: str, lineages: Mapping[str, tuple[str, ...]]) -> str:
    remedy = nearest(slug, set(lineages))
    return remedy if remedy.startswith("did") else "see city/departments.md"


def check_serves(module: Module, acts: frozenset[str], reports: Reports) -> None:
    """Check that sections serve acts that are written down."""
    for file in module.texts:
        for each in (place for section in file.sections for place in section.settings.serves):
            if each.text not in acts:
                remedy = nearest(each.text, acts) if acts else "write it into city/acts.md"
                reports(file.path).add(each.line, f"there is no act “{each.text}”", remedy)


def check_links(module: Module, modules: Mapping[str, Module], reports: Reports) -> None:
    """Check that links to other files lead to a module or to one of its sections."""
    places = [(file.path, link) for file in module.texts for s in file.sections for link in s.links]
    huddles = [each for each in (module.huddle, module.huddle_translation) if each is not None]
    places += [(each.path, link) for each in huddles for link in each.links]
    for path, link in places:
        _check_link(path, link, modules, reports(path))


def _check_link(path: str, link: Place, modules: Mapping[str, Module], report: Report) -> None:
    file = resolved(path, link.text)
    target = target_of(path, link.text)
    if not file:
        what = f"the link to “{link.text[:60]}” leads out of the content root"
        report.add(link.line, what, "link to a module, or write a whole https:// address")
    elif target is None:
        what = f"nobody could open “{link.text[:60]}”"
        report.add(link.line, what, "link to a module, such as ../other/module.md#its-section")
    elif target.module not in modules:
        what = f"there is no module “{target.module}” to link to"
        report.add(link.line, what, nearest(target.module, set(modules)))
    elif target.section:
        known = {s.id for each in modules[target.module].texts for s in each.sections}
        if target.section not in known:
            what = f"“{target.module}” has no section “{target.section}” to link to"
            report.add(link.line, what, nearest(target.section, known))


def check_translations(module: Module, reports: Reports) -> None:
    """Check that what is translated exists in English."""
    pairs = [(module.base, module.translation)]
    pairs += [(each.file, each.translation) for each in module.supplements]
    for english, spanish in pairs:
        if spanish is not None:
            _check_pair(english, spanish, reports(spanish.path))


def _check_pair(english: ModuleFile, spanish: ModuleFile, report: Report) -> None:
    known = {each.id for each in english.sections}
    for section in spanish.sections:
        if section.id not in known:
            report.add(
                section.line,
                f"the English has no section “{section.id}”",
                f"ids stay English; {nearest(section.id, known)}",
            )
