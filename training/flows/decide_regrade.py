"""The second person agrees to mark a question again, or does not."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.errors import Conflict
from training.flows.propose_regrade import refuse_markers, refuse_uncorrected
from training.learning.models import Regrade
from training.learning.regrading.corrected.queries import corrected
from training.learning.regrading.recorded.queries import REGRADE, regrade_act
from training.learning.regrading.service import begin_regrade
from training.people.acts.service import decide
from training.people.queries import Person


def decide_regrade(
    db: Session, act_id: int, *, second: Person, agrees: bool, now: datetime
) -> Regrade | None:
    """What is marked again from now on, some people at a time; none when it was refused.

    Raises `NotFound`, `NotAllowed` for whoever asked and for others than authors and
    administrators, `Conflict` when it is decided already or the key was corrected again since.
    """
    act = regrade_act(db, act_id)
    refuse_markers(second)
    decide(db, act_id, REGRADE, second=second.id, agrees=agrees, now=now)
    if not agrees:
        return None
    wrong = refuse_uncorrected(corrected(db, act.params["module"], act.params["item"]))
    if wrong.correction.revision_id != act.params["revision"]:
        raise Conflict("The key was corrected again since; ask anew.")
    return begin_regrade(db, act, wrong, second=second.id, now=now)
