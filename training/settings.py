"""What the City has set by hand, each value kept with who set it and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.audit import record
from training.db import Base, Instant, Key


class Setting(Base):
    """One value as it stands from an instant on. Append-only."""

    __tablename__ = "training_setting"
    __table_args__ = (Index("ix_training_setting_key_at", "key", "at"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(80))
    value: Mapped[Any] = mapped_column(JSON)
    by: Mapped[int | None]
    at: Mapped[Instant]


def setting(db: Session, key: str) -> Any:
    """The value set last, none where nobody has set one."""
    return db.scalar(select(Setting.value).where(Setting.key == key).order_by(Setting.id.desc()))


def put_setting(db: Session, key: str, value: Any, *, by: int | None, now: datetime) -> None:
    """Set a value, and write down that it was set; the same again changes nothing."""
    if setting(db, key) == value:
        return
    db.add(Setting(key=key, value=value, by=by, at=now))
    record(db, "settings:setting:set", actor=by, now=now, key=key)
    db.flush()
