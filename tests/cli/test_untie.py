"""`training untie`."""

from click.testing import CliRunner

from tests.cast import NOW, TODAY, Cast
from training.app import create_app
from training.cli import build_cli
from training.db import Database
from training.people.accounts.account import Account
from training.people.accounts.service import employee_of

ISSUER = "https://login.example.com"


def untie(database: Database, person: str, issuer: str = ISSUER) -> tuple[int, str]:
    address = database.engine.url.render_as_string(hide_password=False)
    runner = CliRunner(env={"TRAINING_DATABASE_URL": address})
    answer = runner.invoke(build_cli(create_app), ["untie", person, issuer])
    return answer.exit_code, answer.output


def test_an_account_is_untied_once(database: Database, cast: Cast) -> None:
    with database.writing() as db:
        employee_of(db, Account(ISSUER, "s-lee", "number", "1002"), now=NOW, today=TODAY)
        db.commit()
    assert untie(database, "9999") == (
        1,
        "Nobody has the employee number or e-mail “9999”.\n",
    )
    assert untie(database, "1002", "https://other.example.com")[0] == 1
    code, said = untie(database, "1002")
    assert (code, "no longer tied" in said) == (0, True)
    assert untie(database, "1002")[0] == 1
    with database.writing() as db:
        anew = Account(ISSUER, "s-new", "number", "1002")
        assert employee_of(db, anew, now=NOW, today=TODAY).id == cast.lee.id
