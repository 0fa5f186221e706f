from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, grant
from tests.content.roots import DEPARTMENTS, MODULE
from tests.flows.proposing import CHANGED, PATH, agreed, approved, files, proposed, set_up, who
from training.audit import AuditEvent
from training.content.labels import Given, Label
from training.content.models import LabelledChange
from training.content.proposals.queries import proposal, proposals
from training.content.queries import in_force, missing_approvals, source_files, working_files
from training.errors import Conflict, InputRefused, NotAllowed, NotFound
from training.flows.decide_content import decide_content
from training.flows.propose_content import propose_content
from training.people.models import Department


@pytest.fixture(autouse=True)
def published(db: Session, cast: Cast) -> None:
    set_up(db)


def test_the_second_person_publishes_exactly_what_was_proposed(db: Session, cast: Cast) -> None:
    act = proposed(db, cast.ada)
    made = decide_content(db, act.id, second=who(db, cast.olga), agrees=True, now=NOW, today=TODAY)
    assert [(each.slug, each.number, each.by, each.second) for each in made] == [
        ("basics", 2, cast.ada.id, cast.olga.id)
    ]
    assert made[0].manifest["reason"] == "It reads better."
    assert source_files(db, made[0])[PATH].decode() == CHANGED
    assert working_files(db) == files({PATH: CHANGED})
    last = db.scalars(select(AuditEvent).where(AuditEvent.act == "content:revision:published"))
    facts = list(last)[-1]
    assert (facts.actor, facts.facts["second"], facts.facts["number"]) == (
        cast.ada.id,
        cast.olga.id,
        2,
    )


def test_nobody_is_their_own_second_person(db: Session, cast: Cast) -> None:
    act = proposed(db, cast.ada)
    with pytest.raises(NotAllowed, match="somebody else has to agree"):
        decide_content(db, act.id, second=who(db, cast.ada), agrees=True, now=NOW, today=TODAY)
    for nobody in (cast.lee, cast.lia):
        with pytest.raises(NotAllowed, match="published by authors"):
            decide_content(db, act.id, second=who(db, nobody), agrees=True, now=NOW, today=TODAY)
    assert len(proposals(db)) == 1


def test_a_refusal_or_taking_it_back_publishes_nothing(db: Session, cast: Cast) -> None:
    for second in (cast.olga, cast.ada):
        act = proposed(db, cast.ada)
        assert (
            decide_content(db, act.id, second=who(db, second), agrees=False, now=NOW, today=TODAY)
            == ()
        )
        assert proposals(db) == []
        with pytest.raises(Conflict, match="decided already"):
            decide_content(db, act.id, second=who(db, cast.olga), agrees=True, now=NOW, today=TODAY)
    published = in_force(db, "module", "basics")
    assert published is not None
    assert published.number == 1


def test_of_two_proposals_of_the_same_text_the_second_is_told(db: Session, cast: Cast) -> None:
    mine = proposed(db, cast.ada)
    theirs = proposed(db, cast.olga, MODULE.replace("Greet people.", "Wave."))
    agreed(db, mine, cast.olga)
    with pytest.raises(Conflict, match="since you began"):
        decide_content(db, theirs.id, second=who(db, cast.ada), agrees=True, now=NOW, today=TODAY)
    published = in_force(db, "module", "basics")
    assert published is not None
    assert source_files(db, published)[PATH].decode() == CHANGED


def test_a_proposed_text_can_be_approved_before_it_is_published(db: Session, cast: Cast) -> None:
    grant(db, cast.max, "legal")
    grant(db, cast.ada, "legal")
    act = proposed(db, cast.ada)
    package = proposals(db)[0].packages[0]
    with pytest.raises(NotAllowed, match="Nobody approves"):
        approved(db, package.sha256, cast.ada)
    approved(db, package.sha256, cast.max)
    made = decide_content(db, act.id, second=who(db, cast.max), agrees=True, now=NOW, today=TODAY)
    assert missing_approvals(db, [made[0].id])[made[0].id] == {"oei"}


def test_the_city_s_own_files_change_the_departments_too(db: Session, cast: Cast) -> None:
    renamed = DEPARTMENTS.replace("## Transit", "## Buses and trains")
    whole = files({"city/departments.md": renamed})
    act = propose_content(
        db, whole, reason="A new name.", by=who(db, cast.ada), now=NOW, today=TODAY
    )
    agreed(db, act, cast.olga)
    transit = db.scalars(select(Department).where(Department.slug == "transit")).one()
    assert transit.names["en"] == "Buses and trains"
    assert working_files(db) == whole


def test_there_is_nothing_to_decide_under_another_number(db: Session, cast: Cast) -> None:
    with pytest.raises(NotFound, match="no such proposal"):
        decide_content(db, 4711, second=who(db, cast.olga), agrees=True, now=NOW, today=TODAY)


def test_what_a_text_asks_is_kept_with_its_revision(db: Session, cast: Cast) -> None:
    label = Given(f"{PATH}#before", Label.RETEST, "It is the law.", date(2027, 1, 31))
    labels = {("module", "basics"): [label]}
    text = {PATH: CHANGED}
    act = propose_content(
        db, files(text), reason="Law.", by=who(db, cast.ada), now=NOW, today=TODAY, labels=labels
    )
    assert proposal(db, act.id).labels == {("module", "basics"): (label,)}
    agreed(db, act, cast.olga)
    row = db.scalars(select(LabelledChange)).one()
    assert (row.part, row.department, row.language) == ("section:before", None, "en")
    assert (row.label, row.cause, row.due) == ("retest", label.cause, date(2027, 1, 31))


def test_nobody_is_asked_for_something_by_a_day_that_is_past(db: Session, cast: Cast) -> None:
    act = proposed(db, cast.ada)
    packages = [dict(each) for each in act.params["packages"]]
    past = {**packages[0]["labels"][0], "label": "reread", "due": "2020-01-01"}
    act.params = {**act.params, "packages": [{**packages[0], "labels": [past]}]}
    db.flush()
    with pytest.raises(InputRefused, match="Say what each change asks"):
        agreed(db, act, cast.olga)


def test_what_was_proposed_before_labels_were_asked_for_has_to_be_proposed_again(
    db: Session, cast: Cast
) -> None:
    act = proposed(db, cast.ada)
    older = [{k: v for k, v in each.items() if k != "labels"} for each in act.params["packages"]]
    act.params = {**act.params, "packages": older}
    db.flush()
    with pytest.raises(InputRefused, match="Say what each change asks"):
        agreed(db, act, cast.olga)
