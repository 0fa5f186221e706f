import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, grant
from tests.content.roots import DEPARTMENTS, MODULE
from tests.flows.proposing import WORDING, agreed, approved, files, proposed, set_up, who
from training.content.models import LabelledChange
from training.content.queries import in_force, missing_approvals, working_files
from training.errors import Conflict, InputRefused, NotAllowed, NotFound
from training.flows.decide_content import decide_content
from training.flows.propose_content import propose_content
from training.flows.propose_roll_back import propose_roll_back
from training.people.models import Act, Department, Employee


@pytest.fixture(autouse=True)
def two_revisions(db: Session, cast: Cast) -> None:
    set_up(db)
    grant(db, cast.max, "legal")
    first = in_force(db, "module", "basics")
    assert first is not None
    approved(db, first.sha256, cast.max)
    agreed(db, proposed(db, cast.ada), cast.olga)


def back(db: Session, by: Employee, number: int = 1, *, slug: str = "basics") -> Act:
    kind = "city" if slug == "city" else "module"
    return propose_roll_back(
        db,
        kind,
        slug,
        number,
        reason="The old one was right.",
        by=who(db, by),
        now=NOW,
        today=TODAY,
        labels=[WORDING] if slug == "basics" else [],
    )


def test_an_older_text_is_in_force_again_as_a_new_revision(db: Session, cast: Cast) -> None:
    act = back(db, cast.ada)
    made = decide_content(db, act.id, second=who(db, cast.max), agrees=True, now=NOW, today=TODAY)
    assert [(each.number, each.by, each.second) for each in made] == [(3, cast.ada.id, cast.max.id)]
    assert (made[0].manifest["restores"], act.subject) == (1, "basics@1")
    assert working_files(db) == files()
    assert missing_approvals(db, [made[0].id])[made[0].id] == {"oei"}
    asked = db.scalars(select(LabelledChange).where(LabelledChange.revision_id == made[0].id))
    assert [(each.part, each.label, each.reason) for each in asked] == [
        ("section:before", "wording", "It means the same.")
    ]


def test_a_text_that_comes_back_is_a_change_to_those_who_know_the_newer_one(
    db: Session, cast: Cast
) -> None:
    with pytest.raises(InputRefused, match="Say what each change asks") as refused:
        propose_roll_back(
            db, "module", "basics", 1, reason="Why.", by=who(db, cast.ada), now=NOW, today=TODAY
        )
    assert "nobody has said what this change to “Before” asks" in str(refused.value.problems[0])


def test_whoever_is_overtaken_by_another_text_is_told(db: Session, cast: Cast) -> None:
    act = back(db, cast.ada)
    agreed(db, proposed(db, cast.ada, MODULE.replace("Greet people.", "Wave.")), cast.olga)
    with pytest.raises(Conflict, match="since you began"):
        agreed(db, act, cast.olga)


def test_there_has_to_be_such_a_revision_with_another_text(db: Session, cast: Cast) -> None:
    with pytest.raises(NotFound, match="has no revision 7"):
        back(db, cast.ada, 7)
    with pytest.raises(InputRefused, match="in force already"):
        back(db, cast.ada, 2)
    with pytest.raises(NotAllowed):
        back(db, cast.lee)
    with pytest.raises(InputRefused, match="Say why"):
        propose_roll_back(
            db, "module", "basics", 1, reason="", by=who(db, cast.ada), now=NOW, today=TODAY
        )


def test_the_city_s_files_bring_their_departments_back(db: Session, cast: Cast) -> None:
    renamed = DEPARTMENTS.replace("## Transit", "## Buses and trains")
    whole = working_files(db) | {"city/departments.md": renamed.encode()}
    act = propose_content(db, whole, reason="A name.", by=who(db, cast.ada), now=NOW, today=TODAY)
    agreed(db, act, cast.olga)
    agreed(db, back(db, cast.ada, slug="city"), cast.olga)
    transit = db.scalars(select(Department).where(Department.slug == "transit")).one()
    assert transit.names["en"] == "Transit"
