"""The cards of all texts in force, and whether they may be followed."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from training.content.cards.card import Card
from training.content.edition import binding
from training.content.holds.queries import holds_in_force
from training.content.queries import all_in_force, missing_approvals, module_edition


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
                each,
                not binding(missing[revision.id], each.language),
                each.id in held,
            )
            for each in mine
        ]
    return found
