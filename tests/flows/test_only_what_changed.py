"""What a change asks of whom, through publishing, opening, reading, answering and certifying."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.assignments.publishing import case
from tests.cast import Cast, move
from tests.content.test_images import picture
from tests.retraining import CONFIG, SPANISH, Course, label
from tests.small_content import QUIZ
from training.content.labels import Labelled
from training.content.models import Hold
from training.flows.decide_regrade import decide_regrade
from training.flows.propose_regrade import propose_regrade
from training.flows.regrade_some import regrade_some
from training.learning.delta import Delta
from training.learning.models import Attempt, AttemptItem, Enrolment
from training.learning.queries import items_of
from training.learning.service import mark_read

GLOSSARY = "People | Gente\n: Whoever comes. | Quien venga.\n"
DESK = "modules/basics/images/desk.png"
Changes = Sequence[tuple[str, str]]
Labels = Sequence[list[Labelled]]
Owed = dict[str, str]
NOBODY: tuple[Owed, Owed, Owed] = ({}, {}, {})
HELLO = ("Greet people.", "Greet everybody who comes.")
BEFORE = {"section:before": "reread"}
SPLIT = (
    ("Greet people. Your", "Greet people.[^S1]\n\n## During {#during was=before}\n\nYour"),
    ("Salude a la gente.", "Salude a la gente.[^S1]\n\n## Durante {#during}\n\nSu enlace."),
)
MERGED = (
    ("## Before {#before}", "## All {#all was=before,after}"),
    ("## After {#after}\n\n", ""),
    ("## Antes {#before}", "## Todo {#all}"),
    ("## Después {#after}\n\n", ""),
    ("{#desk in=before}", "{#desk in=all}"),
    ("Covers: before", "Covers: all"),
    ("Covers: after", "Covers: all"),
)
EXTRA = ("### More: Why", "## Extra {#extra}\n\nSay goodbye.[^S1]\n\n### More: Why")
BYE = "### What do you say? {#bye}\nCovers: extra\n\n- [x] Goodbye\n- [ ] Nothing\n\n"
QUESTION = ("## Always {draw=1}", f"{BYE}## Always {{draw=1}}")
LAST = ("What comes last?", "What is last?")
ANOTE = ("Anote lo que pasó", "Escriba lo que pasó")
NOTE = QUIZ[QUIZ.index("## Always") :]


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    """Taken by Lee of the library, Max of transit, and Lia of the library, who reads Spanish."""
    course = Course(db, tmp_path)
    course.write({"modules/basics/module.es.md": SPANISH, "city/glossary.md": GLOSSARY})
    course.files[DESK] = picture(size=(90, 50))
    course.edit(
        ("Write down what happened.", "![The desk](images/desk.png)\n\nWrite down what happened."),
        ("Choose: all\n", "Choose: all\n\n![The desk](../modules/basics/images/desk.png)\n"),
    )
    course.publish()
    for each, language in ((cast.lee, "en"), (cast.max, "en"), (cast.lia, "es")):
        course.take(each, language)
    return course


def same(owed: Owed) -> tuple[Owed, Owed, Owed]:
    return owed, owed, owed


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("changes", "labels", "owed", "asked"),
    [
        case("wording costs nobody anything", [HELLO], [label("wording", "before")], NOBODY, None),
        case("what is to be reread is read", [HELLO], [label("reread", "before")],
             same(BEFORE), Delta(("before",), (), ())),
        case("what is to be tested again is read, then what covers it is asked", [HELLO],
             [label("retest", "before")], same({"section:before": "retest"}),
             Delta(("before",), (), ("first", "kind"))),
        case("nobody is left with an older text that nobody labelled", [HELLO], [], same(BEFORE),
             Delta(("before",), (), ())),
        case("a supplement reaches its department only", [("are private", "stay private")],
             [label("retest", "before", department="public-library")],
             ({"section:before": "retest"}, {}, {"section:before": "retest"}),
             Delta(("before",), (), ("first", "kind"))),
        case("a question elsewhere is the same question",
             [("draw=2}", "draw=1}"), ("Which are kind?", "Which is kind?")],
             [label("wording", "item:kind")], NOBODY, None),
        case("a question to be reread is shown and not asked", [LAST],
             [label("reread", "item:last")], same({"item:last": "reread"}),
             Delta((), ("last",), ())),
        case("a question to be tested again is asked", [LAST],
             [label("retest", "item:last")], same({"item:last": "retest"}),
             Delta((), (), ("last",))),
        case("a wrong key lets nobody off before answers are marked again",
             [("- [x] Listening", "- [ ] Listening")],
             [label("retest", "item:kind", wrong_key=True)], same({"item:kind": "retest"}),
             Delta((), (), ("kind",))),
        case("a translation alone reaches its readers", [ANOTE],
             [label("reread", "after", language="es")], ({}, {}, {"section:after": "reread"}),
             None),
        case("and is one of wording unless somebody says otherwise",
             [ANOTE], [], NOBODY, None),
        case("a term's meaning is one cause", [("Whoever comes.", "Whoever comes or calls.")],
             [label("reread", "before", cause="term People")], same(BEFORE),
             Delta(("before",), (), ())),
        case("the pass mark asks nobody again", [("pass: 66%", "pass: 100%")], [], NOBODY, None),
        case("what is split in two passes on what was known", SPLIT,
             [label("wording", "before", "during")], NOBODY, None),
        case("and both parts may be asked", SPLIT,
             [label("reread", "before"), label("reread", "during")],
             same({"section:before": "reread", "section:during": "reread"}),
             Delta(("before", "during"), (), ())),
        case("what is merged needs all its parts, and they know them", MERGED,
             [label("wording", "all", "item:first", "item:last", "item:kind", "item:note")],
             NOBODY, None),
        case("a new page is read", [EXTRA], [label("reread", "extra", "after")],
             ({"section:after": "reread", "section:extra": "new"},
              {"section:after": "reread", "section:extra": "new"}, {"section:extra": "new"}),
             Delta(("after", "extra"), (), ())),
        case("and its questions are asked", [EXTRA, QUESTION],
             [label("wording", "after"), label("retest", "extra", "item:bye")],
             same({"section:extra": "new", "item:bye": "new"}), Delta(("extra",), (), ("bye",))),
        case("what goes costs nobody anything", [(NOTE, "")], [], NOBODY, None),
    ],
)  # fmt: skip
def test_a_change_asks_what_its_label_says_of_those_it_reaches(
    course: Course,
    cast: Cast,
    changes: Changes,
    labels: Labels,
    owed: tuple[Owed, Owed, Owed],
    asked: Delta | None,
) -> None:
    course.publish(*changes, labels=labels)
    everybody = (cast.lee, cast.max, cast.lia)
    assert tuple(course.owes(each) for each in everybody) == owed
    assert course.asked(cast.lee) == asked
    for each in everybody:
        before, enrolment = course.held(each), course.take(each, each.language)
        renewed = course.held(each)
        assert course.owes(each) == {}
        assert (renewed.id != before.id) is (enrolment.kind == "delta")
        assert enrolment.kind == "full" or renewed.replaces_id == before.id


def test_one_picture_in_a_page_and_a_question_is_one_cause(course: Course, cast: Cast) -> None:
    course.files[DESK] = picture(size=(80, 50))
    parts = label("retest", "after", "item:kind", cause=f"picture {DESK}")
    course.publish(labels=[parts])
    assert course.owes(cast.lee) == {"section:after": "retest", "item:kind": "retest"}
    assert course.asked(cast.lee) == Delta(("after",), (), ("last", "kind", "note"))


def test_what_is_owed_adds_up_on_the_way_and_is_made_up_once(course: Course, cast: Cast) -> None:
    day = course.today + timedelta(days=40)
    course.publish(HELLO, labels=[label("retest", "before", due=day)])
    course.publish(
        ("Greet everybody who comes.", "Greet all."),
        labels=[label("wording", "before", due=day + timedelta(days=9))],
    )
    (debt,) = course.owing(cast.max).debts
    assert (debt.part, debt.owes.name, debt.due) == ("section:before", "RETEST", day)
    course.take(cast.max)
    assert course.owes(cast.max) == {}


def test_a_text_that_comes_back_asks_nobody_who_knew_it(course: Course, cast: Cast) -> None:
    course.publish(HELLO, labels=[label("retest", "before")])
    course.take(cast.max)
    course.publish((HELLO[1], HELLO[0]), labels=[label("retest", "before")])
    assert course.owes(cast.lee) == course.owes(cast.max) == {}


def test_another_department_s_text_lets_nobody_escape(course: Course, cast: Cast) -> None:
    mine = label("retest", "before", department="public-library")
    course.publish(("are private", "stay private"), labels=[mine])
    course.days += 1
    move(course.db, cast.lee, cast.transit, since=course.today, recorded=course.now)
    assert course.owes(cast.lee) == {"section:before": "new"}, "never read without the supplement"
    course.days += 1
    move(course.db, cast.lee, cast.library, since=course.today, recorded=course.now)
    assert course.owes(cast.lee) == {"section:before": "retest"}, "still, after moving back"


def test_who_moves_owes_the_difference_some_days_after_the_move(course: Course, cast: Cast) -> None:
    course.require([cast.max], after_move=20)
    course.days += 1
    move(course.db, cast.max, cast.library, since=course.today, recorded=course.now)
    owing = course.owing(cast.max)
    assert [each.part for each in owing.debts] == ["section:before"]
    assert owing.due == course.today + timedelta(days=20)
    held = course.held(cast.max)
    course.take(cast.max)
    assert course.held(cast.max).replaces_id == held.id
    course.days += 1
    move(course.db, cast.max, cast.transit, since=course.today, recorded=course.now)
    assert course.owes(cast.max) == {}, "what they knew before is known"


def test_what_is_begun_stays_as_it_was_and_the_rest_is_owed_after_it(
    course: Course, cast: Cast
) -> None:
    course.publish(HELLO, labels=[label("retest", "before")])
    begun = course.open(cast.lee)
    course.read(begun, cast.lee)
    attempt = course.begin(begun, cast.lee)
    asked = {each.item for each in items_of(course.db, attempt.id)}
    assert asked == {"first", "kind"}
    course.publish(
        ("Write down what happened.", "Write down all that happened."),
        labels=[label("reread", "after")],
    )
    move(course.db, cast.lee, cast.transit, since=course.today, recorded=course.now)
    assert course.open(cast.lee).id == begun.id
    assert {each.item for each in items_of(course.db, attempt.id)} == asked
    course.answer(attempt, cast.lee)
    assert course.owes(cast.lee) == {"section:before": "new", "section:after": "reread"}


def test_a_failed_delta_renews_nothing(course: Course, cast: Cast) -> None:
    held = course.held(cast.lee)
    course.publish(HELLO, labels=[label("retest", "before")])
    begun = course.open(cast.lee)
    course.read(begun, cast.lee)
    course.answer(course.begin(begun, cast.lee), cast.lee, right=False)
    assert course.held(cast.lee).id == held.id
    assert course.owes(cast.lee) == {"section:before": "retest"}


def test_a_held_page_is_not_known_and_asked_when_it_is_given_back(
    course: Course, cast: Cast
) -> None:
    hold(course, cast, "set")
    course.take(cast.ada)
    assert course.owes(cast.ada) == {}
    hold(course, cast, "lifted")
    assert course.owes(cast.ada) == dict.fromkeys(
        ("section:before", "item:first", "item:kind"), "new"
    )
    assert course.asked(cast.ada) == Delta(("before",), (), ("first", "kind"))


def test_a_page_given_back_in_mid_attempt_is_not_known_by_whoever_never_saw_it(
    course: Course, cast: Cast
) -> None:
    hold(course, cast, "set")
    begun = course.open(cast.ada)
    for page in course.edition(begun).sections(("public-library",), "en"):
        if page.id != "before":
            mark_read(course.db, begun, page, now=course.now)
    attempt = course.begin(begun, cast.ada)
    hold(course, cast, "lifted")
    course.answer(attempt, cast.ada)
    assert course.owes(cast.ada) == dict.fromkeys(
        ("section:before", "item:first", "item:kind"), "new"
    )


def test_a_wrong_key_asks_only_those_who_are_wrong_by_the_right_one(
    course: Course, cast: Cast
) -> None:
    everybody = (cast.lee, cast.max, cast.lia)
    kind = label("retest", "item:kind", wrong_key=True)
    course.publish(("- [x] Listening", "- [ ] Listening"), labels=[kind])
    assert [course.owes(each) for each in everybody] == [{"item:kind": "retest"}] * 3
    act = propose_regrade(
        course.db,
        "basics",
        "kind",
        takes_passes=False,
        why="Listening alone is not enough.",
        by=course.person(cast.ada),
        now=course.now,
    )
    second = course.person(cast.olga)
    regrade = decide_regrade(course.db, act.id, second=second, agrees=True, now=course.now)
    assert regrade is not None
    before = {each.id: course.held(each) for each in everybody}
    regrade_some(course.db, regrade.id, now=course.now, config=CONFIG)
    drawn = select(Enrolment.employee_id).join(Attempt).join(AttemptItem)
    asked = set(course.db.scalars(drawn.where(AttemptItem.item == "kind")))
    for each in everybody:
        # All of them chose what was said to be right; whoever was not asked is not wrong.
        owed = {"item:kind": "retest"} if each.id in asked else {}
        assert course.owes(each) == owed
        assert (course.held(each).id == before[each.id].id) is bool(owed)
        assert (course.open(each).closed is None) is bool(owed)
        assert not owed or course.asked(each) == Delta((), (), ("kind",))


def hold(course: Course, cast: Cast, what: str) -> None:
    course.days += 1
    course.db.add(
        Hold(
            kind="module",
            slug="basics",
            part="section:before",
            what=what,
            at=course.now,
            by=cast.ada.id,
            second=cast.olga.id,
            reason="It is checked.",
        )
    )
    course.db.flush()
