"""Secrets from files."""

from pathlib import Path

import pytest

from training import create_app
from training.config import Config
from training.errors import InputRefused

DATABASE = "postgresql+psycopg://training:secret@db/training"


def test_a_secret_is_read_from_the_file_its_setting_names(tmp_path: Path) -> None:
    (tmp_path / "database").write_text(f"{DATABASE}\n")
    config = Config.read({"TRAINING_DATABASE_URL_FILE": tmp_path / "database"})
    assert config.database_url == DATABASE


def test_the_key_and_the_older_ones_are_read_from_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old, oldest = "new" * 11, "old" * 11, "oldest" * 6
    (tmp_path / "new").write_text(new + "\n")
    (tmp_path / "old").write_text(f"{old}\n{oldest}\n")
    monkeypatch.setenv("TRAINING_SECRET_KEY_FILE", str(tmp_path / "new"))
    monkeypatch.setenv("TRAINING_SECRET_KEY_FALLBACKS_FILE", str(tmp_path / "old"))
    app = create_app({"TRAINING_INSTANCE": tmp_path, "TRAINING_ENVIRONMENT": "development"})
    app.extensions["training"].database.dispose()
    assert (app.secret_key, app.config["SECRET_KEY_FALLBACKS"]) == (new, [old, oldest])


@pytest.mark.parametrize("content", [None, "", b"\xff\xfe\xff"])
def test_a_file_that_is_not_there_or_holds_nothing_is_named(
    tmp_path: Path, content: str | bytes | None
) -> None:
    path = tmp_path / "smtp"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputRefused) as refused:
        Config.read({"TRAINING_SMTP_URL_FILE": path})
    (problem,) = refused.value.problems
    assert problem.where == "TRAINING_SMTP_URL_FILE"
    assert str(path) in problem.what


def test_a_secret_said_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "database").write_text(DATABASE)
    both = {
        "TRAINING_DATABASE_URL": "sqlite://",
        "TRAINING_DATABASE_URL_FILE": tmp_path / "database",
    }
    with pytest.raises(InputRefused) as refused:
        Config.read(both)
    assert [each.where for each in refused.value.problems] == ["TRAINING_DATABASE_URL"]
