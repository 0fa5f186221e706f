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
    """A page while supplements are being merged in."""

    id: str
    pairs: list[Pair]


@dataclass(frozen=True, slots=True)
class Page:
    """What is read as one section: one piece, or more where supplements add to it."""

    id: str
    pieces: tuple[Section, ...]
    language: str
    pending: bool
    beside: tuple[Section, ...] = ()
    """The translation of an earlier English, for whoever reads no English."""

    @property
    def sha256(self) -> str:
        """The hash of what is read."""
        if len(self.pieces) == 1:
            return self.pieces[0].sha256
        return sha256("\n".join(each.sha256 for each in self.pieces))

    @property
    def card(self) -> bool:
        """Whether it makes the pocket card."""
        return any(each.at.card for each in self.pieces)

    @property
    def minutes(self) -> float:
        """Reading time, folded parts left out, in half minutes."""
        words = sum(each.words for each in self.pieces)
        return max(0.5, round(words / WORDS_A_MINUTE * 2) / 2)


def active(module: Module, lineage: Sequence[str]) -> list[Supplement]:
    """The supplements a department reads, its parent's before its own."""
    return [
        each
        for slug in reversed(lineage)
        for each in module.supplements
        if slug in each.departments
    ]


def pages(module: Module, lineage: Sequence[str], language: str) -> tuple[Page, ...]:
    """The sections in the order they are read."""
    supplements = list(dict.fromkeys(active(module, lineage)))
    whole = [each for each in supplements if each.instead]
    if whole:
        places = [_place(each, whole[-1].translation) for each in whole[-1].file.sections]
    else:
        places = [_place(each, module.translation) for each in module.base.sections]
    for supplement in supplements:
        if not supplement.instead:
            _merge(places, supplement)
    return tuple(_page(place, language) for place in places)


def _place(section: Section, translation: ModuleFile | None) -> Place:
    return Place(section.id, [_pair(section, translation)])


def _pair(section: Section, translation: ModuleFile | None) -> Pair:
    spanish = translation.section(section.id) if translation else None
    if spanish is not None and not _fresh(spanish.at.source_hash, section.sha256):
        return Pair(section, None, older=spanish)
    return Pair(section, spanish)


def _fresh(source_hash: str, current: str) -> bool:
    """Whether a text is made from the present English; one that does not say so is believed."""
    return not source_hash or current.startswith(source_hash)


def _merge(places: list[Place], supplement: Supplement) -> None:
    last: dict[str, str] = {}
    for section in supplement.file.sections:
        pair = _pair(section, supplement.translation)
        target = section.at.within or section.at.after or section.id
        index = next((n for n, each in enumerate(places) if each.id == target), None)
        if section.at.within and index is not None:
            places[index].pairs.append(pair)
        elif section.at.after:
            behind = last.get(target, target)
            index = next((n for n, each in enumerate(places) if each.id == behind), None)
            places.insert(len(places) if index is None else index + 1, Place(section.id, [pair]))
            last[target] = section.id
        elif index is not None:
            replaced = places[index].pairs[0]
            if _fresh(section.at.source_hash, replaced.english.sha256):
                places[index].pairs[0] = pair
            else:
                # Made from an older text: the present one is safer, and is marked.
                places[index].pairs[0] = replace(replaced, stale=True)
        else:
            places.append(Place(section.id, [pair]))


def _page(place: Place, language: str) -> Page:
    stale = any(each.stale for each in place.pairs)
    spanish = [each.spanish for each in place.pairs if each.spanish is not None]
    if language == "es" and len(spanish) == len(place.pairs):
        return Page(place.id, tuple(spanish), "es", stale)
    english = tuple(each.english for each in place.pairs)
    beside = [told for each in place.pairs if (told := each.spanish or each.older)]
    whole = language == "es" and len(beside) == len(place.pairs)
    pending = stale or language in TRANSLATED
    return Page(place.id, english, "en", pending, tuple(beside) if whole else ())


def items(module: Module, lineage: Sequence[str]) -> tuple[Item, ...]:
    """The questions a department can be asked, in English."""
    return tuple(each for each in (module.quiz.items if module.quiz else ()) if asks(each, lineage))


def asks(item: Item, lineage: Sequence[str]) -> bool:
    """Whether a question is for a department."""
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
