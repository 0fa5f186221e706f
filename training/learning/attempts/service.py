"""Beginning an attempt at a quiz, all of it or the questions of a delta."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from training.content.edition import Edition, Pool
from training.content.holds.paused import is_held, without_held
from training.content.queries import module_edition
from training.db import table_of
from training.errors import OnHold, TooEarly
from training.learning.attempts.missed import questions_again
from training.learning.attempts.queries import missed_in, timed_since
from training.learning.delta import read_delta
from training.learning.drawing import Drawable, draw_items, order_options
from training.learning.limits import own_limit, said_wait, wait_left
from training.learning.models import Attempt, AttemptItem, Enrolment
from training.learning.queries import (
    PAUSED,
    Enrolled,
    attempted,
    attempts_of,
    held_sections,
    items_of,
)
from training.learning.showing.rules import SHOWING, pools_left
from training.people.service import lock


def begin_attempt(
    db: Session,
    where: Enrolled,
    edition: Edition,
    lineage: tuple[str, ...],
    *,
    language: str,
    seed: int,
    percent: int,
    now: datetime,
) -> Attempt:
    """The attempt in progress, or a new one with its items drawn; the caller has locked the person.

    After a failure it asks about what was missed. Nothing is drawn that covers a section on hold,
    and of a delta only what it asks. Of the quiz's time they have `percent`. Raises `TooEarly` when
    the quiz allows no further attempt, or not yet, and `OnHold` when nothing is left to ask.
    """
    every = attempts_of(db, where.enrolment.id)
    if every and every[-1][0].submitted is None:
        return every[-1][0]
    earlier = [attempt for attempt, _score in every if attempt.number != SHOWING]
    if edition.attempts is not None and len(earlier) >= edition.attempts:
        raise TooEarly("There are no attempts left for this quiz; ask your liaison.")
    last = earlier[-1].submitted if earlier else None
    if left := wait_left(edition.wait, last, now):
        raise TooEarly(said_wait(left))
    pools = pools_to_ask(edition, lineage, where.enrolment, held_sections(db, where))
    if again := missed_in(db, edition, every):
        drawn = questions_again(pools, again, edition.covers, seed)
    else:
        drawn = draw_items([Drawable(each.items, each.critical, each.draw) for each in pools], seed)
    limit = edition.time_limit
    return ask(
        db,
        where,
        edition,
        lineage,
        drawn,
        number=len(earlier) + 1,
        language=language,
        seed=seed,
        now=now,
        ends=now + own_limit(limit, percent) if limit else None,
    )


def ask(
    db: Session,
    where: Enrolled,
    edition: Edition,
    lineage: tuple[str, ...],
    drawn: Sequence[str],
    *,
    number: int,
    language: str,
    seed: int,
    now: datetime,
    ends: datetime | None = None,
) -> Attempt:
    """A new attempt with these questions in this order; the caller has locked the person."""
    attempt = Attempt(
        enrolment_id=where.enrolment.id,
        number=number,
        revision_id=where.revision.id,
        language=language,
        seed=seed,
        begun=now,
        ends=ends,
        submitted=None,
    )
    db.add(attempt)
    db.flush()
    db.execute(insert(table_of(AttemptItem)), _rows(attempt, edition, lineage, drawn))
    return attempt


def give_back_time(
    db: Session, module: str, section: str, *, since: datetime, now: datetime
) -> None:
    """Add the time since which a section was on hold to the attempts that ask about it.

    Nobody could answer meanwhile. What was over before the hold stays so.
    """
    for attempt_id, employee_id in timed_since(db, module, since):
        lock(db, employee_id)
        where = attempted(db, attempt_id, employee_id)
        attempt, edition = where.attempt, module_edition(db, where.revision)
        asks = any(
            is_held(edition.covers(each.item), {section}) for each in items_of(db, attempt_id)
        )
        if asks and attempt.submitted is None and attempt.ends is not None:
            attempt.ends += now - since
    db.flush()


def pools_to_ask(
    edition: Edition, lineage: tuple[str, ...], enrolment: Enrolment, held: Collection[str]
) -> tuple[Pool, ...]:
    """What may be drawn: of a delta what it asks, and nothing about sections on hold.

    What somebody has shown they know is asked again only where nothing else is left. Raises
    `OnHold` when nothing is left at all.
    """
    pools, delta = edition.pools(lineage), read_delta(enrolment.parts)
    items = {each for pool in pools for each in pool.items}
    left_out = {each for each in items if held and is_held(edition.covers(each), held)}
    if delta is not None:
        left_out |= items.difference(delta.test)
    left = without_held(pools, left_out) if left_out else pools
    if not left:
        raise OnHold(PAUSED)
    return pools_left(left, enrolment.known, edition.covers) if enrolment.known else left


def _rows(
    attempt: Attempt, edition: Edition, lineage: tuple[str, ...], drawn: Sequence[str]
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for position, item_id in enumerate(drawn, start=1):
        item = edition.item(item_id, lineage, attempt.language)
        # The source has the lines of a list to put in order in the right one.
        shuffle = item.shuffle or item.kind == "order"
        order = order_options(len(item.options), shuffle=shuffle, seed=attempt.seed, item=item_id)
        rows.append(
            {
                "attempt_id": attempt.id,
                "position": position,
                "item": item_id,
                "sha256": item.sha256,
                "option_order": order,
            }
        )
    return rows
