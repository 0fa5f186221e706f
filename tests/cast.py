"""The people in the tests: Ada writes, Lee learns, Lia is Lee's liaison, Max works elsewhere,
Olga runs OEI."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.people.models import Department, Employee, Employment, RoleGrant

LONG_AGO = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)
"""When the cast was hired and given their roles."""
HIRED = date(2026, 1, 5)
NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
"""An ordinary Monday morning in Albuquerque."""
TODAY = date(2026, 11, 23)
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, and where they work. Early Head Start is a division of Youth & Family Services."""

    ada: Employee
    lee: Employee
    lia: Employee
    max: Employee
    olga: Employee
    oei: Department
    library: Department
    transit: Department
    youth: Department
    early_head_start: Department


def the_cast(db: Session) -> Cast:
    """Make the departments and the cast; the caller commits."""
    oei = department(db, "equity-inclusion", "OEI", "Office of Equity and Inclusion")
    library = department(db, "public-library", "LIB", "Public Library")
    transit = department(db, "abq-ride", "ABQR", "Transit (ABQ RIDE)")
    youth = department(db, "youth-family-services", "YFS", "Youth and Family Services", youth=True)
    cast = Cast(
        ada=employee(db, "Ada", "Author", "1001", oei),
        lee=employee(db, "Lee", "Learner", "1002", library),
        lia=employee(db, "Lia", "Liaison", "1003", library),
        max=employee(db, "Max", "Mover", "1004", transit),
        olga=employee(db, "Olga", "Organizer", "1005", oei),
        oei=oei,
        library=library,
        transit=transit,
        youth=youth,
        early_head_start=department(
            db, "early-head-start", "EHS", "Early Head Start", parent=youth, youth=True
        ),
    )
    grant(db, cast.ada, "author")
    grant(db, cast.lia, "liaison", library)
    grant(db, cast.olga, "administrator")
    return cast


def department(
    db: Session,
    slug: str,
    code: str,
    name: str,
    *,
    parent: Department | None = None,
    youth: bool = False,
) -> Department:
    """A department, or a division of one."""
    made = Department(
        slug=slug,
        code=code,
        names={"en": name, "es": f"{name} (es)"},
        parent_id=parent.id if parent else None,
        youth=youth,
        aliases=[],
    )
    db.add(made)
    db.flush()
    return made


def employee(
    db: Session,
    first: str,
    last: str,
    number: str,
    works_in: Department,
    *,
    email: str | None = "",
    language: str = "en",
    kind: str = "employee",
) -> Employee:
    """Somebody who works somewhere; an e-mail address is made up unless it is None."""
    address = f"{first}.{last}@cabq.example".lower() if email == "" else email
    made = Employee(
        number=number, first_name=first, last_name=last, email=address, language=language
    )
    db.add(made)
    db.flush()
    move(db, made, works_in, kind=kind)
    return made


def move(
    db: Session,
    who: Employee,
    works_in: Department,
    *,
    since: date = HIRED,
    kind: str = "employee",
    active: bool = True,
    recorded: datetime = LONG_AGO,
) -> Employment:
    """Write down where somebody works from a day on."""
    row = Employment(
        employee_id=who.id,
        department_id=works_in.id,
        kind=kind,
        active=active,
        hired=HIRED,
        source="hr",
        from_day=since,
        recorded=recorded,
    )
    db.add(row)
    db.flush()
    return row


def grant(db: Session, who: Employee, role: str, where: Department | None = None) -> RoleGrant:
    """Give somebody a role, a liaison's with their department; they stay where they work."""
    newest = select(Employment.department_id).where(Employment.employee_id == who.id)
    newest = newest.order_by(Employment.from_day.desc(), Employment.recorded.desc()).limit(1)
    home = db.get(Department, db.scalar(newest))
    made = RoleGrant(
        employee_id=who.id,
        role=role,
        department_id=where.id if where else None,
        from_at=LONG_AGO,
        to_at=None,
        by=None,
        home_id=(home.parent_id or home.id) if home else None,
    )
    db.add(made)
    db.flush()
    return made
