"""Which bulletins there are, and which wait for a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.content.bulletins.rules import Words, read_stored
from training.content.models import Bulletin, Revision
from training.errors import NotFound
from training.people.acts.queries import waiting
from training.people.models import Act

ASKED = "publish-bulletin"
"""The kind of acts."""


@dataclass(frozen=True, slots=True)
class Published:
    """A bulletin and the revision of the module that it tells of."""

    bulletin: Bulletin
    revision: Revision

    @property
    def texts(self) -> Mapping[str, Words]:
        """What it says, by language."""
        return read_stored(self.bulletin.texts)

    def shown_at(self, now: datetime) -> bool:
        """Whether it is shown at an instant."""
        mine = self.bulletin
        return mine.from_at <= now and (mine.to_at is None or mine.to_at > now)


def bulletins(db: Session) -> list[Published]:
    """Every bulletin, the newest first; one statement."""
    rows = db.execute(
        select(Bulletin, Revision)
        .join(Revision, Revision.id == Bulletin.revision_id)
        .order_by(Bulletin.from_at.desc(), Bulletin.id.desc())
    )
    return [Published(bulletin, revision) for bulletin, revision in rows]


def bulletin(db: Session, bulletin_id: int) -> Published:
    """One bulletin. Raises `NotFound`."""
    row = db.execute(
        select(Bulletin, Revision)
        .join(Revision, Revision.id == Bulletin.revision_id)
        .where(Bulletin.id == bulletin_id)
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such bulletin.")
    return Published(row[0], row[1])


def bulletins_asked(db: Session) -> list[Act]:
    """What waits for a second person, the oldest first."""
    return list(waiting(db, ASKED))


def bulletin_act(db: Session, act_id: int) -> Act:
    """What somebody wants to be shown. Raises `NotFound`."""
    act = db.scalar(select(Act).where(Act.id == act_id, Act.kind == ASKED))
    if act is None:
        raise NotFound("There is no such bulletin.")
    return act
