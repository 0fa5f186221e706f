"""A department of 300 people who are asked for a certificate of one module, and its liaison."""

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import Session

from training import migrations
from training.assignments.audience import Audience
from training.assignments.rules import Rules
from training.assignments.service import require
from training.config import Config
from training.content.city import parse_departments
from training.content.models import Revision
from training.content.queries import in_force, module_edition
from training.content.service import approve
from training.content.tree import FOLDERS
from training.db import Database
from training.flows.load_city import load_city
from training.flows.publish import publish_tree
from training.people.models import LOCAL, Department, Employee, Employment, Identity
from training.people.passwords import hash_password
from training.people.service import grant_role

PEOPLE = 300
MODULE = "executive-order"
CERTIFICATE = "immigrant-protection-core"
DEPARTMENT = "public-library"
LIAISON = "B0000"
PASSWORD = "the same for everyone"


def learner(n: int) -> str:
    """The number of one of the people."""
    return f"B{n:04}"


def found(config: Config, people: int = PEOPLE) -> dict[str, list[str]]:
    """Make the database; the right answers to every question of the module."""
    now = datetime.now(UTC)
    database = Database(config.database)
    migrations.upgrade(database)
    path = config.content_root / "city" / "departments.md"
    with database.writing() as db:
        load_city(db, parse_departments(path.read_text("utf-8"), path.name), by=None, now=now)
        department = db.scalars(select(Department).where(Department.slug == DEPARTMENT)).one()
        secret = hash_password(PASSWORD)
        staff = [
            Employee(
                number=learner(n),
                first_name="María",
                last_name=f"Muñoz {n}",
                email=f"maria{n}@city.example",
                language="en",
            )
            for n in range(people)
        ]
        db.add_all(staff)
        db.flush()
        for each in staff:
            db.add(_identity(each.id, secret))
            db.add(_employment(each.id, department.id, now))
        grant_role(db, staff[0].id, "liaison", department.id, by=None, now=now)
        for revision in _published(db, config.content_root, now):
            for role in revision.manifest.get("needs", ()):
                approve(
                    db,
                    revision.kind,
                    revision.slug,
                    sha256=revision.sha256,
                    role=role,
                    by=staff[0].id,
                    now=now,
                )
        today = now.date()
        due = today + timedelta(days=30)
        require(db, CERTIFICATE, Audience(), rules=Rules(due=due), by=None, now=now, today=today)
        db.commit()
        right = _right_answers(db)
    database.dispose()
    return right


def _published(db: Session, root: Path, now: datetime) -> list[Revision]:
    """The City's texts, but with the module alone enough for the certificate.

    So who passes its quiz is certified in the same request, which is the most that one does.
    """
    with TemporaryDirectory() as folder:
        for each in FOLDERS:
            shutil.copytree(root / each, Path(folder) / each)
        file = Path(folder) / "certificates" / f"{CERTIFICATE}.md"
        text = re.sub(r"(?m)^requires: .*$", f"requires: {MODULE}", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
        return [each.revision for each in publish_tree(db, Path(folder), by=None, now=now)]


def _right_answers(db: Session) -> dict[str, list[str]]:
    revision = in_force(db, "module", MODULE)
    if revision is None:
        raise RuntimeError(f"{MODULE} is not published")
    edition = module_edition(db, revision)
    items = [
        edition.item(each, (DEPARTMENT,), "en")
        for pool in edition.pools((DEPARTMENT,))
        for each in pool.items
    ]
    return {
        each.id: [str(at) for at, option in enumerate(each.options) if option.correct]
        for each in items
    }


def _identity(employee: int, secret: str) -> Identity:
    return Identity(employee_id=employee, issuer=LOCAL, subject=str(employee), secret=secret)


def _employment(employee: int, department: int, now: datetime) -> Employment:
    return Employment(
        employee_id=employee,
        department_id=department,
        kind="employee",
        active=True,
        hired=None,
        source="bench",
        from_day=now.date() - timedelta(days=400),
        recorded=now,
    )
