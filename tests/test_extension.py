"""The plug-in in somebody else's app: everything of ours works, nothing of theirs changes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from flask import Flask, session
from flask.testing import FlaskClient
from flask_login import LoginManager, UserMixin, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Column, Integer, MetaData, String, Table, inspect

import training
from tests.cast import Cast
from training import Training, create_app
from training.config import PREFIX
from training.db import Database
from training.errors import InputRefused
from training.migrations import include_name, upgrade

ENVIRONMENT = """
from alembic import context
from sqlalchemy import create_engine

settings = context.config.attributes
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=settings["metadata"],
        include_name=settings["include_name"],
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
"""


class Clerk(UserMixin):
    """A user of the host's, known to us by employee number."""

    def __init__(self, number: str) -> None:
        self.id = number
        self.employee_number = number


@pytest.fixture
def host(database: Database, cast: Cast, tmp_path: Path) -> Iterator[Flask]:
    """A City intranet with its own sign-in, database and CSRF, and our training below /training."""
    app = Flask("intranet", instance_path=str(tmp_path / "host"))
    app.config.update(
        TESTING=True,
        SECRET_KEY="the host's own",
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'host.sqlite'}",
        TRAINING_DATABASE_URL=database.engine.url.render_as_string(hide_password=False),
        TRAINING_INSTANCE=str(tmp_path / "instance"),
    )
    clerks = SQLAlchemy(app)
    CSRFProtect(app)
    manager = LoginManager(app)
    manager.login_view = "sign_in"
    manager.user_loader(Clerk)
    host_pages(app)
    Training(app, url_prefix="/training")
    app.extensions["training"].database = database
    yield app
    with app.app_context():
        clerks.engine.dispose()


def host_pages(app: Flask) -> None:
    @app.get("/")
    def front() -> str:
        session["host"] = "kept"
        return "the intranet"

    @app.get("/login")
    def sign_in() -> str:
        return "the host's sign-in"

    @app.get("/login/<number>")
    def enter(number: str) -> str:
        login_user(Clerk(number))
        return "welcome"

    @app.get("/secret")
    @login_required
    def secret() -> str:
        return "for clerks"

    @app.post("/note")
    def note() -> str:
        return "noted"

    @app.errorhandler(404)
    def missing(_error: Exception) -> tuple[str, int]:
        return "the host's 404", 404


@pytest.fixture
def visitor(host: Flask) -> FlaskClient:
    return host.test_client()


def test_the_host_s_people_are_ours_without_signing_in_again(visitor: FlaskClient) -> None:
    visitor.get("/login/1002")
    page = visitor.get("/training/")
    assert page.status_code == 200
    assert "Lee Learner" in page.text
    assert "Sign out" not in page.text, "signing out is the host's business"


def test_whoever_is_not_signed_in_goes_to_the_host_s_sign_in(visitor: FlaskClient) -> None:
    answer = visitor.get("/training/", follow_redirects=True)
    assert answer.text == "the host's sign-in"
    assert answer.request.args["next"] == "/training/"


def test_somebody_the_roster_does_not_know_is_told_so(visitor: FlaskClient) -> None:
    visitor.get("/login/4711")
    page = visitor.get("/training/")
    assert page.status_code == 403
    assert "not on the staff list" in page.text


def test_the_host_s_pages_errors_headers_and_session_stay_as_they_were(
    visitor: FlaskClient,
) -> None:
    front = visitor.get("/")
    assert front.text == "the intranet"
    assert "Content-Security-Policy" not in front.headers
    assert "Cache-Control" not in front.headers
    assert visitor.get("/nowhere").text == "the host's 404"
    assert visitor.get("/secret").status_code == 302
    visitor.get("/login/1002")
    assert visitor.get("/secret").text == "for clerks"
    visitor.get("/training/")
    with visitor.session_transaction() as kept:
        assert kept["host"] == "kept"
        assert {each for each in kept if each.startswith("training")} <= {"training_csrf"}


def test_an_unknown_address_below_ours_is_answered_by_us(visitor: FlaskClient) -> None:
    page = visitor.get("/training/nowhere")
    assert page.status_code == 404
    assert "There is no such page" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert visitor.get("/training/language").status_code == 405


def test_our_forms_carry_the_host_s_token_and_ours(visitor: FlaskClient) -> None:
    visitor.get("/login/1002")
    page = visitor.get("/training/").text
    fields = dict(re.findall(r'name="(\w*csrf\w*)"[^>]*value="([^"]+)"', page))
    assert fields.keys() == {"training_csrf", "csrf_token"}
    to = "/training/language"
    good = {**fields, "language": "es", "next": "/training/"}
    assert visitor.post(to, data=good).location == "/training/"
    assert visitor.post(to, data=good | {"training_csrf": ""}).status_code == 400
    assert visitor.post(to, data=good | {"csrf_token": ""}).status_code == 400
    assert visitor.post("/note").status_code == 400, "the host's own forms are still checked"


def test_an_answer_with_our_token_is_not_held_up_by_the_host_s(visitor: FlaskClient) -> None:
    page = visitor.post("/training/attempts/1/1", data={"token": "forged"})
    assert page.status_code == 403, "refused by us, who would have taken a genuine one"
    assert "another person" in page.text


def test_the_host_s_templates_and_filters_never_meet_ours(host: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "base.html").write_text("the host's base", encoding="utf-8")
    host.template_folder = str(folder)
    page = host.test_client().get("/training/verify/NONE")
    assert "the host's base" not in page.text
    assert page.status_code == 404


def test_the_host_s_alembic_finds_nothing_to_do(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shared.sqlite'}"
    (tmp_path / "alembic" / "versions").mkdir(parents=True)
    (tmp_path / "alembic" / "env.py").write_text(ENVIRONMENT, encoding="utf-8")
    (tmp_path / "alembic" / "script.py.mako").write_text(MAKO, encoding="utf-8")
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(tmp_path / "alembic"))
    settings.set_main_option("sqlalchemy.url", url)
    settings.attributes.update(metadata=_host_tables(), include_name=include_name)
    command.revision(settings, "clerks", autogenerate=True)
    command.upgrade(settings, "head")
    shared = Database(url)
    upgrade(shared)
    command.check(settings)
    tables = set(inspect(shared.engine).get_table_names())
    shared.dispose()
    assert {"clerk", "alembic_version", "training_employee", "training_alembic_version"} <= tables


def test_a_callable_of_the_host_says_who_is_signed_in(
    database: Database, cast: Cast, tmp_path: Path
) -> None:
    app = plain_host(database, tmp_path, current_employee=lambda: cast.lee.email)
    assert "Lee Learner" in app.test_client().get("/training/").text


def test_with_a_callable_and_nobody_signed_in_we_say_where_to_go(
    database: Database, tmp_path: Path
) -> None:
    app = plain_host(database, tmp_path, current_employee=lambda: None)
    page = app.test_client().get("/training/", follow_redirects=True)
    assert page.status_code == 401
    assert "Sign in as you always do" in page.text


def test_two_apps_in_one_process_keep_apart(database: Database, cast: Cast, tmp_path: Path) -> None:
    lee = plain_host(database, tmp_path, current_employee=lambda: "1002")
    max_ = plain_host(database, tmp_path, current_employee=lambda: "1004")
    assert "Lee Learner" in lee.test_client().get("/training/").text
    assert "Max Mover" in max_.test_client().get("/training/").text


def test_setting_it_up_twice_is_refused(database: Database, tmp_path: Path) -> None:
    app = plain_host(database, tmp_path)
    with pytest.raises(RuntimeError, match="set up twice"):
        Training(app)


def test_the_host_s_settings_win_over_the_environment(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINING_CITY", "Elsewhere")
    monkeypatch.setenv("TRAINING_SESSION_HOURS", "3")
    app = plain_host(database, tmp_path, city="City of Tests")
    config = app.extensions["training"].config
    assert (config.city, config.session_hours) == ("City of Tests", 3)


def test_a_setting_we_do_not_know_is_refused_by_name(tmp_path: Path) -> None:
    app = Flask("intranet")
    app.config[f"{PREFIX}COLOUR"] = "blue"
    with pytest.raises(InputRefused) as refused:
        Training(app)
    assert refused.value.problems[0].where == "TRAINING_COLOUR"


def test_the_site_keeps_its_secret_to_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRAINING_SECRET_KEY", raising=False)
    settings = {"TRAINING_INSTANCE": tmp_path, "TRAINING_ENVIRONMENT": "development"}
    first, second = create_app(settings), create_app(settings)
    assert first.secret_key == second.secret_key
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("TRAINING_SECRET_KEY", "given")
    assert create_app(settings).secret_key == "given"


def test_a_page_of_ours_in_no_prefix_at_all(database: Database, tmp_path: Path) -> None:
    app = plain_host(database, tmp_path, url_prefix="")
    assert app.test_client().get("/healthz").json == {"status": "ok"}


def test_the_package_says_its_version() -> None:
    assert training.__version__ == "0.1.0"


def plain_host(
    database: Database,
    folder: Path,
    *,
    url_prefix: str | None = None,
    current_employee: Any = None,
    **settings: object,
) -> Flask:
    """A host with no extension but ours."""
    app = Flask("plain")
    app.config.update(
        TESTING=True,
        SECRET_KEY="plain",
        TRAINING_INSTANCE=folder / "instance",
        TRAINING_DATABASE_URL=database.engine.url.render_as_string(hide_password=False),
        **{f"TRAINING_{name.upper()}": value for name, value in settings.items()},
    )
    Training(app, url_prefix=url_prefix, current_employee=current_employee)
    app.extensions["training"].database = database
    return app


def _host_tables() -> MetaData:
    tables = MetaData()
    Table("clerk", tables, Column("id", Integer, primary_key=True), Column("name", String(80)))
    return tables


MAKO = '''"""${message}"""
import sqlalchemy as sa
from alembic import op
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
def upgrade():
    ${upgrades if upgrades else "pass"}
def downgrade():
    ${downgrades if downgrades else "pass"}
'''
