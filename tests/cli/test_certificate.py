"""`training certificate verify`: a file that was issued here, and every other one."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.credentials.earned import FACTS, NOW, issued
from tests.credentials.signing import pair
from training.cli.certificate import certificate
from training.cli.context import Context
from training.config import Config
from training.credentials.drawing import draw_certificate
from training.credentials.models import Credential
from training.credentials.service import keep_pdf, render_pdf, revoke
from training.credentials.signers import read_signers
from training.db import Database
from training.errors import InputRefused
from training.text import translator

URL = "https://training.example.gov/verify/K7QM"


def verify(config: Config, file: Path) -> Result:
    return run(config, "verify", str(file))


def run(config: Config, *words: str) -> Result:
    ctx = Context(config, create_app=lambda: pytest.fail("it asks for no app"))
    try:
        return CliRunner().invoke(certificate, list(words), obj=ctx)
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


def test_a_signed_file_is_checked_without_a_database(tmp_path: Path) -> None:
    pair().put(tmp_path, "a")
    (tmp_path / "ours.toml").write_text('key = "a.key"\n[[signer]]\ncertificate = "a.pem"\n')
    config = Config(instance=tmp_path, database_url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    file = tmp_path / "signed.pdf"
    raw = draw_certificate(FACTS, translator("en"), URL)
    file.write_bytes(read_signers(tmp_path / "ours.toml").sign(raw, name="City", at=NOW))

    handed = run(replace(config, sign_file=tmp_path / "ours.toml"), "signers").output
    theirs = tmp_path / "theirs.toml"
    theirs.write_text(handed)
    said = run(config, "verify", str(file), "--signers", str(theirs))
    assert said.exit_code == 0
    assert "Lee Learner" in said.output
    assert "Every byte is as it was signed" in said.output

    theirs.write_text(f'{handed}distrusted-from = {NOW.date()}\nwhy = "Stolen."\n')
    assert "Stolen." in str(run(config, "verify", str(file), "--signers", str(theirs)).exception)
    theirs.write_text(f"{handed}distrusted-from = 2030-01-01\n")
    careful = run(config, "verify", str(file), "--signers", str(theirs))
    assert "its own word" in careful.output

    file.write_bytes(raw)
    refused = run(config, "verify", str(file), "--signers", str(theirs)).exception
    assert "it is not signed" in str(refused)


def test_where_nothing_is_signed_there_are_no_signers(config: Config) -> None:
    assert "TRAINING_SIGN_FILE is not set" in str(run(config, "signers").exception)
