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
