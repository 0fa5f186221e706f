"""A module as one department reads it in one language."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from training.content.canonical import sha256
from training.content.module import Module, Supplement
from training.content.module_file import WORDS_A_MINUTE, ModuleFile, Section
from training.content.quiz_item import Item

TRANSLATED = ("es",)
"""Languages whose readers are told when they are shown the English."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A section and its translation, when there is one made from this English.

    `older` is one made from an earlier English.
    """

    english: Section
    spanish: Section | None
    stale: bool = False
    older: Section | None = None


@dataclass(slots=True)
class Place:
    """A page while supplements are being merged in.

    `made_from` is the hash of the module's own section, which a replacement names in `from=`,
    whatever stands there by now.
    """

    id: str
    pairs: list[Pair]
    made_from: str


@dataclass(frozen=True, slots=True)
class Page:
    """What is read as one section: one piece, or more where supplements add to it."""

    id: str
    pieces: tuple[Section, ...]
    language: str
    pending: bool
    card: bool
    """Whether it makes the pocket card."""
    beside: tuple[Section, ...] = ()
    """The translation of an earlier English, for whoever reads no English."""

    @property
    def sha256(self) -> str:
        """The hash of what is read."""
        if len(self.pieces) == 1:
            return self.pieces[0].sha256
        return sha256("\n".join(each.sha256 for each in self.pieces))

    @property
    def minutes(self) -> float:
        """Reading time, folded parts left out, in half minutes."""
        words = sum(each.words for each in self.pieces)
        return max(0.5, round(words / WORDS_A_MINUTE * 2) / 2)


def active(module: Module, lineage: Sequence[str]) -> list[Supplement]:
    """The supplements a department reads, its parent's before its own.

    One that stands in place of the whole module leaves nothing of what comes before it.
    """
    found: list[Supplement] = []
    for slug in reversed(lineage):
        mine = [each for each in module.supplements if slug in each.departments]
        found = mine if any(each.instead for each in mine) else [*found, *mine]
    return list(dict.fromkeys(found))


def pages(module: Module, lineage: Sequence[str], language: str) -> tuple[Page, ...]:
    """The sections in the order they are read."""
    supplements = active(module, lineage)
    whole = [each for each in supplements if each.instead]
    if whole:
        places = [_place(module, s, whole[-1].translation) for s in whole[-1].file.sections]
    else:
        places = [_place(module, s, module.translation) for s in module.base.sections]
    for supplement in supplements:
        if not supplement.instead:
            _merge(module, places, supplement)
    return tuple(_page(place, language) for place in places)


def _place(module: Module, section: Section, translation: ModuleFile | None) -> Place:
    own = module.base.section(section.id) or section
    return Place(section.id, [_pair(section, translation)], own.sha256)


def _pair(section: Section, translation: ModuleFile | None) -> Pair:
    spanish = translation.section(section.id) if translation else None
    if spanish is not None and not _fresh(spanish.at.source_hash, section.sha256):
        return Pair(section, None, older=spanish)
    return Pair(section, spanish)


def _fresh(source_hash: str, current: str) -> bool:
    """Whether a text is made from the present English; one that does not say so is believed."""
    return not source_hash or current.startswith(source_hash)


def _merge(module: Module, places: list[Place], supplement: Supplement) -> None:
    last: dict[str, str] = {}
    for section in supplement.file.sections:
        place = _place(module, section, supplement.translation)
        (pair,) = place.pairs
        target = section.at.within or section.at.after or section.id
        index = next((n for n, each in enumerate(places) if each.id == target), None)
        if section.at.within and index is not None:
            places[index].pairs.append(pair)
        elif section.at.after:
            behind = last.get(target, target)
            index = next((n for n, each in enumerate(places) if each.id == behind), None)
            places.insert(len(places) if index is None else index + 1, place)
            last[target] = section.id
        elif index is not None:
            replaced = places[index].pairs[0]
            if _fresh(section.at.source_hash, places[index].made_from):
                places[index].pairs[0] = pair
            else:
                # Made from an older text: the present one is safer, and is marked.
                places[index].pairs[0] = replace(replaced, stale=True)
        else:
            places.append(place)


def _page(place: Place, language: str) -> Page:
    stale = any(each.stale for each in place.pairs)
    # A translation holds words only.
    card = any(each.english.at.card for each in place.pairs)
    spanish = [each.spanish for each in place.pairs if each.spanish is not None]
    if language == "es" and len(spanish) == len(place.pairs):
        return Page(place.id, tuple(spanish), "es", stale, card)
    english = tuple(each.english for each in place.pairs)
    beside = [told for each in place.pairs if (told := each.spanish or each.older)]
    whole = language == "es" and len(beside) == len(place.pairs)
    pending = stale or language in TRANSLATED
    return Page(place.id, english, "en", pending, card, tuple(beside) if whole else ())


def page_of(module: Module, section: str) -> str:
    """The page on which a section is read: another's where a supplement adds it to that one."""
    added = {
        each.id: each.at.within
        for supplement in module.supplements
        if not supplement.instead
        for each in supplement.file.sections
        if each.at.within
    }
    seen: set[str] = set()
    while section in added and section not in seen:
        seen.add(section)
        section = added[section]
    return section


def items(module: Module, lineage: Sequence[str]) -> tuple[Item, ...]:
    """The questions a department can be asked, in English: about what it reads, and no other."""
    mine = [each for each in (module.quiz.items if module.quiz else ()) if _asks(each, lineage)]
    if not any(each.instead for each in active(module, lineage)):
        return tuple(mine)
    read = {each.id for each in pages(module, lineage, "en")}
    return tuple(each for each in mine if all(page_of(module, s) in read for s in each.covers))


def _asks(item: Item, lineage: Sequence[str]) -> bool:
    return not item.departments or any(slug in item.departments for slug in lineage)


def spanish_item(module: Module, item: Item) -> Item | None:
    """A question's translation with the English settings; none when there is none or it is old."""
    translated = module.quiz_translation
    found = (
        next((each for each in translated.items if each.id == item.id), None)
        if (translated)
        else None
    )
    if found is None or not _fresh(found.source_hash, item.sha256):
        return None
    return item.in_words_of(found)
