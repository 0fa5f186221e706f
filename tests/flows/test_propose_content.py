from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.content.roots import CERTIFICATE, MODULE, QUIZ, SOURCES
from tests.flows.proposing import (
    CHANGED,
    PATH,
    WORDED,
    agreed,
    answered,
    files,
    proposed,
    set_up,
    who,
)
from training.content.labels import Given, Label
from training.content.models import Blob, LabelledChange, Revision
from training.content.proposals.queries import proposal, proposals, proposed_tree
from training.content.queries import hashes_in_force
from training.errors import Conflict, InputRefused, NotAllowed, NotFound
from training.flows.propose_content import propose_content
from training.people.acts.service import decide

CAUSE = f"{PATH}#before"


@pytest.fixture(autouse=True)
def in_force(db: Session, cast: Cast) -> None:
    set_up(db)


def test_what_differs_waits_for_a_second_person_and_is_kept(db: Session, cast: Cast) -> None:
    act = proposed(db, cast.ada)
    found = proposal(db, act.id)
    assert [(each.kind, each.slug, each.needs) for each in found.packages] == [
        ("module", "basics", ("legal", "oei"))
    ]
    assert found.packages[0].before == hashes_in_force(db)["module", "basics"]
    assert (found.reason, found.by, act.subject) == ("It reads better.", cast.ada.id, "basics")
    assert proposals(db) == [found]
    assert "Greet everybody." in proposed_tree(db, found).files[PATH].text
    assert set(found.files.values()) <= set(db.scalars(select(Blob.sha256)))
    assert db.scalar(select(func.count()).select_from(Revision)) == 3


def test_proposing_the_same_twice_is_proposing_once(db: Session, cast: Cast) -> None:
    assert proposed(db, cast.ada).id == proposed(db, cast.ada).id
    assert proposed(db, cast.olga).id != proposed(db, cast.ada).id


def test_every_problem_is_named_and_nothing_waits(db: Session, cast: Cast) -> None:
    with pytest.raises(InputRefused) as refused:
        proposed(db, cast.ada, MODULE.replace("[^S1]", "[^S9]"))
    assert refused.value.problems[0].where == f"{PATH}:11"
    with pytest.raises(InputRefused, match="in force already"):
        proposed(db, cast.ada, MODULE)
    with pytest.raises(InputRefused, match="Say what changes"):
        propose_content(db, files(), reason=" ", by=who(db, cast.ada), now=NOW, today=TODAY)
    with pytest.raises(NotAllowed):
        proposed(db, cast.lee)
    assert proposals(db) == []


def test_one_of_several_changes_can_be_proposed_by_itself(db: Session, cast: Cast) -> None:
    both = files({PATH: CHANGED, "certificates/core.md": CERTIFICATE.replace("Core", "Heart")})
    ada = who(db, cast.ada)
    one = propose_content(db, both, reason="Later.", by=ada, now=NOW, today=TODAY, slugs=["core"])
    assert [each.slug for each in proposal(db, one.id).packages] == ["core"]
    agreed(db, one, cast.olga)
    rest = propose_content(db, both, reason="Now.", by=ada, now=NOW, today=TODAY, labels=WORDED)
    assert [each.slug for each in proposal(db, rest.id).packages] == ["basics"]
    with pytest.raises(NotFound, match="Nothing of “city” differs"):
        propose_content(
            db, both, reason="Now.", by=ada, now=NOW, today=TODAY, slugs=["basics", "city"]
        )


def test_what_changes_with_it_has_to_be_published_with_it(db: Session, cast: Cast) -> None:
    whole = files({"city/sources.md": SOURCES.replace("2026", "2027")})
    ada = who(db, cast.ada)
    with pytest.raises(InputRefused, match="by themselves") as refused:
        propose_content(db, whole, reason="New.", by=ada, now=NOW, today=TODAY, slugs=["city"])
    assert "basics: changes with them" in str(refused.value.problems[0])
    said = answered(db, whole)
    act = propose_content(db, whole, reason="New.", by=ada, now=NOW, today=TODAY, labels=said)
    assert act.subject == "basics, city"


def test_whoever_is_overtaken_before_proposing_is_told(db: Session, cast: Cast) -> None:
    began = hashes_in_force(db)
    agreed(db, proposed(db, cast.ada), cast.olga)
    mine = files({PATH: MODULE.replace("Greet people.", "Wave.")})
    with pytest.raises(Conflict, match="since you began"):
        propose_content(
            db, mine, reason="Mine.", by=who(db, cast.ada), now=NOW, today=TODAY, before=began
        )


@pytest.mark.parametrize("id_", ["before", "first"])
def test_a_retired_id_cannot_be_used_for_something_else(
    db: Session, cast: Cast, tmp_path: Path, id_: str
) -> None:
    renamed = CHANGED.replace("{#before}", "{#greeting was=before}")
    quiz = files()["quizzes/basics.md"].decode().replace("Covers: before", "Covers: greeting")
    quiz = quiz.replace("{#first}", "{#opening was=first}")
    ada = who(db, cast.ada)
    whole = files({PATH: renamed, "quizzes/basics.md": quiz})
    said = answered(db, whole)
    act = propose_content(db, whole, reason="Named.", by=ada, now=NOW, today=TODAY, labels=said)
    agreed(db, act, cast.olga)
    if id_ == "before":
        reused = {PATH: renamed + "\n## Before {#before}\n\nPark your car.\n"}
        again = files({**reused, "quizzes/basics.md": quiz})
    else:
        again = files({PATH: renamed, "quizzes/basics.md": quiz.replace("{#last}", "{#first}")})
    with pytest.raises(InputRefused, match="for ever") as refused:
        propose_content(db, again, reason="Oops.", by=ada, now=NOW, today=TODAY)
    assert f"the id “{id_}” belonged to another text until revision 1" in str(
        refused.value.problems[0]
    )


def test_where_a_part_came_from_has_to_have_been_published(db: Session, cast: Cast) -> None:
    with pytest.raises(InputRefused) as refused:
        proposed(db, cast.ada, CHANGED.replace("{#before}", "{#before was=befor}"))
    assert "nothing of this module was published under that id; did you mean “before”?" in str(
        refused.value.problems[0]
    )


def test_what_was_taken_back_is_gone(db: Session, cast: Cast) -> None:
    act = proposed(db, cast.ada)
    decide(db, act.id, act.kind, second=cast.ada.id, agrees=False, now=NOW)
    assert proposals(db) == []


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (None, "nobody has said what this change to “Before” asks"),
        (Given(CAUSE, Label.REREAD, " ", TODAY), "the label has no reason"),
        (Given(CAUSE, Label.REREAD, "Law."), "the label has no due date"),
        (Given(CAUSE, Label.RETEST, "Law.", date(2020, 1, 1)), "2020-01-01 is past"),
        (Given("elsewhere", Label.WORDING, "Law."), "nobody has said"),
    ],
)
def test_nothing_is_proposed_before_each_change_has_its_label(
    db: Session, cast: Cast, label: Given | None, said: str
) -> None:
    labels = {("module", "basics"): [label] if label else []}
    with pytest.raises(InputRefused, match="Say what each change asks") as refused:
        propose_content(
            db, files({PATH: CHANGED}), reason="Kinder.", by=who(db, cast.ada), now=NOW,
            today=TODAY, labels=labels,
        )  # fmt: skip
    assert any(said in str(each) for each in refused.value.problems)
    assert proposals(db) == []


def test_a_certificate_asks_for_a_further_module_from_renewal_or_by_a_day(
    db: Session, cast: Cast
) -> None:
    more = {
        "modules/more/module.md": MODULE.replace("title: Basics", "title: More"),
        "quizzes/more.md": QUIZ.replace("module: basics", "module: more"),
        "certificates/core.md": CERTIFICATE.replace("requires: basics", "requires: basics, more"),
    }
    whole, ada = files(more), who(db, cast.ada)
    act = propose_content(db, whole, reason="More.", by=ada, now=NOW, today=TODAY)
    assert [each.labels for each in proposal(db, act.id).packages] == [(), ()]
    by_a_day = Given("module:more", Label.REREAD, "It is the law.", TODAY, new=True)
    labels = {("certificate", "core"): [by_a_day]}
    act = propose_content(db, whole, reason="+", by=ada, now=NOW, today=TODAY, labels=labels)
    agreed(db, act, cast.olga)
    row = db.scalars(select(LabelledChange)).one()
    assert (row.part, row.label, row.due, row.department) == (
        "module:more", "reread", TODAY, None,
    )  # fmt: skip
