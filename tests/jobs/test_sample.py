from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.cast import NOW, Cast
from tests.flows.held_out import ask_monthly, certified, publish_held_out
from training.config import Config
from training.db import Database
from training.jobs.rounds import Rounds
from training.learning.measuring.models import ProbeOffer


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_loop_draws_the_month_s_sample_at_the_beginning_of_a_day(
    database: Database, config: Config, cast: Cast, tmp_path: Path
) -> None:
    with database.writing() as db:
        publish_held_out(db, tmp_path / "content")
        certified(db, cast.library, 4)
        ask_monthly(db, 3)
        db.commit()
    for _loop in range(2):
        Rounds(database, config).go(lambda: NOW)
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(ProbeOffer)) == 3
