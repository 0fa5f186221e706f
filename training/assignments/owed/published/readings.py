"""A module's revisions as far as they matter for owing, as values.

Questions that no attempt counts are left out: nobody can owe them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from training.assignments.owing.facts import ENGLISH, Publication, readings_of
from training.content.labels import Labelled
from training.content.module import Module
from training.content.packages import Package
from training.content.placed import origins, unasked
from training.content.units import LANGUAGES, Known, units


def module_readings(
    module: Module, lineages: Mapping[str, Sequence[str]]
) -> dict[str | None, dict[str, dict[str, str]]]:
    """What each department reads, from the text itself: for revisions without rows that say so.

    `lineages` holds each department's slug with its own and its parents'.
    """
    known: Known = {}
    never = unasked(module)
    found: dict[str | None, dict[str, dict[str, str]]] = {}
    for department in (None, *sorted(module.mentioned)):
        lineage = () if department is None else tuple(lineages.get(department, (department,)))
        texts = {each: units(module, lineage, each, known) for each in LANGUAGES}
        found[department] = {
            language: {part: unit.sha256 for part, unit in parts.items() if part not in never}
            for language, parts in texts.items()
            if parts or language == ENGLISH
        }
    return found


def proposed_publication(
    package: Package,
    module: Module,
    labels: Sequence[Labelled],
    *,
    number: int,
    at: datetime,
) -> Publication:
    """A text that is not published as the publication it would be, with the labels it would have.

    `number` is that of the revision it would be, `at` the instant of its publishing.
    """
    never = unasked(module)
    rows = [each for each in package.parts if each.part not in never]
    readings = readings_of(rows, sorted(module.mentioned))
    return Publication(number, at, readings, origins(module), tuple(labels))
