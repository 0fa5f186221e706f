"""A bulletin as Ada writes it, and one that is shown."""

from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from tests.flows.proposing import who
from training.content.bulletins.rules import Words
from training.content.models import Bulletin
from training.flows.decide_bulletin import decide_bulletin
from training.flows.propose_bulletin import propose_bulletin

TEXTS = {
    "en": Words("Ask before you open", "Open the back door.", "Ask the front desk first."),
    "es": Words("Pregunte antes de abrir", "Abra la puerta.", "Pregunte primero en la entrada."),
}


def shown(db: Session, cast: Cast, slug: str = "basics") -> Bulletin:
    """A bulletin that Ada wrote and Olga agreed to."""
    act = propose_bulletin(db, slug, TEXTS, by=who(db, cast.ada), now=NOW)
    made = decide_bulletin(db, act.id, second=who(db, cast.olga), agrees=True, now=NOW)
    assert made is not None
    return made
