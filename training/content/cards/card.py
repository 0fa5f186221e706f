"""A card, and what the cards of a department are known by."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from training.content.edition import SectionView


@dataclass(frozen=True, slots=True)
class Card:
    """A card as a department reads it, in one language.

    `approved`: every reviewer has approved its text in this language. `held`: it is withdrawn for
    now. Whoever shows a card that is not to be followed shows none of its text.
    """

    section: SectionView
    approved: bool
    held: bool

    @property
    def may_be_followed(self) -> bool:
        """Whether its text counts today."""
        return self.approved and not self.held


def version(found: Iterable[Card]) -> str:
    """Eight characters that differ as soon as a text differs, or whether it may be followed."""
    said = "\n".join(f"{each.section.sha256} {each.may_be_followed}" for each in found)
    return sha256(said.encode()).hexdigest()[:8]
