"""Which second factors somebody has."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.people.models import APP, PASSKEY, RECOVERY, SECOND_FACTORS, Identity


@dataclass(frozen=True, slots=True)
class Factor:
    """An authenticator app or a passkey, as its owner knows it."""

    id: int
    is_app: bool
    label: str
    created: datetime | None
    used: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """Everything somebody can show besides their password."""

    app: Factor | None
    passkeys: tuple[Factor, ...]
    codes_left: int
    had_codes: bool
    """Whether recovery codes were made, though all of them may be used up."""

    @property
    def any(self) -> bool:
        """Whether there is an app or a passkey; recovery codes alone are none."""
        return self.app is not None or bool(self.passkeys)


def factors_of(db: Session, employee_id: int) -> Factors:
    """What somebody has set up, the oldest first, and how many recovery codes are left."""
    rows = db.scalars(
        select(Identity)
        .where(Identity.employee_id == employee_id, Identity.issuer.in_(SECOND_FACTORS))
        .order_by(Identity.id)
    )
    found = [
        Factor(each.id, each.issuer == APP, each.label or "", each.created, each.used)
        for each in rows
    ]
    return Factors(
        next((each for each in found if each.is_app), None),
        tuple(each for each in found if not each.is_app),
        *_codes(db, employee_id),
    )


def factor(db: Session, employee_id: int, factor_id: int) -> Factor | None:
    """One of somebody's own."""
    mine = factors_of(db, employee_id)
    every = (mine.app, *mine.passkeys)
    return next((each for each in every if each and each.id == factor_id), None)


def passkey_ids(db: Session, employee_id: int) -> list[str]:
    """The ids of somebody's passkeys as their browser knows them."""
    mine = select(Identity.subject).where(Identity.issuer == PASSKEY)
    return list(db.scalars(mine.where(Identity.employee_id == employee_id).order_by(Identity.id)))


def passkey(db: Session, passkey_id: str) -> Identity | None:
    """The passkey with this id, whoever's it is."""
    return db.scalar(
        select(Identity).where(Identity.issuer == PASSKEY, Identity.subject == passkey_id)
    )


def _codes(db: Session, employee_id: int) -> tuple[int, bool]:
    """How many recovery codes are left, and whether there were any."""
    made = select(func.count(), func.count(Identity.used)).where(Identity.issuer == RECOVERY)
    every, used = db.execute(made.where(Identity.employee_id == employee_id)).one()
    return every - used, every > 0
