"""Our own site refuses to start on unsafe settings, and says what to set; a host is only warned."""

import logging
import secrets
from pathlib import Path

import pytest
from flask import Flask, request

from training import Training, create_app
from training.config import Config
from training.errors import InputRefused
from training.production import is_open_to_eavesdroppers, is_weak

SAFE = {
    "SECRET_KEY": "3f9c0de1a7b24865c1d2e3f40516273849abcdef",
    "TRAINING_PUBLIC_URL": "https://training.example.gov",
    "TRAINING_PROXIES": "1",
}


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FLASK_DEBUG", "TRAINING_SECRET_KEY", "TRAINING_ENVIRONMENT"):
        monkeypatch.delenv(name, raising=False)


def start(folder: Path, **settings: object) -> Flask:
    app = create_app({**SAFE, "TRAINING_INSTANCE": folder, **settings})
    app.extensions["training"].database.dispose()
    return app


def refused(folder: Path, **settings: object) -> dict[str, str]:
    """What is named, and what to do about it."""
    with pytest.raises(InputRefused) as error:
        create_app({**SAFE, "TRAINING_INSTANCE": folder, **settings})
    return {each.where: each.remedy for each in error.value.problems}


def test_it_starts_on_safe_settings(tmp_path: Path) -> None:
    app = start(tmp_path)
    assert app.config["TRUSTED_HOSTS"] == ["training.example.gov", "localhost", "127.0.0.1"]
    assert app.config["SESSION_COOKIE_SECURE"] is True
    assert app.config["SESSION_COOKIE_HTTPONLY"] is True


@pytest.mark.parametrize("key", ["short", "a" * 64, "abab" * 16, "password" * 5])
def test_a_weak_key_is_refused(tmp_path: Path, key: str) -> None:
    assert "token_hex" in refused(tmp_path, SECRET_KEY=key)["TRAINING_SECRET_KEY"]


def test_a_weak_older_key_is_refused_as_well(tmp_path: Path) -> None:
    assert "TRAINING_SECRET_KEY" in refused(tmp_path, SECRET_KEY_FALLBACKS=["old"])


def test_debug_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert refused(tmp_path) == {"FLASK_DEBUG": "unset it"}


def test_a_site_that_does_not_know_its_name_is_refused(tmp_path: Path) -> None:
    assert "TRAINING_TRUSTED_HOSTS" in refused(tmp_path, TRAINING_PUBLIC_URL="")


def test_proxies_nobody_spoke_of_are_refused(tmp_path: Path) -> None:
    settings = {name: value for name, value in SAFE.items() if name != "TRAINING_PROXIES"}
    with pytest.raises(InputRefused) as error:
        create_app({**settings, "TRAINING_INSTANCE": tmp_path})
    (problem,) = error.value.problems
    assert problem.where == "TRAINING_PROXIES"
    assert "0 for none" in problem.remedy


def test_everything_is_named_at_once(tmp_path: Path) -> None:
    found = refused(tmp_path, SECRET_KEY="short", TRAINING_PUBLIC_URL="")
    assert found.keys() == {"TRAINING_SECRET_KEY", "TRAINING_TRUSTED_HOSTS"}


@pytest.mark.parametrize(
    "settings", [{"TRAINING_ENVIRONMENT": "development"}, {"TRAINING_DEMONSTRATION": "yes"}]
)
def test_development_and_the_demonstration_start_as_they_are(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    app = start(tmp_path, SECRET_KEY="short", TRAINING_PUBLIC_URL="", **settings)
    assert app.config["TRUSTED_HOSTS"] is None


def test_an_environment_we_do_not_know_is_refused(tmp_path: Path) -> None:
    assert "TRAINING_ENVIRONMENT" in refused(tmp_path, TRAINING_ENVIRONMENT="staging")


def test_the_key_that_is_made_once_is_strong_enough(tmp_path: Path) -> None:
    app = start(tmp_path, SECRET_KEY=None)
    assert isinstance(app.secret_key, str)
    assert not is_weak(app.secret_key.encode())
    assert not any(is_weak(secrets.token_hex(32).encode()) for _ in range(1000))


def test_a_foreign_name_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    client = start(tmp_path).test_client()
    answer = client.get("/sign-in", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "href" not in answer.text


def test_names_can_be_said(tmp_path: Path) -> None:
    app = start(tmp_path, TRAINING_TRUSTED_HOSTS="a.example.gov, b.example.gov")
    assert app.config["TRUSTED_HOSTS"] == ["a.example.gov", "b.example.gov"]


@pytest.mark.parametrize(("proxies", "address"), [("0", "10.0.0.9"), ("1", "198.51.100.7")])
def test_an_address_is_taken_from_as_many_proxies_as_there_are(
    tmp_path: Path, proxies: str, address: str
) -> None:
    app = start(tmp_path, TRAINING_PROXIES=proxies)
    seen: list[str | None] = []
    app.before_request(lambda: seen.append(request.remote_addr))
    headers = {"X-Forwarded-For": "203.0.113.1, 198.51.100.7", "X-Forwarded-Host": "evil.example"}
    app.test_client().get("/nowhere", headers=headers, environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert seen == [address]


def test_browsers_are_told_to_stay_on_https_where_there_is_https(tmp_path: Path) -> None:
    encrypted = start(tmp_path).test_client().get("/nowhere")
    assert encrypted.headers["Strict-Transport-Security"] == "max-age=31536000"
    plain = start(tmp_path, TRAINING_PUBLIC_URL="http://127.0.0.1").test_client().get("/nowhere")
    assert "Strict-Transport-Security" not in plain.headers


def test_a_host_is_warned_and_keeps_its_settings(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = Flask("intranet")
    app.config.update(SECRET_KEY="plain", TRAINING_INSTANCE=tmp_path)
    with caplog.at_level(logging.WARNING):
        Training(app)
    assert "its SECRET_KEY is shorter" in caplog.text
    assert "its TRUSTED_HOSTS" in caplog.text
    assert "plain" not in caplog.text
    assert app.config["TRUSTED_HOSTS"] is None
    assert app.secret_key == "plain"


@pytest.mark.parametrize(
    ("address", "open_"),
    [
        ("http://training.example.gov", True),
        ("https://training.example.gov", False),
        ("http://127.0.0.1:8000", False),
        ("http://[::1]:8000", False),
        ("http://localhost", False),
    ],
)
def test_an_address_without_encryption_is_warned_of(address: str, open_: bool) -> None:
    assert is_open_to_eavesdroppers(address) is open_


def test_no_secret_is_in_what_the_settings_say_of_themselves() -> None:
    config = Config.read(
        {
            "TRAINING_DATABASE_URL": "postgresql+psycopg://training:canary-db@db/training",
            "TRAINING_SMTP_URL": "smtp://training:canary-mail@mail:25",
        }
    )
    assert "canary" not in repr(config)
