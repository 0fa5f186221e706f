from training.people.passwords import NOBODY, has_current_cost, hash_password, verify_password


def test_a_password_opens_only_what_it_was_made_for() -> None:
    secret = hash_password("correct horse")
    assert verify_password(secret, "correct horse")
    assert not verify_password(secret, "Correct horse")


def test_the_same_password_is_never_kept_the_same_way_twice() -> None:
    assert hash_password("correct horse") != hash_password("correct horse")


def test_an_unknown_person_costs_as_much_as_a_known_one() -> None:
    assert has_current_cost(hash_password("correct horse"))
    assert has_current_cost(NOBODY)
    assert not verify_password(NOBODY, "")


def test_it_does_not_matter_how_a_keyboard_composes_a_letter() -> None:
    secret = hash_password("ñandú azul")
    assert verify_password(secret, "n\u0303andu\u0301 azul")
    assert not verify_password(secret, "nandu azul")


def test_more_than_a_thousand_characters_are_not_hashed() -> None:
    assert not verify_password(hash_password("x" * 1001), "x" * 1001)
