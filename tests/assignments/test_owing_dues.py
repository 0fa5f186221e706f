"""By when a debt is to be made up, what brought it, and what was owed in the past."""

from datetime import date

import pytest

from tests.assignments.publishing import (
    BOTH,
    FIRST,
    LATER,
    LIBRARY,
    REREAD_IT,
    RETESTED,
    WITH_LIBRARY,
    case,
    due,
    knows,
    label,
    named,
    on,
    owed,
    person,
    revision,
)
from training.assignments.owing.debts import Owes
from training.assignments.owing.facts import Person, Publication
from training.assignments.owing.walking import owing

REREAD, RETEST, NEW = Owes.REREAD, Owes.RETEST, Owes.NEW
THIRD = revision(3, {**BOTH, "counter": "three"}, label("wording", "counter"))

WITH_MORE = {**BOTH, "more": "one"}
ADDED = revision(2, WITH_MORE, label("reread", "more", by=70))


@pytest.mark.parametrize(
    ("publications", "who", "part", "by"),
    [
        case("a debt is due on its label's day", [FIRST, RETESTED], person(knows(FIRST)),
             "counter", due(50)),
        case("what was asked earlier is not put off by what is asked later",
             [FIRST, REREAD_IT, revision(3, {**BOTH, "counter": "three"},
                                         label("retest", "counter", by=90))],
             person(knows(FIRST)), "counter", due(40)),
        case("a label that asks nothing has no day that counts",
             [FIRST, revision(2, {**BOTH, "counter": "two"}, label("wording", "counter", by=5)),
              revision(3, {**BOTH, "counter": "three"}, label("retest", "counter", by=90))],
             person(knows(FIRST)), "counter", due(90)),
        case("a unit that is added is due on its label's day", [FIRST, ADDED],
             person(knows(FIRST)), "more", due(70)),
        case("what a new department reads otherwise is due after the move", [WITH_LIBRARY],
             person(knows(WITH_LIBRARY), moves={20: ("library", 60)}), "counter", due(60)),
        case("also what was due there before the move",
             [FIRST, revision(2, BOTH, label("retest", "counter", department="library", by=30),
                              own=LIBRARY)],
             person(knows(FIRST), moves={40: ("library", 95)}), "counter", due(95)),
        case("a move puts nothing off that was asked where they were",
             [revision(1, BOTH, own={"library": {"papers": "library"}}),
              revision(2, {**BOTH, "counter": "two"}, label("retest", "counter", by=50),
                       own={"library": {"papers": "library"}})],
             person(knows(FIRST), moves={40: ("library", 95)}), "counter", due(50)),
        case("a change of job in the same department is no move",
             [WITH_LIBRARY],
             person(knows(WITH_LIBRARY), moves={20: ("library", 60), 30: ("library", 90)}),
             "counter", due(60)),
        case("where nobody has said by when, no day is assumed", [WITH_LIBRARY],
             person(knows(WITH_LIBRARY), moves={20: ("library", None)}), "counter", None),
    ],
)  # fmt: skip
def test_every_debt_has_the_day_that_somebody_set(
    publications: list[Publication], who: Person, part: str, by: date | None
) -> None:
    debts = owing(publications, who, at=on(LATER)).debts
    assert {each.part: each.due for each in debts}[named(part)] == by


def test_a_debt_names_the_revisions_that_brought_it_with_their_causes() -> None:
    third = revision(3, {**BOTH, "counter": "three"}, label("retest", "counter", cause="law"))
    (debt,) = owing([FIRST, REREAD_IT, third], person(knows(FIRST)), at=on(LATER)).debts
    assert [(each.number, each.owes, each.cause) for each in debt.brought] == [
        (3, RETEST, "law"),
        (2, REREAD, "edit"),
    ]


def test_what_was_owed_is_answered_for_any_past_instant() -> None:
    publications = [FIRST, RETESTED, THIRD]
    who = person(knows(FIRST), knows(RETESTED, at=45), moves={60: ("library", None)})
    assert [owed(publications, who, day) for day in (9, 12, 19)] == [
        {},
        dict.fromkeys(BOTH, NEW),
        {},
    ]
    assert [owed(publications, who, day) for day in (20, 44, 45, 61)] == [
        {"counter": RETEST}, {"counter": RETEST}, {}, {},
    ]  # fmt: skip
    assert not owing(publications, who, at=on(12)).begun
    assert owing(publications, who, at=on(20)).begun
