from time import perf_counter

import pytest

from training.people.sign_in.policy import common, is_guessable, weaknesses

ABOUT = ("Lee Learner", "1002", "lee.learner", "cabq.example", "City of Albuquerque")


def wrong(password: str, least: int = 15) -> str:
    return " ".join(weaknesses(password, least=least, about=ABOUT))


@pytest.mark.parametrize(
    "password",
    [
        "purple monkey dishwasher tango",
        "ñandú azul corre lejos",
        "liaison-demonstration",
        "x7#Kq!9mZ2@vB4$r",
        "今日はとても良い天気ですねえ本当に",
        "aaaaaaaaaaaaaab horse lamp",
        "my liaison Lia has red boots",
    ],
)
def test_a_long_one_of_ones_own_is_taken_whatever_it_is_made_of(password: str) -> None:
    assert wrong(password) == ""


@pytest.mark.parametrize(
    "password",
    [
        "password12345678",
        "Password.Password",
        "P@ssw0rd123456789",
        "aaaaaaaaaaaaaaaa",
        "qwertyuiopasdfgh",
        "987654321987654321",
        "Albuquerque2026!!",
        "training training",
        "Summer2026 Summer2026",
        "Lee.Learner.1002",
        "lee learner lee learner",
        "correct horse battery staple",
        "               ",
    ],
)
def test_one_that_is_tried_first_is_refused(password: str) -> None:
    assert "easy to guess" in wrong(password)


def test_a_short_one_is_told_how_long_it_has_to_be() -> None:
    assert "at least 15 characters" in wrong("tuba lamp fox")
    assert wrong("tuba lamp fox", least=8) == ""
    assert "at least 8" in wrong("tuba fo", least=8)


def test_length_is_counted_as_the_keyboard_means_it() -> None:
    assert "at least 15" in wrong("e\u0301" * 14), "an accent typed apart is no letter of its own"


def test_a_thousand_characters_are_enough() -> None:
    assert "at most 1000" in wrong("tuba lamp " * 101)


@pytest.mark.parametrize("password", ["1" * 1000, "passwordwelcome" * 66, "abcabcqwerty1" * 76])
def test_looking_at_the_longest_takes_no_time(password: str) -> None:
    began = perf_counter()
    assert is_guessable(password, ABOUT)
    assert perf_counter() - began < 0.5


def test_the_list_says_where_it_comes_from_and_holds_words_only() -> None:
    assert 100 < len(common()) < 500
    assert all(each == each.strip().casefold() and each.isalnum() for each in common())
