"""The migrations make exactly the tables that the models say, on both databases."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, text

from tests import postgres
from training import migrations
from training.db import Base, Database
from training.learning.knowledge import knowledge_sha256

HEAD = max(each.stem[:4] for each in (migrations.HERE / "versions").glob("[0-9]*.py"))
"""The number of the newest migration."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[Database]:
    """A database without a single table."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    else:
        server = request.getfixturevalue("postgres_server")
        address = postgres.create(server, f"empty_{worker_id}")
    database = Database(address)
    yield database
    database.dispose()


def test_an_upgrade_from_nothing_makes_every_table(empty: Database) -> None:
    assert not migrations.is_current(empty)
    assert migrations.upgrade(empty) == (None, HEAD)
    tables = set(inspect(empty.engine).get_table_names())
    assert tables == {*Base.metadata.tables, migrations.VERSION_TABLE}
    assert migrations.is_current(empty)


def test_a_second_upgrade_changes_nothing(empty: Database) -> None:
    migrations.upgrade(empty)
    assert migrations.upgrade(empty) == (HEAD, HEAD)


def test_two_upgrades_at_once_wait_for_each_other(empty: Database) -> None:
    found: list[object] = []

    def run() -> None:
        database = Database(empty.engine.url.render_as_string(hide_password=False))
        try:
            found.append(migrations.upgrade(database))
        except Exception as error:
            found.append(error)
        finally:
            database.dispose()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(found, key=str) == [(HEAD, HEAD), (HEAD, HEAD), (None, HEAD)]


def test_the_migrations_say_what_the_models_say(empty: Database) -> None:
    migrations.upgrade(empty)
    with empty.engine.connect() as connection:
        options = {
            "version_table": migrations.VERSION_TABLE,
            "include_name": migrations.include_ours,
            "compare_server_default": True,
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_the_checks_of_the_models_are_in_the_database(empty: Database) -> None:
    migrations.upgrade(empty)
    wanted = {
        (table.name, constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    inspector = inspect(empty.engine)
    found = {
        (table, check["name"])
        for table in Base.metadata.tables
        for check in inspector.get_check_constraints(table)
    }
    assert found == wanted


def test_approvals_of_revisions_become_those_of_their_texts(empty: Database) -> None:
    migrations.upgrade(empty, "0002")
    with empty.engine.begin() as connection:
        # The second text came back as revision 3, and was approved under both numbers.
        for number, text_hash in ((1, "a" * 64), (2, "b" * 64), (3, "a" * 64)):
            connection.execute(text(REVISION), {"n": number, "sha": text_hash})
        for n, (revision, role) in enumerate(
            [(1, "legal"), (2, "legal"), (3, "legal"), (3, "oei")]
        ):
            row = {"id": n + 1, "revision": revision, "role": role}
            connection.execute(text(APPROVAL), row)
    migrations.upgrade(empty)
    with empty.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT kind, slug, sha256, role, by FROM training_approval ORDER BY id")
        )
        assert [tuple(row) for row in rows] == [
            ("module", "basics", "a" * 64, "legal", 7),
            ("module", "basics", "b" * 64, "legal", 7),
            ("module", "basics", "a" * 64, "oei", 7),
        ]
    assert migrations.is_current(empty)


def test_those_who_completed_the_same_share_what_they_know(empty: Database) -> None:
    migrations.upgrade(empty, "0003")
    with empty.engine.begin() as connection:
        for each in EARLIER:
            connection.execute(text(each))
    migrations.upgrade(empty)
    with empty.engine.connect() as connection:
        rows = connection.execute(
            text("""
                SELECT completion.employee_id, completion.module, known.sha256, before.sha256
                FROM training_completion AS completion
                JOIN training_knowledge AS known ON known.id = completion.knowledge_id
                LEFT JOIN training_knowledge AS before ON before.id = known.before_id
                ORDER BY completion.id
            """)
        ).all()
    first = knowledge_sha256(
        None, module="basics", revision_id=1, department="library", language="en", parts=None,
        held=None,
    )  # fmt: skip
    again = knowledge_sha256(
        1, module="basics", revision_id=1, department="library", language="en", parts=None,
        held=None,
    )  # fmt: skip
    assert [tuple(row) for row in rows] == [
        (1, "basics", first, None),
        (2, "basics", first, None),
        (2, "basics", again, first),
    ]
    assert migrations.is_current(empty)


EARLIER = (
    """INSERT INTO training_revision (id, kind, slug, number, sha256, manifest, published)
    VALUES (1, 'module', 'basics', 1, 'a', '{}', '2026-11-01 12:00:00')""",
    """INSERT INTO training_department (id, slug, code, names, youth, aliases)
    VALUES (1, 'library', 'LIB', '{"en": "Library"}', false, '[]')""",
    """INSERT INTO training_employee (id, number, first_name, last_name, language)
    VALUES (1, '1', 'Lee', 'A', 'en'), (2, '2', 'Max', 'B', 'en')""",
    """INSERT INTO training_enrolment
        (id, employee_id, module, cycle, kind, revision_id, department_id, opened, closed)
    VALUES (1, 1, 'basics', 1, 'full', 1, 1, '2026-11-01 12:00:00', '2026-11-01 12:00:00'),
        (2, 2, 'basics', 1, 'full', 1, 1, '2026-11-01 12:00:00', '2026-11-01 12:00:00'),
        (3, 2, 'basics', 2, 'full', 1, 1, '2026-11-02 12:00:00', '2026-11-02 12:00:00')""",
    """INSERT INTO training_completion
        (id, enrolment_id, revision_id, department_id, language, at)
    VALUES (1, 1, 1, 1, 'en', '2026-11-01 12:00:00'), (2, 2, 1, 1, 'en', '2026-11-01 12:00:00'),
        (3, 3, 1, 1, 'en', '2026-11-02 12:00:00')""",
)
REVISION = """
    INSERT INTO training_revision (id, kind, slug, number, sha256, manifest, published)
    VALUES (:n, 'module', 'basics', :n, :sha, '{}', '2026-11-01 12:00:00')
"""
APPROVAL = """
    INSERT INTO training_approval (id, revision_id, role, by, at)
    VALUES (:id, :revision, :role, 7, '2026-11-02 12:00:00')
"""


def test_a_hosts_tables_are_left_alone(empty: Database) -> None:
    with empty.engine.begin() as connection:
        connection.execute(text("CREATE TABLE bicycle (id INTEGER PRIMARY KEY)"))
    migrations.upgrade(empty)
    assert "bicycle" in inspect(empty.engine).get_table_names()
    assert migrations.include_name("bicycle", "table", {})
    assert not migrations.include_name("training_employee", "table", {})
    assert not migrations.include_name("number", "column", {"table_name": "training_employee"})
    assert not migrations.include_name(migrations.VERSION_TABLE, "table", {})
