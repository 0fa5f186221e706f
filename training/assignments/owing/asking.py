"""What is asked of somebody who owes something: pages to read, then questions on them."""

from collections.abc import Sequence

from training.assignments.owing.debts import Owes, Owing
from training.content.edition import Edition
from training.content.placed import ITEM, SECTION
from training.learning.delta import Delta

TESTED = frozenset({Owes.RETEST, Owes.NEW})


def asked(owing: Owing, edition: Edition, lineage: Sequence[str]) -> Delta:
    """The delta that makes up for all debts, on a text as a department reads it.

    Every page that is owed is read. Questions are asked that are owed themselves, and those that
    cover a page which is new or to be tested again; one that is only to be reread is shown.
    """
    heavy = {each.part for each in owing.debts if each.owes in TESTED}
    owed = [each.part for each in owing.debts]
    askable = [each for pool in edition.pools(lineage) for each in pool.items]
    test = [each for each in askable if ITEM + each in heavy or _covers(edition, each, heavy)]
    return Delta(
        read=tuple(each.removeprefix(SECTION) for each in owed if each.startswith(SECTION)),
        see=tuple(
            each.removeprefix(ITEM)
            for each in owed
            if each.startswith(ITEM) and each.removeprefix(ITEM) not in test
        ),
        test=tuple(test),
    )


def _covers(edition: Edition, item: str, heavy: set[str]) -> bool:
    return any(SECTION + each in heavy for each in edition.covers(item))
