"""Over random histories nobody owes what they have credit for, and nobody escapes a retest."""

from collections import Counter
from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.assignments.histories import (
    Edition,
    World,
    by_hash_alone,
    escaped,
    overcharged,
    replayed,
    worlds,
)
from tests.assignments.publishing import on
from training.assignments.owing.walking import owing

Engine = Callable[[World], Mapping[str, int]]
LATER = 1000
HISTORIES = settings(
    max_examples=1_100,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
RETEST = 2


def walked(world: World) -> dict[str, int]:
    """What the engine says, as the replay says it."""
    found = owing(world.publications(), world.person(), at=on(LATER))
    last = world.shown(len(world.editions) - 1)
    return {part: int(found.of(f"section:{part}")) for part, language in last if language == "en"}


def hold(engine: Engine, world: World) -> None:
    owed = engine(world)
    assert overcharged(world, owed) == [], "owes what they have credit for"
    assert escaped(world, owed) == [], "escapes a retest"


def test_nobody_owes_what_they_know_and_nobody_escapes_a_retest() -> None:
    seen: Counter[str] = Counter()

    @HISTORIES
    @given(worlds())
    def every_history(world: World) -> None:
        hold(walked, world)
        owed = walked(world)
        assert owed == replayed(world)
        seen.update({"retest": RETEST in owed.values(), "clear": not any(owed.values())})
        seen.update({"escapes by hash": bool(escaped(world, by_hash_alone(world)))})

    every_history()
    assert seen["retest"] >= 200, seen
    assert seen["clear"] >= 20, seen
    assert seen["escapes by hash"] >= 1, seen


def test_a_graph_of_texts_alone_fails_the_same_property() -> None:
    @settings(HISTORIES, phases=[Phase.generate], report_multiple_bugs=False)
    @given(worlds(lineage=False))
    def every_history(world: World) -> None:
        hold(by_hash_alone, world)

    with pytest.raises(AssertionError, match="escapes a retest"):
        every_history()


def test_a_retest_is_not_escaped_through_the_texts_of_another_department() -> None:
    a = ("a", "en")
    both = Edition({None: {a: "en1"}, "library": {a: "en1"}}, {}, {})
    between = Edition({None: {a: "en1"}, "library": {a: "en2"}}, {("library", *a): "wording"}, {})
    labels = {(None, *a): "retest", ("library", *a): "wording"}
    last = Edition({None: {a: "en3"}, "library": {a: "en3"}}, labels, {})
    world = World([both, between, last], [(1, "transit")], [(15, 0, "transit", "en")])
    assert by_hash_alone(world) == {"a": 0}
    assert walked(world) == replayed(world) == {"a": RETEST}
    assert escaped(world, by_hash_alone(world)) == ["a"]
