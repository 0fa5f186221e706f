"""What one person has to do, as their own page says it."""

from pathlib import Path

from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.flows.test_submit_quiz import hand_in, publish, sit, who
from tests.small_content import write_root
from tests.staff import TOMORROW
from training.assignments.audience import Audience
from training.assignments.rules import Rules
from training.assignments.service import require
from training.assignments.status import Status
from training.reporting.department import department_report
from training.reporting.mine import my_training


def test_between_two_modules_both_pages_say_that_it_is_begun(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    publish(db, write_root(tmp_path / "root", modules=("basics", "counter")))
    require(
        db,
        "core",
        Audience.of("public-library"),
        rules=Rules(due=TOMORROW),
        by=None,
        now=NOW,
        today=TODAY,
    )
    lee = who(db, cast.lee.id)
    hand_in(db, lee, sit(db, lee, "basics"))
    (mine,) = my_training(db, lee, now=NOW, today=TODAY).to_do
    rows = department_report(db, "public-library", today=TODAY).rows
    (theirs,) = [each for each in rows if each.employee_id == lee.id]
    assert mine.status == theirs.status == Status.IN_PROGRESS
    assert mine.next_module
    assert mine.next_module.slug == "counter"
