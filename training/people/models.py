"""Who works where, since when, and who may do what."""

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Day, Instant, Key, Language, Sha256, Slug
from training.people.words import full_name

ROLES = ("liaison", "author", "administrator")


class Department(Base):
    """A department; one with a parent is a division."""

    __tablename__ = "training_department"

    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("training_department.id"), index=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    """By language; `en` is always there."""
    youth: Mapped[bool] = mapped_column(default=False)
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)

    def name(self, language: str) -> str:
        """The name in a language, else in English."""
        return self.names.get(language) or self.names["en"]


class Employee(Base):
    """A person with an employee number, for ever. The row that a flow locks first."""

    __tablename__ = "training_employee"

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100))
    preferred_name: Mapped[str | None] = mapped_column(String(100))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    """Lower case; field crews often have none."""
    language: Mapped[Language] = mapped_column(default="en")

    @property
    def name(self) -> str:
        """The name people are called by and certificates carry."""
        return full_name(self.first_name, self.last_name, self.preferred_name)


class Employment(Base):
    """Append-only: what is true of a person's work from a day on, as recorded at an instant.

    The row in force on a day is the one with the latest `from_day` not after it, and among those
    the one recorded last.
    """

    __tablename__ = "training_employment"
    __table_args__ = (
        UniqueConstraint("employee_id", "from_day", "recorded"),
        CheckConstraint("ended IS NULL OR hired IS NULL OR ended >= hired", name="ends_after_hire"),
        Index("ix_training_employment_department_id", "department_id"),
    )

    id: Mapped[Key]
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("training_department.id"))
    site: Mapped[str | None] = mapped_column(String(120))
    job: Mapped[str | None] = mapped_column(String(120))
    job_code: Mapped[str | None] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("training_employee.id"))
    active: Mapped[bool]
    hired: Mapped[Day | None]
    ended: Mapped[Day | None]
    source: Mapped[str] = mapped_column(String(40))
    from_day: Mapped[Day]
    recorded: Mapped[Instant]


class Identity(Base):
    """A way in: for now the password of an employee (`issuer` local)."""

    __tablename__ = "training_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[Key]
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"), index=True)
    issuer: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(200))
    secret: Mapped[str] = mapped_column(String(500))


class SignInSession(Base):
    """A sign-in; the browser holds the token, we its hash."""

    __tablename__ = "training_session"

    id: Mapped[Key]
    token_hash: Mapped[Sha256] = mapped_column(unique=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"), index=True)
    created: Mapped[Instant]
    expires: Mapped[Instant]
    revoked: Mapped[Instant | None]


class RoleGrant(Base):
    """What somebody may do beyond learning, where, and from when to when."""

    __tablename__ = "training_role_grant"
    __table_args__ = (
        CheckConstraint(
            "role <> 'liaison' OR department_id IS NOT NULL", name="liaison_has_department"
        ),
    )

    id: Mapped[Key]
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    department_id: Mapped[int | None] = mapped_column(
        ForeignKey("training_department.id"), index=True
    )
    from_at: Mapped[Instant]
    to_at: Mapped[Instant | None]
    by: Mapped[int | None]
