"""Who redoes what: the ten rules and their cases, each as publications, a person and a debt."""

import pytest

from tests.assignments.publishing import (
    BOTH,
    FIRST,
    LIBRARY,
    REREAD_IT,
    RETESTED,
    REWORDED,
    WITH_LIBRARY,
    case,
    knows,
    label,
    on,
    owed,
    person,
    revision,
)
from training.assignments.owing.debts import Owes
from training.assignments.owing.facts import Person, Publication

REREAD, RETEST, NEW = Owes.REREAD, Owes.RETEST, Owes.NEW


@pytest.mark.parametrize(
    ("publications", "who", "expected"),
    [
        case("nothing changed", [FIRST], person(knows(FIRST)), {}),
        case("nothing is published", [], person(), {}),
        case("who knows nothing finds all of it new", [FIRST], person(),
             {"counter": NEW, "papers": NEW}),
        case("a change of wording asks nothing", [FIRST, REWORDED], person(knows(FIRST)), {}),
        case("a change to reread is owed by those who know the older text",
             [FIRST, REREAD_IT], person(knows(FIRST)), {"counter": REREAD}),
        case("a change to retest is owed by those who know the older text",
             [FIRST, RETESTED], person(knows(FIRST)), {"counter": RETEST}),
        case("who completed the new text owes nothing",
             [FIRST, RETESTED], person(knows(RETESTED)), {}),
        case("a debt is paid by completing the new text, and the old credit stays",
             [FIRST, RETESTED], person(knows(FIRST), knows(RETESTED)), {}),
        case("a change counts from the instant it is published",
             [FIRST, REREAD_IT, revision(200, BOTH, label("retest", "counter"))],
             person(knows(REREAD_IT)), {}),
    ],
)  # fmt: skip
def test_credit_and_labels_say_what_is_owed(
    publications: list[Publication], who: Person, expected: dict[str, Owes]
) -> None:
    assert owed(publications, who) == expected


THIRD = revision(3, {"counter": "three", "papers": "one"}, label("wording", "counter"))
BACK = revision(3, BOTH, label("retest", "counter"))
AFTER_BACK = revision(4, {"counter": "four", "papers": "one"}, label("wording", "counter"))
TWO_CAUSES = revision(
    2,
    {"counter": "two", "papers": "one"},
    label("wording", "counter", cause="typo"),
    label("retest", "counter", cause="source S1"),
)


@pytest.mark.parametrize(
    ("publications", "who", "expected"),
    [
        case("from A to C without B the heaviest label of both wins",
             [FIRST, RETESTED, THIRD], person(knows(FIRST)), {"counter": RETEST}),
        case("who did B owes only what came after it",
             [FIRST, RETESTED, THIRD], person(knows(RETESTED)), {}),
        case("reread and then retest is a retest",
             [FIRST, REREAD_IT, revision(3, {"counter": "three"}, label("retest", "counter"))],
             person(knows(FIRST)), {"counter": RETEST}),
        case("retest and then reread is a retest",
             [FIRST, RETESTED, revision(3, {"counter": "three"}, label("reread", "counter"))],
             person(knows(FIRST)), {"counter": RETEST}),
        case("of several causes the heaviest label wins",
             [FIRST, TWO_CAUSES], person(knows(FIRST)), {"counter": RETEST}),
        case("who knows the text that came back owes nothing",
             [FIRST, RETESTED, BACK], person(knows(FIRST)), {}),
        case("who learned between owes what the return asks",
             [FIRST, RETESTED, BACK], person(knows(RETESTED)), {"counter": RETEST}),
        case("who knew the text that came back owes only what came after",
             [FIRST, RETESTED, BACK, AFTER_BACK], person(knows(FIRST)), {}),
        case("credit for both texts is enough whichever is in force",
             [FIRST, RETESTED, BACK, AFTER_BACK], person(knows(FIRST), knows(RETESTED)), {}),
        case("in mid-attempt: what was completed after a change is the older text",
             [FIRST, RETESTED], person(knows(FIRST, at=25)), {"counter": RETEST}),
        case("certified on something older: the walk begins there, however late it was done",
             [FIRST, REREAD_IT, THIRD], person(knows(FIRST, at=35)), {"counter": REREAD}),
        case("a change nobody labelled is read again, never passed over",
             [FIRST, revision(2, {"counter": "two", "papers": "one"})], person(knows(FIRST)),
             {"counter": REREAD}),
    ],
)  # fmt: skip
def test_the_walk_begins_at_the_text_known_last(
    publications: list[Publication], who: Person, expected: dict[str, Owes]
) -> None:
    assert owed(publications, who) == expected


SUPPLEMENT = revision(2, BOTH, label("retest", "counter", department="library"),
                      own={"library": {"counter": "library two"}})  # fmt: skip
SHORT_CUT = [
    revision(1, BOTH, own={"library": {"counter": "one"}}),
    revision(2, BOTH, label("wording", "counter", department="library"),
             own={"library": {"counter": "between"}}),
    revision(3, {**BOTH, "counter": "two"}, label("retest", "counter"),
             label("wording", "counter", department="library"),
             own={"library": {"counter": "two"}}),
]  # fmt: skip
INSTEAD = revision(1, BOTH, own={"library": {"counter": "", "papers": "", "desk": "one"}})


@pytest.mark.parametrize(
    ("publications", "who", "expected"),
    [
        case("a supplement's change reaches its department",
             [WITH_LIBRARY, SUPPLEMENT],
             person(knows(WITH_LIBRARY, department="library"), department="library"),
             {"counter": RETEST}),
        case("and its divisions",
             [WITH_LIBRARY, SUPPLEMENT],
             person(knows(WITH_LIBRARY, department="bookmobile"), department="bookmobile"),
             {"counter": RETEST}),
        case("and nobody else", [WITH_LIBRARY, SUPPLEMENT], person(knows(WITH_LIBRARY)), {}),
        case("a change to what all read reaches a department that reads the same there",
             [WITH_LIBRARY, revision(2, {"counter": "one", "papers": "two"},
                                     label("retest", "papers"), own=LIBRARY)],
             person(knows(WITH_LIBRARY, department="library"), department="library"),
             {"papers": RETEST}),
        case("after a move what the new department reads otherwise is new",
             [WITH_LIBRARY], person(knows(WITH_LIBRARY), moves={20: ("library", 60)}),
             {"counter": NEW}),
        case("after moving back nothing is owed",
             [WITH_LIBRARY],
             person(knows(WITH_LIBRARY), moves={20: ("library", None), 30: ("transit", None)}), {}),
        case("what changed meanwhile in the department one comes back to is owed",
             [WITH_LIBRARY, revision(2, {**BOTH, "counter": "two"}, label("reread", "counter"),
                                     own=LIBRARY)],
             person(knows(WITH_LIBRARY), moves={15: ("library", None), 30: ("transit", None)}),
             {"counter": REREAD}),
        case("no retest is escaped through another department's texts",
             SHORT_CUT, person(knows(SHORT_CUT[0])), {"counter": RETEST}),
        case("while that department owes what its own publications asked",
             SHORT_CUT, person(knows(SHORT_CUT[0], department="library"), department="library"),
             {}),
        case("who comes from there walks the publications of where they are now",
             SHORT_CUT, person(knows(SHORT_CUT[1], department="library"), department="library",
                               moves={35: ("transit", None)}),
             {"counter": NEW}),
        case("a department that reads something else instead owes nothing of the rest",
             [INSTEAD, revision(2, {**BOTH, "counter": "two"}, label("retest", "counter"),
                                own={"library": {"counter": "", "papers": "", "desk": "one"}})],
             person(knows(INSTEAD, department="library"), department="library"), {}),
        case("a new supplement replaces what was known there",
             [FIRST, revision(2, BOTH, label("retest", "counter", department="library"),
                              own=LIBRARY)],
             person(knows(FIRST, department="library"), department="library"),
             {"counter": RETEST}),
        case("who joins later walks the same way",
             [FIRST, revision(2, BOTH, label("retest", "counter", department="library"),
                              own=LIBRARY)],
             person(knows(FIRST), moves={30: ("library", 90)}), {"counter": RETEST}),
    ],
)  # fmt: skip
def test_the_walk_goes_through_the_present_departments_publications(
    publications: list[Publication], who: Person, expected: dict[str, Owes]
) -> None:
    assert owed(publications, who) == expected


RENAMED = revision(2, {"desk": "one", "papers": "one"}, was={"desk": ("counter",)})
SAME = revision(2, BOTH).readings
ROWS = {"section:desk": "counter one", "section:papers": "papers one"}
SPLIT = revision(
    2,
    {"greet": "g", "listen": "l", "papers": "one"},
    label("wording", "greet"),
    label("retest", "listen"),
    was={"greet": ("counter",), "listen": ("counter",)},
)
MERGED = revision(2, {"all": "merged"}, label("wording", "all"), was={"all": ("counter", "papers")})
MERGED_RETEST = revision(
    2, {"all": "merged"}, label("retest", "all"), was={"all": ("counter", "papers")}
)
AGAIN = revision(
    3, {"desk": "new words", "papers": "one"}, label("reread", "desk"), was={"desk": ("counter",)}
)
ROLLED_BACK = revision(3, BOTH, label("reread", "counter"))  # fmt: skip


@pytest.mark.parametrize(
    ("publications", "who", "expected"),
    [
        case("a renamed unit inherits, and what its new words ask is owed",
             [FIRST, RENAMED, AGAIN], person(knows(FIRST)), {"desk": REREAD}),
        case("split parts inherit, each with its own label",
             [FIRST, SPLIT], person(knows(FIRST)), {"listen": RETEST}),
        case("split parts are new to whoever never knew the whole",
             [FIRST, SPLIT], person(knows(FIRST, but=["counter"])),
             {"greet": NEW, "listen": NEW}),
        case("split parts inherit what was owed of the whole",
             [FIRST, RETESTED, revision(3, {"greet": "g", "papers": "one"},
                                        label("wording", "greet"), was={"greet": ("counter",)})],
             person(knows(FIRST)), {"greet": RETEST}),
        case("a part may stay under its id when another is split from it",
             [FIRST, revision(2, {"counter": "short", "listen": "l", "papers": "one"},
                              label("wording", "counter", "listen"), was={"listen": ("counter",)})],
             person(knows(FIRST)), {}),
        case("a merged unit asks what its label says of those who know all its parts",
             [FIRST, MERGED], person(knows(FIRST)), {}),
        case("a merged unit that is retested is owed by all",
             [FIRST, MERGED_RETEST], person(knows(FIRST)), {"all": RETEST}),
        case("a merged unit is read again by those who lack one of its parts",
             [FIRST, MERGED], person(knows(FIRST, but=["papers"])), {"all": REREAD}),
        case("a merged unit that is retested is a retest even so",
             [FIRST, MERGED_RETEST], person(knows(FIRST, but=["papers"])), {"all": RETEST}),
        case("a merged unit is new to those who know none of them",
             [FIRST, MERGED], person(knows(FIRST, but=["papers", "counter"])), {"all": NEW}),
        case("a merged unit inherits the debts of its parts",
             [FIRST, RETESTED, revision(3, {"all": "m"}, label("wording", "all"),
                                        was={"all": ("counter", "papers")})],
             person(knows(FIRST)), {"all": RETEST}),
        case("an id that a later revision says again changes nothing",
             [FIRST, SPLIT, revision(3, {"greet": "g", "listen": "l"},
                                     was={"greet": ("counter",), "listen": ("counter",)})],
             person(knows(SPLIT)), {}),
        case("rolling back a split asks its label of those who know only the parts",
             [FIRST, SPLIT, ROLLED_BACK], person(knows(SPLIT)), {"counter": REREAD}),
        case("rolling back a split asks nothing of those who know the whole",
             [FIRST, SPLIT, ROLLED_BACK], person(knows(FIRST)), {}),
        case("removal costs nobody anything",
             [FIRST, revision(2, {"papers": "one"})], person(knows(FIRST)), {}),
        case("what is owed of a unit goes with it",
             [FIRST, RETESTED, revision(3, {"papers": "one"})], person(knows(FIRST)), {}),
        case("what comes back as it was is still known",
             [FIRST, revision(2, {"papers": "one"}), revision(3, BOTH, label("retest", "counter"))],
             person(knows(FIRST)), {}),
        case("what comes back with other words asks what its label says",
             [FIRST, revision(2, {"papers": "one"}),
              revision(3, {**BOTH, "counter": "two"}, label("reread", "counter"))],
             person(knows(FIRST)), {"counter": REREAD}),
        case("a unit that is added is new to everybody",
             [FIRST, revision(2, {**BOTH, "more": "one"}, label("reread", "more"))],
             person(knows(FIRST)), {"more": NEW}),
    ],
)  # fmt: skip
def test_was_passes_credit_on(
    publications: list[Publication], who: Person, expected: dict[str, Owes]
) -> None:
    assert owed(publications, who) == expected


def test_a_unit_that_is_only_renamed_is_known_without_any_label() -> None:
    # Its words stay, and so does their hash.
    renamed = Publication(2, on(20), {None: {"en": ROWS}}, {"section:desk": ("section:counter",)})
    assert owed([FIRST, renamed], person(knows(FIRST))) == {}
    restored = Publication(3, on(30), SAME)
    assert owed([FIRST, renamed, restored], person(knows(renamed))) == {}


ES = {"counter": "uno"}
BILINGUAL = revision(1, BOTH, es=ES)
TRANSLATED = revision(2, BOTH, label("wording", "counter", language="es"), es=ES)
RETRANSLATED = revision(2, BOTH, label("retest", "counter", language="es"), es={"counter": "dos"})
STALE = revision(2, {**BOTH, "counter": "two"}, label("retest", "counter"))
KEPT_UP = revision(2, {**BOTH, "counter": "two"}, label("retest", "counter"),
                   label("wording", "counter", language="es"), es={"counter": "dos"})  # fmt: skip
LATE = revision(3, {**BOTH, "counter": "two"}, es={"counter": "dos"})
BOTH_ES = {"counter": "uno", "papers": "uno"}


@pytest.mark.parametrize(
    ("publications", "who", "expected"),
    [
        case("a translation-only change reaches its readers",
             [BILINGUAL, RETRANSLATED], person(knows(BILINGUAL, language="es")),
             {"counter": RETEST}),
        case("and nobody who read the English", [BILINGUAL, RETRANSLATED],
             person(knows(BILINGUAL)), {}),
        case("a translation-only change without a label is one of wording",
             [BILINGUAL, revision(2, BOTH, es={"counter": "dos"})],
             person(knows(BILINGUAL, language="es")), {}),
        case("a first translation asks nothing of those who were shown the English",
             [FIRST, TRANSLATED], person(knows(FIRST, language="es")), {}),
        case("readers of a translation that is left behind owe what the English asks",
             [BILINGUAL, STALE], person(knows(BILINGUAL, language="es")), {"counter": RETEST}),
        case("they pay it with the English that they are shown, also when it is translated later",
             [BILINGUAL, STALE, LATE],
             person(knows(BILINGUAL, language="es"), knows(STALE, language="es")), {}),
        case("a translation made later lets nobody off",
             [BILINGUAL, STALE, LATE], person(knows(BILINGUAL, language="es")),
             {"counter": RETEST}),
        case("a retest of the English is not escaped by a translation called wording",
             [BILINGUAL, KEPT_UP], person(knows(BILINGUAL, language="es")), {"counter": RETEST}),
        case("nor by having read the English and a translation that stays",
             [revision(1, BOTH), revision(2, BOTH, es=ES),
              revision(3, {**BOTH, "counter": "two"}, label("retest", "counter"), es=ES)],
             person(knows(FIRST)), {"counter": RETEST}),
        case("a translation that is taken away costs nothing",
             [BILINGUAL, revision(2, BOTH)], person(knows(BILINGUAL, language="es")), {}),
        case("a merged unit counts what is known in either language",
             [BILINGUAL, MERGED], person(knows(BILINGUAL, language="es")), {}),
        case("who knows the English in force owes nothing in Spanish",
             [BILINGUAL, RETRANSLATED], person(knows(RETRANSLATED)), {}),
    ],
)  # fmt: skip
def test_each_language_is_a_text_of_its_own(
    publications: list[Publication], who: Person, expected: dict[str, Owes]
) -> None:
    assert owed(publications, who) == expected


KEY = revision(
    2, {**BOTH, "item:which": "B is right"}, label("retest", "item:which", wrong_key=True)
)
ASKED = revision(1, {**BOTH, "item:which": "A is right"})
SHARED = revision(
    2,
    {"counter": "two", "papers": "two"},
    label("reread", "counter", "papers", cause="picture door.png", by=40),
)


@pytest.mark.parametrize(
    ("publications", "who", "expected"),
    [
        case("a corrected key asks nothing of those who were right or never asked",
             [ASKED, KEY], person(knows(ASKED)), {}),
        case("a corrected key asks its label of those who are now wrong",
             [ASKED, KEY], person(knows(ASKED), wrong=[("item:which", 2)]),
             {"item:which": RETEST}),
        case("those who were wrong about another question owe nothing",
             [ASKED, KEY], person(knows(ASKED), wrong=[("item:other", 2)]), {}),
        case("those who did it again since owe nothing",
             [ASKED, KEY], person(knows(ASKED), knows(KEY), wrong=[("item:which", 2)]), {}),
        case("another cause of the same publication is owed by all",
             [ASKED, revision(2, {**BOTH, "item:which": "B, with a picture"},
                              label("retest", "item:which", wrong_key=True),
                              label("reread", "item:which", cause="picture door.png"))],
             person(knows(ASKED)), {"item:which": REREAD}),
        case("a shared picture is one cause that reaches every unit that shows it",
             [FIRST, SHARED], person(knows(FIRST)), {"counter": REREAD, "papers": REREAD}),
        case("a question that moved to another pool or section keeps its text",
             [ASKED, revision(2, {"item:which": "A is right", **BOTH})], person(knows(ASKED)), {}),
    ],
)  # fmt: skip
def test_keys_and_shared_causes(
    publications: list[Publication], who: Person, expected: dict[str, Owes]
) -> None:
    assert owed(publications, who) == expected
