"""The real server, started with secrets, made to fail: what it writes holds none of them."""

import sys
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.running import running
from training import migrations
from training.cli.serve import gunicorn_settings
from training.db import Database

KEY = "canary-key-0f1e2d3c4b5a69788796a5b4c3d2e1f0"
OLD_KEY = "canary-old-0f1e2d3c4b5a69788796a5b4c3d2e1f0"
MAIL = "canary-mail-secret"


def test_secrets_and_what_was_typed_are_in_no_log_of_a_server_that_fails(tmp_path: Path) -> None:
    path = tmp_path / "training.sqlite"
    database = Database(f"sqlite:///{path}")
    migrations.upgrade(database)
    database.dispose()
    (tmp_path / "key").write_text(KEY)
    settings = {
        "TRAINING_INSTANCE": str(tmp_path / "instance"),
        "TRAINING_DATABASE_URL": f"sqlite:///{path}",
        "TRAINING_PUBLIC_URL": "http://127.0.0.1",
        "TRAINING_SECRET_KEY_FILE": str(tmp_path / "key"),
        "TRAINING_SECRET_KEY_FALLBACKS": OLD_KEY,
        "TRAINING_SMTP_URL": f"smtp://training:{MAIL}@127.0.0.1:9",
    }
    with running(settings, (sys.executable, "-m", "training", "serve", "--workers", "1")) as site:
        path.write_bytes(b"This is no database any more. " * 500)
        for address in ("/verify/NONE?typed=canary-typed", "/verify/NONE"):
            with pytest.raises(HTTPError) as failed:
                urllib.request.urlopen(site.address + address, timeout=10)
            assert failed.value.code >= 500, address
            failed.value.close()
        site.process.terminate()
        assert site.process.stdout
        written = site.process.stdout.read()
    assert "DatabaseError" in written, "it did fail, and said so"
    assert "canary" not in written


def test_a_setting_that_cannot_be_used_is_named_without_its_value() -> None:
    command = (sys.executable, "-m", "training", "serve")
    settings = {"TRAINING_SECRET_KEY": "canary", "TRAINING_PUBLIC_URL": "http://127.0.0.1"}
    with pytest.raises(AssertionError) as ended, running(settings, command):
        pass
    assert "canary" not in str(ended.value)


def test_the_server_keeps_no_list_of_who_asked_for_what() -> None:
    assert "accesslog" not in gunicorn_settings("127.0.0.1", 8000, 1, 1)
