"""Which questions had their key corrected, and in which texts it was wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.content.edition import Edition
from training.content.item_view import ItemView
from training.content.models import LabelledChange, Revision, RevisionPart
from training.content.placed import ITEM
from training.content.queries import module_edition
from training.errors import NotFound
from training.learning.regrading.marking import Key
from training.learning.regrading.scope import Correction, Said, Text, correction


@dataclass(frozen=True)
class Corrected:
    """A question whose key was corrected: the module, its texts, and which asked it wrongly."""

    module: str
    item: str
    correction: Correction
    editions: Mapping[int, Edition]
    """By the id of the revision: the corrected one and those before it that it is meant for."""
    causes: frozenset[tuple[int, str]]
    """The number of the revision and the cause, of each label that says a key was wrong."""

    @property
    def part(self) -> str:
        """The question among a module's parts."""
        return ITEM + self.item

    @property
    def edition(self) -> Edition:
        """The text with the right key."""
        return self.editions[self.correction.revision_id]

    def view(self, language: str) -> ItemView:
        """The question with the right key."""
        return self.edition.drawn_item(self.item, language)

    @cached_property
    def keys(self) -> Mapping[int, Key]:
        """The corrected question beside each of the texts that it is meant for."""
        corrected = self.view("en")
        return {
            each: Key(self.editions[each].drawn_item(self.item, "en"), corrected)
            for each in self.correction.before
        }


def corrected(
    db: Session, module: str, item: str, *, revision_id: int | None = None
) -> Corrected | None:
    """The last correction of a question's key, or that of a revision; none where there is none.

    Raises `NotFound` for a module that there is not.
    """
    every = db.scalars(
        select(Revision)
        .where(Revision.kind == "module", Revision.slug == module)
        .order_by(Revision.number)
    ).all()
    if not every:
        raise NotFound("There is no such module.")
    last = next((each.number for each in every if each.id == revision_id), every[-1].number)
    revisions = [each for each in every if each.number <= last]
    labels = _labels(db, revisions, ITEM + item)
    found = correction(_texts(db, revisions, ITEM + item, labels))
    if found is None:
        return None
    wanted = {each.id: each for each in revisions if each.id in (found.revision_id, *found.before)}
    numbers = {each: wanted[each].number for each in found.keys}
    return Corrected(
        module,
        item,
        found,
        {each: module_edition(db, revision) for each, revision in wanted.items()},
        frozenset(
            (numbers[each.revision_id], each.cause)
            for each in labels
            if each.wrong_key and each.revision_id in numbers
        ),
    )


def _labels(db: Session, revisions: Iterable[Revision], part: str) -> Sequence[LabelledChange]:
    return db.scalars(
        select(LabelledChange)
        .where(LabelledChange.revision_id.in_([each.id for each in revisions]))
        .where(LabelledChange.part == part, LabelledChange.language == "en")
        .order_by(LabelledChange.id)
    ).all()


def _texts(
    db: Session, revisions: Iterable[Revision], part: str, labels: Iterable[LabelledChange]
) -> list[Text]:
    rows = db.execute(
        select(RevisionPart.revision_id, RevisionPart.sha256)
        .where(RevisionPart.revision_id.in_([each.id for each in revisions]))
        .where(RevisionPart.part == part, RevisionPart.language == "en")
        .where(RevisionPart.sha256 != "")
    )
    texts: dict[int, set[str]] = {}
    for row in rows:
        texts.setdefault(row.revision_id, set()).add(row.sha256)
    said: dict[int, list[Said]] = {}
    for each in labels:
        said.setdefault(each.revision_id, []).append(Said(each.label, each.wrong_key))
    return [
        Text(each.id, frozenset(texts.get(each.id, ())), tuple(said.get(each.id, ())))
        for each in revisions
    ]


def corrected_keys(db: Session) -> list[tuple[str, str, datetime]]:
    """Every question whose key was ever corrected: module, item and when last, the newest first."""
    when = func.max(Revision.published)
    rows = db.execute(
        select(Revision.slug, LabelledChange.part, when)
        .join(Revision, Revision.id == LabelledChange.revision_id)
        .where(LabelledChange.wrong_key, LabelledChange.part.startswith(ITEM))
        .group_by(Revision.slug, LabelledChange.part)
        .order_by(when.desc(), Revision.slug, LabelledChange.part)
    )
    return [(slug, part.removeprefix(ITEM), at) for slug, part, at in rows]
