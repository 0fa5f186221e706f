"""What authors are shown of how people answered."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.cast import Cast, department
from tests.web.conftest import SignIn
from tests.web.publishing import set_up
from training.content.models import Revision
from training.db import Database
from training.learning.statistics.models import Tally
from training.people.models import Department

HERE = "/content/module/basics/statistics"


@pytest.fixture
def tallied(database: Database, tmp_path: Path, cast: Cast) -> Cast:
    """Forty people's answers to a question whose best takers chose B, and three in Transit."""
    set_up(database, tmp_path, cast)
    with database.writing() as db:
        revision = db.scalar(select(Revision).where(Revision.slug == "basics"))
        assert revision
        police = department(db, "police", "APD", "Police")

        def row(chosen: int, rest: float, people: int, where: Department) -> None:
            db.add(
                Tally(
                    module="basics",
                    item="first",
                    sha256="0",
                    revision_id=revision.id,
                    department_id=where.id,
                    language="en",
                    share=float(chosen == 0),
                    rest=rest,
                    chosen=[chosen],
                    seconds=25,
                    people=people,
                )
            )

        row(1, 1.0, 12, cast.library)
        row(0, 0.5, 8, cast.library)
        row(0, 0.1, 9, police)
        row(1, 0.1, 8, police)
        row(0, 0.3, 3, cast.transit)
        db.commit()
    return cast


def test_a_question_to_look_at_stands_first_with_its_words(sign_in: SignIn, tallied: Cast) -> None:
    page = sign_in("1001").get(HERE).text
    assert page.index("What comes first?") < page.index("What comes last?")
    assert "Most people who did well chose B: is the key right?" in page
    assert "Those who do well elsewhere do worse here." in page
    assert "too few answers so far" in page
    assert "50%" in page


def test_a_question_is_shown_with_a_chart_a_table_and_no_small_group(
    sign_in: SignIn, tallied: Cast
) -> None:
    page = sign_in("1005").get(f"{HERE}/first").text
    assert '<title id="chart-title">How many chose each answer</title>' in page
    assert "A farewell" in page
    assert "Public Library" in page, "twenty people"
    assert "Together, being too few to be shown alone" in page
    assert "Police and Transit (ABQ RIDE)" in page, "three in Transit could be worked out"
    assert "about\N{NO-BREAK SPACE}25\N{NO-BREAK SPACE}s" in page


def test_a_file_has_a_row_for_each_question(sign_in: SignIn, tallied: Cast) -> None:
    answer = sign_in("1001").get(f"{HERE}.csv")
    assert answer.mimetype == "text/csv"
    rows = answer.data.decode("utf-8-sig").splitlines()
    assert rows[1].startswith("first,What comes first?,1,40,0.500,-0.")
    assert rows[2] == "last,What comes last?,1,fewer than 10,,,,"


def test_it_is_for_authors_and_says_what_there_is_not(sign_in: SignIn, tallied: Cast) -> None:
    assert sign_in("1002").get(HERE).status_code == 403
    ada = sign_in("1001")
    assert ada.get(f"{HERE}/nothing").status_code == 404
    assert ada.get(f"{HERE}/first?revision=7").status_code == 404
    assert ada.get("/content/module/nothing/statistics").status_code == 404
    assert "Too few answers so far" in ada.get(f"{HERE}/last").text
    assert HERE in ada.get("/content/module/basics").text
