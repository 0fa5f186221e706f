"""Whether something has been tried too often."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.people.models import Throttle
from training.people.throttle.delays import REMEMBERED, Limit, free_again


def wait(db: Session, limits: Mapping[str, Limit], *, now: datetime) -> timedelta:
    """How long to wait until all of these keys may be tried again; zero for not at all."""
    tried: defaultdict[str, list[tuple[datetime, int]]] = defaultdict(list)
    rows = db.execute(
        select(Throttle.key, Throttle.window_start, Throttle.count).where(
            Throttle.key.in_(limits), Throttle.window_start > now - REMEMBERED
        )
    )
    for key, start, count in rows:
        tried[key].append((start, count))
    ends = [free_again(tries, limits[key]) for key, tries in tried.items()]
    return max([each - now for each in ends if each and each > now], default=timedelta())
