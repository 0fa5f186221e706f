"""The notice that training is work time: nothing until Human Resources write it."""

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from training.assignments.paid_time.queries import paid_time_notice, paid_time_notices
from training.assignments.paid_time.service import write_paid_time_notice
from training.errors import InputRefused

TEXTS = {"en": "This is work time.", "es": "Esto es tiempo de trabajo."}


def test_nothing_is_said_until_it_is_written_and_after_it_is_taken_back(
    db: Session, cast: Cast
) -> None:
    assert paid_time_notice(db, "en") == ""
    write_paid_time_notice(db, TEXTS, by=cast.olga.id, now=NOW)
    assert [paid_time_notice(db, each) for each in ("en", "es", "fr")] == [
        TEXTS["en"],
        TEXTS["es"],
        TEXTS["en"],
    ]
    write_paid_time_notice(db, {"en": " ", "es": ""}, by=cast.olga.id, now=NOW)
    assert paid_time_notices(db) == {"en": "", "es": ""}


@pytest.mark.parametrize("texts", [{"en": "Only English."}, {"en": "x" * 1001, "es": "y"}])
def test_half_a_notice_is_refused(db: Session, cast: Cast, texts: dict[str, str]) -> None:
    with pytest.raises(InputRefused):
        write_paid_time_notice(db, texts, by=cast.olga.id, now=NOW)
