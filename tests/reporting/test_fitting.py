"""I have 10 minutes: what fits, and what is honest to say when nothing does."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.reporting.fitting import Work, fits, quiz_minutes, shortest

LONG = Work("long", (4.0, 3.5, 4.0, 2.0), 5.0)
SHORT = Work("short", (2.0, 1.5), 1.0)
UPDATE = Work("update", (1.5,), 1.0, update=True)
QUIZ = Work("read", (), 6.0)


@pytest.mark.parametrize(
    ("works", "minutes", "expected"),
    [
        ([LONG], 5, [("long", 1, 4.0, False)]),
        ([LONG], 10, [("long", 2, 7.5, False)]),
        ([LONG], 15, [("long", 4, 13.5, False)]),
        ([LONG], 18.5, [("long", 4, 18.5, True)]),
        ([LONG], 3, []),
        ([SHORT], 5, [("short", 2, 4.5, True)]),
        ([LONG, SHORT], 5, [("short", 2, 4.5, True), ("long", 1, 4.0, False)]),
        ([LONG, UPDATE, SHORT], 3, [("update", 1, 2.5, True), ("short", 1, 2.0, False)]),
        ([QUIZ], 5, []),
        ([QUIZ], 10, [("read", 0, 6.0, True)]),
        ([Work("done", ())], 15, []),
        ([], 10, []),
    ],
)
def test_what_can_be_finished_comes_first_and_then_the_next_pages(
    works: list[Work], minutes: float, expected: list[tuple[str, int, float, bool]]
) -> None:
    found = fits(works, minutes)
    assert [(each.work.module, each.pages, each.minutes, each.whole) for each in found] == expected


def test_the_shortest_is_the_shortest_next_step() -> None:
    assert shortest([LONG, QUIZ]) == 4.0
    assert shortest([QUIZ, UPDATE]) == 1.5
    assert shortest([]) == shortest([Work("done", ())]) == 0.0


@pytest.mark.parametrize(
    ("total", "pages", "questions", "expected"),
    [(15, (2.0, 3.0), 8, 10.0), (15, (7.0, 7.0), 8, 4.0), (15, (2.0,), 0, 0.0)],
)
def test_a_quiz_takes_what_the_author_s_total_leaves(
    total: float, pages: tuple[float, ...], questions: int, expected: float
) -> None:
    assert quiz_minutes(total, pages, questions) == expected


LENGTHS = some.floats(0.5, 20)
WORKS = some.lists(
    some.builds(Work, some.just("m"), some.lists(LENGTHS, max_size=6).map(tuple), LENGTHS)
)


@given(WORKS, some.floats(1, 60))
def test_nothing_is_offered_that_takes_longer_and_nothing_that_fits_is_kept_back(
    works: list[Work], minutes: float
) -> None:
    found = fits(works, minutes)
    assert all(0 < each.minutes <= minutes for each in found)
    assert bool(found) == any(
        each.minutes <= minutes or (each.pages and each.pages[0] <= minutes) for each in works
    )
    if not found and works:
        assert shortest(works) > 0
