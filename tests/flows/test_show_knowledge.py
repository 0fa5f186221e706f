"""Showing what one knows: all of it completes, the rest is read, and trying costs nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from tests.flows.test_submit_quiz import CONFIG, hand_in, publish, sit, who
from tests.small_content import MODULE, QUIZ, write_root
from tests.web.classroom import RIGHT, WRONG
from training.content.queries import in_force, module_edition
from training.credentials.models import Credential
from training.errors import Conflict, TooEarly
from training.flows.begin_quiz import begin_quiz
from training.flows.finish_reading import finish_reading
from training.flows.open_module import open_module
from training.flows.show_knowledge import show_knowledge
from training.flows.submit_quiz import Outcome, submit_quiz
from training.learning.models import Attempt, Completion, Enrolment, Knowledge
from training.learning.queries import items_of
from training.learning.service import mark_read, save_answer
from training.people.queries import Person

BEFORE, AFTER = {"first", "kind"}, {"last", "note"}
"""The questions about each of the two pages; “note” is critical."""


@pytest.fixture
def lee(cast: Cast, db: Session, tmp_path: Path) -> Person:
    once = QUIZ.replace("attempts: no limit", "attempts: 1")
    publish(db, write_root(tmp_path / "root", quiz=once))
    return who(db, cast.lee.id)


def show(db: Session, lee: Person, *, wrong: set[str], seed: int = 7) -> Outcome:
    """Show everything, but for wrong answers to some."""
    attempt = show_knowledge(db, lee, "basics", language="en", seed=seed, now=NOW)
    return answer(db, lee, attempt, wrong)


def answer(db: Session, lee: Person, attempt: Attempt, wrong: set[str]) -> Outcome:
    for each in items_of(db, attempt.id):
        chosen = (WRONG if each.item in wrong else RIGHT)[each.item]
        save_answer(db, attempt.id, lee.id, each.item, 1, [int(one) for one in chosen], now=NOW)
    return submit_quiz(db, lee, attempt.id, now=NOW, config=CONFIG)


def enrolment(db: Session) -> Enrolment:
    return db.scalars(select(Enrolment)).one()


def read(db: Session, lee: Person, *pages: str) -> None:
    revision = in_force(db, "module", "basics")
    assert revision
    for each in module_edition(db, revision).sections(lee.lineage, "en"):
        if each.id in pages:
            mark_read(db, enrolment(db), each, now=NOW)


def test_whoever_shows_all_of_it_has_finished_and_is_certified_like_anybody(
    cast: Cast, db: Session, lee: Person
) -> None:
    outcome = show(db, lee, wrong=set())
    assert outcome.passed
    assert db.scalars(select(Credential.serial)).one() == outcome.serials[0]
    assert db.scalars(select(Completion)).one().attempt_id == outcome.attempt_id
    assert db.scalars(select(Knowledge)).one().parts is None, "credit for all of it"
    assert enrolment(db).known == ["before", "after"]


@pytest.mark.parametrize("seed", range(5))
def test_only_what_was_missed_is_read_and_then_asked_with_the_critical_ones(
    cast: Cast, db: Session, lee: Person, seed: int
) -> None:
    outcome = show(db, lee, wrong=BEFORE, seed=seed)
    assert not outcome.passed
    assert outcome.serials == ()
    here = enrolment(db)
    assert here.known == ["after"]
    with pytest.raises(TooEarly, match="1 more"):
        begin_quiz(db, lee, here.id, language="en", seed=seed, now=NOW)
    read(db, lee, "before")
    attempt = begin_quiz(db, lee, here.id, language="en", seed=seed + 1, now=NOW)
    assert attempt.number == 1, "the quiz allows one attempt, and this is it"
    asked = {each.item for each in items_of(db, attempt.id)}
    assert asked == BEFORE | {"note"}
    assert answer(db, lee, attempt, set()).passed


def test_a_page_that_nothing_is_asked_about_is_read_and_then_it_is_done(
    cast: Cast, db: Session, lee: Person, tmp_path: Path
) -> None:
    more = MODULE + "\n## Also {#also}\n\nNothing is asked about this.[^S1]\n"
    publish(db, write_root(tmp_path / "more", module=more))
    outcome = show(db, lee, wrong=set())
    assert outcome.serials == ()
    here = enrolment(db)
    assert here.known == ["before", "after"]
    read(db, lee, "also")
    assert finish_reading(db, lee, here.id, language="en", now=NOW, config=CONFIG)
    assert db.scalars(select(Completion)).one().attempt_id == outcome.attempt_id
    assert db.scalars(select(Credential)).one()


def test_whoever_missed_something_is_asked_again_after_reading(
    cast: Cast, db: Session, lee: Person
) -> None:
    show(db, lee, wrong=BEFORE)
    here = enrolment(db)
    read(db, lee, "before")
    assert not finish_reading(db, lee, here.id, language="en", now=NOW, config=CONFIG)


def test_a_wrong_critical_answer_leaves_its_page_to_read(
    cast: Cast, db: Session, lee: Person
) -> None:
    assert not show(db, lee, wrong={"note"}).passed
    assert enrolment(db).known == ["before"]


def test_whoever_shows_nothing_reads_everything_and_has_lost_nothing(
    cast: Cast, db: Session, lee: Person
) -> None:
    show(db, lee, wrong=BEFORE | AFTER)
    assert enrolment(db).known == []
    assert hand_in(db, lee, sit(db, lee)).passed


def test_going_away_and_coming_back_goes_on_where_one_was(
    cast: Cast, db: Session, lee: Person
) -> None:
    first, again = (
        show_knowledge(db, lee, "basics", language="en", seed=n, now=NOW + timedelta(hours=n))
        for n in (1, 2)
    )
    assert again.id == first.id
    assert again.number == 0


def test_it_is_offered_once_and_before_reading_only(cast: Cast, db: Session, lee: Person) -> None:
    show(db, lee, wrong=BEFORE)
    with pytest.raises(Conflict, match="begun"):
        show(db, lee, wrong=set())
    max_ = who(db, cast.max.id)
    sit(db, max_)
    with pytest.raises(Conflict, match="begun"):
        show_knowledge(db, max_, "basics", language="en", seed=1, now=NOW)
    ada = who(db, cast.ada.id)
    hand_in(db, ada, sit(db, ada))
    with pytest.raises(Conflict, match="nothing to show"):
        show_knowledge(db, ada, "basics", language="en", seed=1, now=NOW)
    assert open_module(db, max_, "basics", now=NOW).known is None
