import re
from math import log2

from training.people.sign_in.codes import (
    GROUPS,
    IN_A_GROUP,
    LETTERS,
    code_hash,
    new_code,
)


def test_a_code_cannot_be_guessed_and_comes_in_groups() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(re.fullmatch(f"([{LETTERS}]{{4}}-){{3}}[{LETTERS}]{{4}}", each) for each in codes)
    assert GROUPS * IN_A_GROUP * log2(len(LETTERS)) >= 64


def test_no_letter_is_taken_for_another() -> None:
    for alike in ("0O", "1IL", "2Z", "5S", "8B", "UV"):
        assert len(set(alike) & set(LETTERS)) <= 1


def test_it_does_not_matter_how_it_is_typed() -> None:
    assert code_hash("k7qd 3xhw99ac–trmv ") == code_hash("K7QD-3XHW-99AC-TRMV")
    assert code_hash("K7QD-3XHW-99AC-TRMX") != code_hash("K7QD-3XHW-99AC-TRMV")
