"""Which text of a page or question somebody knows, where it has changed since."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.assignments.owed.published.queries import published
from training.assignments.owed.queries import credits_of
from training.assignments.owing.facts import ENGLISH, Publication
from training.content.models import Revision


class KnownText(NamedTuple):
    """A part of a revision that somebody knows."""

    revision: Revision
    part: str


def known_texts(
    db: Session,
    module: str,
    knowledge_id: int | None,
    lineage: Sequence[str],
    *,
    revision_id: int,
    parts: Collection[str],
) -> dict[str, tuple[KnownText, ...]]:
    """For each of some parts of a revision, the texts known last that it came from.

    As a department reads them, by its lineage. More than one where a part was made of several;
    none for what is new to them.
    """
    every = published(db, module)
    ids = [each for each in every if every[each].number <= every[revision_id].number]
    known = credits_of(db, {knowledge_id}, every).get(knowledge_id, ())
    walk = _Walk(
        [every[each] for each in ids], lineage, {(each.part, each.sha256) for each in known}
    )
    found = {part: walk.back(part, len(ids) - 1) for part in parts}
    wanted = {ids[place] for places in found.values() for place, _part in places}
    rows = {each.id: each for each in db.scalars(select(Revision).where(Revision.id.in_(wanted)))}
    return {
        part: tuple(KnownText(rows[ids[place]], name) for place, name in places)
        for part, places in found.items()
    }


class _Walk(NamedTuple):
    """One department's texts, the oldest first, and what is known: parts with their hashes."""

    texts: Sequence[Publication]
    lineage: Sequence[str]
    known: Collection[tuple[str, str]]

    def back(self, part: str, place: int) -> tuple[tuple[int, str], ...]:
        """The place among the texts, and the part, of all that is known of a part; else nothing."""
        for n in range(place, -1, -1):
            reading = self.texts[n].reading(self.lineage)
            if any((part, each.get(part, "")) in self.known for each in reading.values()):
                return ((n, part),)
            origins = self.texts[n].origins.get(part, ())
            here = part in reading.get(ENGLISH, {})
            before = self.texts[n - 1].reading(self.lineage).get(ENGLISH, {}) if n else {}
            if here and origins and part not in before:
                return tuple(each for one in origins for each in self.back(one, n - 1))
        return ()
