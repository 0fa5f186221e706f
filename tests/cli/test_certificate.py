"""`training certificate verify`: a file that was issued here, and every other one."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.credentials.earned import NOW, issued
from training.cli.certificate import certificate
from training.cli.context import Context
from training.config import Config
from training.credentials.models import Credential
from training.credentials.service import keep_pdf, render_pdf, revoke
from training.db import Database
from training.errors import InputRefused

URL = "https://training.example.gov/verify/K7QM"


def verify(config: Config, file: Path) -> Result:
    ctx = Context(config, create_app=lambda: pytest.fail("it asks for no app"))
    try:
        return CliRunner().invoke(certificate, ["verify", str(file)], obj=ctx)
    finally:
        ctx.database.dispose()


@pytest.fixture
def config(database: Database, tmp_path: Path) -> Config:
    """Settings with the test's database."""
    url = database.engine.url.render_as_string(hide_password=False)
    return Config(instance=tmp_path, database_url=url)


@pytest.fixture
def file(database: Database, cast: Cast, tmp_path: Path) -> Path:
    """Lee's certificate as it was downloaded."""
    with database.writing() as db:
        credential = issued(db, cast)
        data = render_pdf(credential, "en", verify_url=URL)
        keep_pdf(db, credential.id, "en", data, now=NOW)
        db.commit()
    path = tmp_path / "certificate.pdf"
    path.write_bytes(data)
    return path


def of(db: Session) -> Credential:
    return db.query(Credential).one()


def test_what_was_issued_holds(config: Config, file: Path) -> None:
    result = verify(config, file)
    assert result.exit_code == 0
    assert "Lee Learner" in result.output
    assert "revision 3, 9f2c4be1a07d" in result.output
    assert "The file is exactly the one that was issued" in result.output


@pytest.mark.parametrize("at", [10, 1_000, -10])
def test_a_changed_byte_makes_it_another_file(config: Config, file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    result = verify(config, file)
    assert isinstance(result.exception, InputRefused)
    assert "no file that was issued here" in str(result.exception)


def test_one_that_was_revoked_does_not_hold(
    config: Config, file: Path, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        revoke(db, of(db), "By mistake.", by=cast.olga.id, second=cast.ada.id, now=NOW)
        db.commit()
    result = verify(config, file)
    assert isinstance(result.exception, InputRefused)
    assert "It was revoked." in str(result.exception)
