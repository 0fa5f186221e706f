"""Who works where, since when, and who may do what."""

from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, BigId, Day, Instant, Key, Language, Sha256, Slug
from training.people.words import full_name

ROLES = (
    "liaison",
    "deputy",
    "author",
    "legal",
    "translator",
    "administrator",
    "hr",
    "auditor",
    "operator",
)
"""Roles that are granted. Everybody learns; supervisors are those whom the roster names."""
OF_A_DEPARTMENT = ("liaison", "deputy")
LOCAL = "local"
"""The issuer of passwords kept here."""
APP, PASSKEY, RECOVERY = "totp", "passkey", "recovery"
"""Issuers of identities: an authenticator app, a passkey, a recovery code."""
SECOND_FACTORS = (APP, PASSKEY)
NOT_ENDED = text("ended IS NULL")


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
        Index("ix_training_employment_supervisor_id", "supervisor_id"),
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
    """A way in, or a proof that goes with one: password, OIDC account, code, passkey, activation.

    `issuer` says of which kind it is and `subject` which one: see `people.sign_in`.
    """

    __tablename__ = "training_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[Key]
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"), index=True)
    issuer: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(400))
    secret: Mapped[str] = mapped_column(Text)
    """A hash, or what a second factor is checked with; never what a person typed."""
    label: Mapped[str | None] = mapped_column(String(120))
    """What its owner calls it, such as “my phone”."""
    counter: Mapped[int | None] = mapped_column(BigId)
    """The last one used of something that counts up, so that it is used once."""
    created: Mapped[Instant | None]
    expires: Mapped[Instant | None]
    used: Mapped[Instant | None]
    by: Mapped[int | None]
    """Who made it for its owner, where it was not they."""


class Device(Base):
    """A shared tablet that a liaison has registered for a department."""

    __tablename__ = "training_device"

    id: Mapped[Key]
    token_hash: Mapped[Sha256] = mapped_column(unique=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("training_department.id"), index=True)
    label: Mapped[str] = mapped_column(String(120))
    by: Mapped[int]
    created: Mapped[Instant]
    revoked: Mapped[Instant | None]


class SignInSession(Base):
    """A sign-in; the browser holds the token, we its hash."""

    __tablename__ = "training_session"
    __table_args__ = (Index("ix_training_session_issuer_subject", "issuer", "issuer_subject"),)

    id: Mapped[Key]
    token_hash: Mapped[Sha256] = mapped_column(unique=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"), index=True)
    created: Mapped[Instant]
    expires: Mapped[Instant]
    revoked: Mapped[Instant | None]
    second_factor: Mapped[Instant | None]
    """When a second factor was shown in it."""
    device_id: Mapped[int | None] = mapped_column(ForeignKey("training_device.id"))
    label: Mapped[str | None] = mapped_column(String(120))
    """Browser and system, as its owner may recognise them."""
    issuer: Mapped[str | None] = mapped_column(String(200))
    issuer_subject: Mapped[str | None] = mapped_column(String(400))
    issuer_session: Mapped[str | None] = mapped_column(String(400))
    """Where an identity provider began it: so that it can end it."""


class CalendarLink(Base):
    """A secret address at which a calendar asks what somebody has to do; we keep its hash."""

    __tablename__ = "training_calendar_link"
    __table_args__ = (
        Index(
            "uq_training_calendar_link_open",
            "employee_id",
            unique=True,
            sqlite_where=NOT_ENDED,
            postgresql_where=NOT_ENDED,
        ),
    )

    id: Mapped[Key]
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"))
    token_hash: Mapped[Sha256] = mapped_column(unique=True)
    created: Mapped[Instant]
    ended: Mapped[Instant | None]


class Throttle(Base):
    """How often something was tried in a window of time, counted for every process."""

    __tablename__ = "training_throttle"
    __table_args__ = (UniqueConstraint("key", "window_start"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(120))
    """A kind and a hash, never a name or an address as typed."""
    window_start: Mapped[Instant]
    count: Mapped[int]


class RoleGrant(Base):
    """What somebody may do beyond learning, where, and from when to when."""

    __tablename__ = "training_role_grant"
    __table_args__ = (
        CheckConstraint(
            "role NOT IN ('liaison', 'deputy') OR department_id IS NOT NULL",
            name="liaison_has_department",
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
    reason: Mapped[str | None] = mapped_column(String(300))
    """Why, as whoever granted it wrote it, or the group of an identity provider it follows."""
    source: Mapped[str | None] = mapped_column(String(200))
    """The identity provider whose groups it follows; none when a person granted it."""
    home_id: Mapped[int | None] = mapped_column(ForeignKey("training_department.id"))
    """The department (never a division) in which they worked when it was granted. A liaison's or
    deputy's grant counts only while they work there or in the department that it is for."""
    confirmed: Mapped[Instant | None]
    """When its holder said that they know of it."""


class Contact(Base):
    """A number people call, kept by a department (none: the whole City's), never part of a text."""

    __tablename__ = "training_contact"

    id: Mapped[Key]
    department_id: Mapped[int | None] = mapped_column(
        ForeignKey("training_department.id"), index=True
    )
    role: Mapped[str] = mapped_column(String(40))
    """`liaison`, `deputy`, `legal`, `mayor-report`, … : the word in `{contact: …}`."""
    shift: Mapped[str | None] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(60))
    public: Mapped[bool]
    """Whether people who are not signed in as staff may see it."""
    confirmed: Mapped[Instant]
    confirmed_by: Mapped[int | None]
    ended: Mapped[Instant | None]


class Act(Base):
    """Something that waits for a second person. Append-only."""

    __tablename__ = "training_act"

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(120))
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    by: Mapped[int] = mapped_column(ForeignKey("training_employee.id"))
    at: Mapped[Instant]


class ActDecision(Base):
    """What the second person said; never the one who asked. Append-only."""

    __tablename__ = "training_act_decision"

    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("training_act.id"), unique=True)
    second: Mapped[int] = mapped_column(ForeignKey("training_employee.id"))
    outcome: Mapped[str] = mapped_column(String(20))
    """`agreed` or `refused`."""
    at: Mapped[Instant]
