"""What every response of ours says about itself."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast
from tests.web.conftest import SignIn, site
from training.db import Database
from training.web import timing

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.parametrize("path", ["/sign-in", "/healthz", "/nothing/here", "/", "/verify/NONE"])
def test_every_page_is_closed_to_foreign_code_and_never_stored(
    client: FlaskClient, path: str
) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-store"


def test_styles_are_kept_for_a_year_under_their_version(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "?v=" in address
    assert "max-age=31536000" in client.get(address, buffered=True).headers["Cache-Control"]
    plain = address.split("?")[0]
    assert "max-age=86400" in client.get(plain, buffered=True).headers["Cache-Control"]


def test_the_sign_in_cookie_is_out_of_reach_of_scripts_and_of_other_sites(
    sign_in: SignIn,
) -> None:
    cookie = sign_in("1002").get_cookie("training")
    assert cookie
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_with_timing_on_every_page_says_how_often_it_asked(
    database: Database, cast: Cast, tmp_path: Path
) -> None:
    app = site(database, tmp_path, TRAINING_TIMING=True)
    timing.watch(database.engine)
    value = app.test_client().get("/healthz").headers["Server-Timing"]
    assert value.startswith("app;dur=")
    assert value.endswith('desc="1 statements"')


def test_with_timing_off_nothing_is_said(client: FlaskClient) -> None:
    assert "Server-Timing" not in client.get("/healthz").headers
