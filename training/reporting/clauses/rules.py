"""What a register of clauses says: pure rules over rows and over who is certified on what."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from training.content.models import Revision

DIGITS = re.compile(r"(\d+)")
Text = tuple[int, int]
"""A revision's id and the id of the department as which it was read."""
Reads = Callable[[Text], Collection[str]]
"""The parts of such a text."""


@dataclass(frozen=True, slots=True)
class Rests:
    """The parts of one revision that rest on a clause, in the order of the text."""

    revision: Revision
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """So many people who are certified on the same texts: the texts by certificate."""

    people: int
    texts: Mapping[str, frozenset[Text]]


@dataclass(frozen=True, slots=True)
class Certified:
    """How many people are certified on text that rests on a clause; each counts once in `people`,
    and once for each certificate."""

    people: int
    by_certificate: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause: what of the texts in force rests on it, what of older ones did, and for whom."""

    clause: str
    in_force: tuple[Rests, ...]
    older: tuple[Rests, ...]
    certified: Certified


def natural(clause: str) -> tuple[int | str, ...]:
    """A key that sorts clauses as people count: §2 before §10, whatever the capitals."""
    pieces = enumerate(DIGITS.split(clause))
    return tuple(int(each) if n % 2 else each.casefold() for n, each in pieces)


def certified_on(rests: Iterable[Rests], groups: Iterable[Group], reads: Reads) -> Certified:
    """How many are certified on a text of which some part rests on the clause."""
    parts = {each.revision.id: set(each.parts) for each in rests}
    people, by_certificate = 0, Counter[str]()
    for group in groups:
        mine = [
            certificate
            for certificate, texts in group.texts.items()
            if any(text[0] in parts and parts[text[0]].intersection(reads(text)) for text in texts)
        ]
        people += group.people if mine else 0
        by_certificate.update(dict.fromkeys(mine, group.people))
    return Certified(people, by_certificate)
