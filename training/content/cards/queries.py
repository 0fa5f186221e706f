"""The cards of all texts in force, and whether they may be followed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy.orm import Session

from training.content.edition import SectionView, binding
from training.content.holds.queries import holds_in_force
from training.content.models import Revision
from training.content.queries import all_in_force, missing_approvals, module_edition


@dataclass(frozen=True, slots=True)
class Card:
    """A card as a department reads it, in one language.

    `approved`: every reviewer has approved its text in this language. `held`: it is withdrawn for
    now. Whoever shows a card that is not to be followed shows none of its text.
    """

    revision: Revision
    as_of: str
    section: SectionView
    approved: bool
    held: bool

    @property
    def may_be_followed(self) -> bool:
        """Whether its text counts today."""
        return self.approved and not self.held


def cards(db: Session, lineage: Sequence[str], language: str) -> list[Card]:
    """Every card that a department reads, by module and in its order.

    `lineage` is the department's slug and its parents', none for what everybody else reads. As many
    statements as modules that have cards, and two.
    """
    found: list[Card] = []
    revisions = all_in_force(db, "module")
    missing = missing_approvals(db, [each.id for each in revisions])
    for revision in revisions:
        edition = module_edition(db, revision)
        mine = [each for each in edition.sections(lineage, language) if each.card]
        held = holds_in_force(db, revision.slug) if mine else frozenset()
        found += [
            Card(
                revision,
                edition.as_of,
                each,
                not binding(missing[revision.id], each.language),
                each.id in held,
            )
            for each in mine
        ]
    return found


def version(found: Iterable[Card]) -> str:
    """Eight characters that differ as soon as a text differs, or whether it may be followed."""
    said = "\n".join(f"{each.section.sha256} {each.may_be_followed}" for each in found)
    return sha256(said.encode()).hexdigest()[:8]
