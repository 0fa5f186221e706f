"""People who are certified on a module as it is in force, with all that this rests on."""

from datetime import datetime

from sqlalchemy.orm import Session

from tests.cast import NOW
from tests.credentials.earned import completion, facts
from training.content.queries import in_force
from training.credentials.models import Credential
from training.credentials.service import issue
from training.people.models import Department, Employee


def certify_on(
    db: Session,
    who: Employee,
    where: Department,
    module: str = "basics",
    *,
    certificate: str = "core",
    pilot: bool = False,
    at: datetime = NOW,
) -> Credential:
    """Somebody's certificate, resting on the module's text in force."""
    text, design = in_force(db, "module", module), in_force(db, "certificate", certificate)
    assert text
    assert design
    done = completion(db, who, where, text, at=at)
    made = issue(
        db,
        employee_id=who.id,
        certificate=design,
        facts=facts(certificate=certificate, name=who.name, pilot=pilot, issued=at),
        completion_ids=[done.id],
        pilot=pilot,
        now=at,
    )
    assert made
    return made
