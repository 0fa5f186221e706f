"""What somebody planted in a browser is worth nothing once its owner has signed in."""

from flask import Flask

from tests.cast import PASSWORD
from tests.web.conftest import SignIn, post


def test_a_cookie_planted_before_the_sign_in_opens_nothing_after_it(app: Flask) -> None:
    attacker, victim = app.test_client(), app.test_client()
    attacker.get("/sign-in")
    planted = attacker.get_cookie("training")
    assert planted
    victim.set_cookie("training", planted.value)
    signed_in = post(victim, "/sign-in", "/sign-in", login="1002", password=PASSWORD)
    assert signed_in.status_code == 303
    assert attacker.get("/").status_code == 303
    attacker.set_cookie("training", planted.value)
    assert attacker.get("/").status_code == 303


def test_a_planted_sign_in_of_one_s_own_is_replaced(app: Flask, sign_in: SignIn) -> None:
    attacker, victim = sign_in("1004"), app.test_client()
    planted = attacker.get_cookie("training")
    assert planted
    victim.set_cookie("training", planted.value)
    assert "Max Mover" in victim.get("/").text
    assert post(victim, "/", "/sign-out").status_code == 303
    post(victim, "/sign-in", "/sign-in", login="1002", password=PASSWORD)
    assert "Lee Learner" in victim.get("/").text
    assert "Lee Learner" not in attacker.get("/", follow_redirects=True).text
