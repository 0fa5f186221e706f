"""What a drill can play: a scenario's best way, or the numbered steps of a pocket card."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.content.edition import Edition, ItemView, SectionView
from training.content.placed import ITEM, SECTION
from training.content.plain import plain
from training.content.variants import items
from training.learning.answers import best_way, walk

DONE = ("done", "prompted", "missed")
FOLDED = re.compile(r"<details.*?</details>", re.DOTALL)
NUMBERED = re.compile(r"<ol>(.*?)</ol>", re.DOTALL)
CONTACT = re.compile(r",?\s*\{contact: [^}]*\},?")
"""Names and numbers, with the commas around them: a drill's record has none."""


@dataclass(frozen=True, slots=True)
class Script:
    """Something to play: of which module, and what there is to do, in plain words.

    `scenario` is `item:<id>` or `section:<id>`, as it is kept.
    """

    module: str
    scenario: str
    title: str
    steps: tuple[str, ...]


def checklists(edition: Edition, lineage: Sequence[str], language: str) -> list[Script]:
    """The pocket cards with numbered steps that a department reads."""
    # Which pages are cards, the English says.
    cards = {each.id for each in edition.sections(lineage, "en") if each.card}
    pages = [each for each in edition.sections(lineage, language) if each.id in cards]
    found = [_checklist(edition.slug, each) for each in pages]
    return [each for each in found if each is not None]


def scenarios(edition: Edition, lineage: Sequence[str], language: str) -> list[Script]:
    """The scenarios that any attempt may ask, each with what is done on its best way.

    They tell the right answers: for those who have taken the module.
    """
    return [
        _scenario(edition.slug, edition.item(each.id, lineage, language))
        for each in items(edition.module, lineage)
        if each.kind == "scenario" and not each.use
    ]


def _checklist(module: str, page: SectionView) -> Script | None:
    found = NUMBERED.search(FOLDED.sub("", page.html))
    if found is None:
        return None
    words = plain(CONTACT.sub("", found[1])).split("\n\n")
    return Script(module, SECTION + page.id, page.title, tuple(each for each in words if each))


def _scenario(module: str, item: ItemView) -> Script:
    steps = (_words(choice.html) for _scene, choice in walk(item, best_way(item)).steps)
    title = _words(item.stem_html).split("\n")[0]
    return Script(module, ITEM + item.id, title, tuple(steps))


def _words(html: str) -> str:
    return plain(CONTACT.sub("", FOLDED.sub("", html)))
