"""What one person has to do, as their own page says it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.flows.test_submit_quiz import hand_in, publish, sit, who
from tests.small_content import CERTIFICATE, MODULE, write_root
from tests.staff import TOMORROW, YESTERDAY, ask, counted, hire
from training.assignments.audience import Audience
from training.assignments.excuses.service import set_excuses
from training.assignments.extensions.service import extend
from training.assignments.queries import assignments_of
from training.assignments.rules import Rules
from training.assignments.service import require
from training.assignments.status import Status
from training.content.labels import Label, Labelled
from training.flows.open_module import open_module
from training.flows.publish import publish_tree
from training.learning.models import DELTA, RENEWAL
from training.people.queries import Person
from training.reporting.department import department_report
from training.reporting.mine import MyCertificate, MyTraining, my_training

WEEK = timedelta(days=7)
IN_A_WEEK = TODAY + WEEK
CHANGED = MODULE.replace("Write down what happened.", "Write down what happened, at once.")
NEW_RULE = Labelled(
    "section:after", None, "en", Label.REREAD, "the text", "Notes were written too late.", IN_A_WEEK
)


@pytest.fixture
def root(cast: Cast, db: Session, tmp_path: Path) -> Path:
    made = write_root(tmp_path / "root")
    publish(db, made)
    return made


@pytest.fixture
def lee(cast: Cast, db: Session) -> Person:
    return who(db, cast.lee.id)


def mine(db: Session, person: Person, *, later: timedelta = timedelta()) -> MyTraining:
    return my_training(db, person, now=NOW + later, today=TODAY + later)


def change(db: Session, root: Path, *labels: Labelled) -> None:
    """Publish the changed module a day later."""
    (root / "modules/basics/module.md").write_text(CHANGED, "utf-8")
    publish_tree(
        db, root, by=None, now=NOW + timedelta(days=1), labels={("module", "basics"): labels}
    )


def test_between_two_modules_both_pages_say_that_it_is_begun(
    cast: Cast, db: Session, tmp_path: Path
) -> None:
    publish(db, write_root(tmp_path / "root", modules=("basics", "counter")))
    ask(db, "public-library")
    lee = who(db, cast.lee.id)
    hand_in(db, lee, sit(db, lee, "basics"))
    (one,) = mine(db, lee).to_do
    rows = department_report(db, "public-library", at=NOW, today=TODAY).rows
    (theirs,) = [each for each in rows if each.employee_id == lee.id]
    assert one.status == theirs.status == Status.IN_PROGRESS
    assert one.next_module
    assert one.next_module.slug == "counter"


def test_what_changed_is_named_with_its_reason_and_takes_only_its_own_minutes(
    cast: Cast, db: Session, root: Path, lee: Person
) -> None:
    ask(db)
    hand_in(db, lee, sit(db, lee))
    assert mine(db, lee).to_do == ()
    change(db, root, NEW_RULE)
    (one,) = mine(db, lee, later=WEEK).to_do
    assert (one.status, one.due) == (Status.UPDATE_DUE, IN_A_WEEK)
    module = one.next_module
    assert module
    (changed,) = module.changes
    assert (changed.title, changed.reasons) == ("After", ("Notes were written too late.",))
    assert not changed.new
    assert module.left.update
    assert (len(module.left.pages), module.left.quiz) == (1, 0.0)
    assert module.left.minutes < module.edition.minutes
    assert open_module(db, lee, "basics", now=NOW + WEEK).kind == DELTA
    (one,) = mine(db, lee, later=WEEK).to_do
    assert one.next_module
    assert one.next_module.under_way
    assert one.next_module.left == module.left
    (late,) = mine(db, lee, later=WEEK + timedelta(days=1)).to_do
    assert late.status is Status.OUT_OF_DATE


def test_a_change_of_wording_asks_nothing(cast: Cast, db: Session, root: Path, lee: Person) -> None:
    ask(db)
    hand_in(db, lee, sit(db, lee))
    change(db, root, Labelled("section:after", None, "en", Label.WORDING, "the text", "Clearer."))
    found = mine(db, lee, later=WEEK)
    assert found.to_do == ()
    assert [each.status for each in found.done] == [Status.CURRENT]


def test_whoever_is_excused_has_it_among_what_waits(
    cast: Cast, db: Session, root: Path, lee: Person
) -> None:
    ask(db, due=YESTERDAY)
    assert mine(db, lee).to_do[0].status is Status.OVERDUE
    set_excuses(
        db,
        [lee.id],
        certificate=None,
        from_day=TODAY,
        to_day=IN_A_WEEK,
        by=cast.olga.id,
        now=NOW,
        today=TODAY,
    )
    found = mine(db, lee)
    assert found.to_do == ()
    (one,) = found.waiting
    assert one.standing
    assert one.standing.excused_until == IN_A_WEEK


def test_a_day_of_their_own_counts_and_says_who_gave_it(
    cast: Cast, db: Session, root: Path, lee: Person
) -> None:
    ask(db)
    (assignment,) = assignments_of(db, [lee.id])
    extend(
        db,
        assignment.id,
        IN_A_WEEK,
        reason="A long illness",
        within=None,
        by=cast.lia.id,
        now=NOW,
        today=TODAY,
    )
    (one,) = mine(db, lee).to_do
    assert one.due == IN_A_WEEK
    assert one.extended
    assert (one.extended.due, one.extended.by) == (IN_A_WEEK, "Lia Liaison")
    assert "illness" not in repr(one.extended)


def test_without_a_day_it_stands_last(cast: Cast, db: Session, tmp_path: Path, lee: Person) -> None:
    root = write_root(tmp_path / "two")
    (root / "certificates/more.md").write_text(CERTIFICATE.replace("Core", "More"), "utf-8")
    publish(db, root)
    for name, rules in (("more", Rules()), ("core", Rules(due=TOMORROW))):
        require(db, name, Audience(), rules=rules, by=None, now=NOW, today=TODAY)
    assert [(each.edition.slug, each.due) for each in mine(db, lee).to_do] == [
        ("core", TOMORROW),
        ("more", None),
    ]


def renewable(db: Session, root: Path, lee: Person) -> None:
    """A certificate that is good for a month and may be renewed in its last week."""
    text = CERTIFICATE.replace("until the text changes", "1 month")
    (root / "certificates/core.md").write_text(text, "utf-8")
    publish(db, root)
    rules = Rules(due=TOMORROW, window=7)
    require(db, "core", Audience(), rules=rules, by=None, now=NOW, today=TODAY)
    hand_in(db, lee, sit(db, lee))


@pytest.mark.parametrize(
    ("days", "status", "to_do"),
    [
        (10, Status.CURRENT, False),
        (23, Status.RENEW_SOON, True),
        (30, Status.RENEW_SOON, True),
        (31, Status.EXPIRED, True),
    ],
)
def test_renewing_is_offered_before_the_end_and_asks_for_all_of_it(
    cast: Cast, db: Session, root: Path, lee: Person, days: int, status: Status, to_do: bool
) -> None:
    renewable(db, root, lee)
    later = timedelta(days=days)
    found = mine(db, lee, later=later)
    one = _only(found)
    assert one.status is status
    assert one.credential
    assert one.credential.expires == date(2026, 12, 23)
    assert bool(found.to_do) is to_do
    assert bool(one.next_module) is to_do
    if one.next_module:
        assert not one.next_module.left.update
        assert one.next_module.left.minutes >= 5
        assert open_module(db, lee, "basics", now=NOW + later).kind == RENEWAL


def _only(found: MyTraining) -> MyCertificate:
    (one,) = {id(each): each for each in (*found.to_do, *found.done)}.values()
    return one


def test_the_statements_depend_neither_on_the_people_nor_on_what_they_did(
    cast: Cast, db: Session, root: Path, lee: Person
) -> None:
    ask(db)
    counts = [_statements(db, lee, lambda: None)]
    counts.append(_statements(db, lee, lambda: ask_again(db)))
    counts.append(_statements(db, lee, lambda: hire(db, cast.library, 60)))
    counts.append(_statements(db, lee, lambda: hand_in(db, lee, sit(db, lee))))
    assert counts[:3] == [counts[0]] * 3
    assert counts[3] <= counts[0] + 4, "what was completed is looked at once"
    assert max(counts) <= 18


def ask_again(db: Session) -> None:
    for n in range(5):
        ask(db, name=f"also-{n}")


def _statements(db: Session, lee: Person, after: Callable[[], object]) -> int:
    after()
    mine(db, lee)
    with counted(db.get_bind().engine) as sent:
        mine(db, lee)
    return len(sent)
