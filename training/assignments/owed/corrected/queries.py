"""Who owes a question for nothing but its corrected key, before anybody's answer is looked at."""

from collections.abc import Collection
from datetime import date, datetime, tzinfo

from sqlalchemy.orm import Session

from training.assignments.owed.queries import owing_by, pasts_of
from training.assignments.owing.debts import Owes, Owing
from training.learning.regrading.corrected.queries import Corrected


def owing_for_key(
    db: Session,
    wrong: Corrected,
    employee_ids: Collection[int] | None,
    *,
    at: datetime,
    today: date,
    zone: tzinfo,
) -> frozenset[int]:
    """Those of some people, or of all, whom nothing but a corrected key asks the question.

    They know what was asked before; whoever owes it for another change too is left out. The number
    of statements is fixed.
    """
    pasts = pasts_of(db, wrong.module, employee_ids, at=at, today=today, zone=zone)
    mine = {who: past for who, past in pasts.items() if past.knowledge_id is not None}
    owing = owing_by(db, wrong.module, set(mine.values()), at=at, withdrawn=True)
    asked = {past for past, each in owing.items() if _for_key_alone(each, wrong)}
    return frozenset(who for who, past in mine.items() if past in asked)


def _for_key_alone(owing: Owing, wrong: Corrected) -> bool:
    debt = next((each for each in owing.debts if each.part == wrong.part), None)
    if debt is None or debt.owes is Owes.NEW:
        return False
    return all((each.number, each.cause) in wrong.causes for each in debt.brought)
