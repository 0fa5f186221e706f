"""What the application's own role may do on PostgreSQL: everything but touch what was audited."""

from sqlalchemy import text

from training.audit import AuditEvent, AuditSeal
from training.db import Database
from training.errors import InputRefused
from training.migrations import VERSION_TABLE, metadata

APPENDED = (AuditEvent.__tablename__, AuditSeal.__tablename__)


def grant_to(database: Database, role: str) -> None:
    """Let a role use our tables, the audit's only to read and to add.

    Raises `InputRefused` on SQLite, which has no roles, and for a role that does not exist.
    """
    if database.dialect != "postgresql":
        raise InputRefused("Only PostgreSQL has roles; leave --app-role out.")
    name = database.engine.dialect.identifier_preparer.quote_identifier(role)
    with database.engine.begin() as connection:
        known = connection.scalar(
            text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}
        )
        if not known:
            raise InputRefused(f"PostgreSQL has no role “{role}”; make it with CREATE ROLE.")
        for each in _statements(name):
            connection.execute(text(each))


def _statements(role: str) -> list[str]:
    used = ", ".join(each for each in metadata().tables if each not in APPENDED)
    appended = ", ".join(APPENDED)
    return [
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {used} TO {role}",
        f"GRANT SELECT ON {VERSION_TABLE} TO {role}",
        f"REVOKE ALL ON {appended} FROM {role}",
        f"GRANT SELECT, INSERT ON {appended} TO {role}",
        *(f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {role}" for table in _numbered()),
    ]


def _numbered() -> list[str]:
    return [name for name, table in metadata().tables.items() if "id" in table.c]
