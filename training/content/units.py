"""The units of a module as one department reads them: what is compared, labelled and credited."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from training.content.canonical import typed
from training.content.module import Module
from training.content.module_file import Section
from training.content.placed import ITEM, SECTION
from training.content.quiz_item import Item
from training.content.rendering import title_text
from training.content.sources import Entry, Notes
from training.content.variants import items, pages, spanish_item

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Unit:
    """A section or a question in one language.

    `text` is its words as an author would type them. `made_of` is all that its hash depends on, by
    what an author would name as a cause: a file's section, a source, a picture, a term.
    """

    part: str
    heading: str
    text: str
    sha256: str
    made_of: Mapping[str, str]

    @property
    def title(self) -> str:
        """Its heading as plain text: rendering it takes longer than all the rest."""
        return _plain(self.heading)


@lru_cache(maxsize=1_000)
def _plain(heading: str) -> str:
    return title_text(heading)


Known = dict[Hashable, Unit | None]
"""The units of one module that were made already: departments share most of them."""


def units(module: Module, lineage: Sequence[str], language: str, known: Known) -> dict[str, Unit]:
    """What a department reads in a language, by part and in order.

    Where there is no translation that holds, a unit is left out. `known` is one dictionary for all
    calls about one module.
    """
    found: dict[str, Unit] = {}
    for page in pages(module, lineage, language):
        if page.language == language:
            key = (page.id, *(id(each) for each in page.pieces))
            if key not in known:
                known[key] = _section(SECTION + page.id, page.pieces, page.sha256)
            _put(found, known[key])
    for item in items(module, lineage):
        if (language, item.id) not in known:
            shown = item if language == "en" else spanish_item(module, item)
            path = module.quiz.path if module.quiz else ""
            known[language, item.id] = _item(path, shown) if shown else None
        _put(found, known[language, item.id])
    return found


def _put(found: dict[str, Unit], unit: Unit | None) -> None:
    if unit is not None:
        found[unit.part] = unit


def _section(part: str, pieces: Sequence[Section], sha256: str) -> Unit:
    made_of: dict[str, str] = {}
    for each in pieces:
        made_of[f"{each.path}#{each.id}"] = each.canonical
        made_of |= _sources(each.path, each.notes, each.entries)
        made_of |= {f"picture {image.path}": image.sha256 for _name, image in each.images}
        made_of |= {f"term {term.name}": term.meaning for term in each.terms}
    text = "\n\n".join(typed(each.canonical) for each in pieces)
    return Unit(part, pieces[0].title, text, sha256, made_of)


def _sources(path: str, notes: Notes, entries: Sequence[tuple[str, Entry]]) -> Mapping[str, str]:
    """What is cited; a file's own footnotes by the file too, for another may have that label."""
    return {
        f"source {label} of {path}" if label in notes.own else f"source {label}": entry.canonical()
        for label, entry in entries
    }


def _item(path: str, item: Item) -> Unit:
    made_of = {f"{path}#{item.id}": item.canonical}
    made_of |= _sources(path, item.notes, item.entries)
    made_of |= {f"picture {image.path}": image.sha256 for _name, image in item.images}
    heading = item.stem.partition("\n")[0]
    return Unit(ITEM + item.id, heading, typed(item.canonical), item.sha256, made_of)
