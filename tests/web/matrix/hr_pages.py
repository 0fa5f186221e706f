"""The routes of Human Resources, and those of a person's own page."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY
from tests.flows.proposing import who
from tests.web.matrix.city import STAFFED
from tests.web.matrix.rows import May, Row, get, keeper, looker, of, post, self_, who_is
from tests.web.matrix.stage import Ask, Stage
from tests.web.matrix.viewers import Viewer
from training.assignments.excuses.service import set_excuses
from training.assignments.models import Assignment
from training.credentials.models import Credential
from training.flows.propose_evidence import propose_evidence
from training.flows.propose_revocation import propose_revocation
from training.learning.evidence.claims import CLASSROOM, Claim
from training.learning.evidence.service import keep_evidence_file
from training.people.models import Employee

HR = ("hr",)
RECORDS = ("hr", "administrator")
FILES = ("hr", "administrator", "auditor")
LOOKERS = ("liaison", "hr", "auditor")
EXTENDS = ("liaison", "hr")
UNTIL = "2026-12-31"
EXCUSE = {"certificate": "", "from_day": "2026-11-23", "to_day": UNTIL}
TRAINED = {
    "module": "basics",
    "day": "2026-11-23",
    "kind": "classroom",
    "language": "en",
    "what": "Sheet 7",
}
Make = Callable[[Session, Stage, str], object]
hr, records, files = who_is(*HR), who_is(*RECORDS), who_is(*FILES)


def extends(viewer: Viewer, target: str) -> bool:
    """Who may give somebody there another day."""
    return keeper(viewer, target) or viewer.role == "hr"


def there(_stage: Stage, _viewer: Viewer, target: str) -> AbstractSet[str]:
    """Where somebody works."""
    return {f"z{target}place", f"z{target}site"}


def made(
    may: May, make: Make, path: str, form: dict[str, object] | None = None
) -> Callable[..., Ask]:
    """What is sent about something that is made for whoever may; for all others nothing is."""

    def ask(stage: Stage, viewer: Viewer, target: str) -> Ask:
        found: list[object] = []
        if may(viewer, target):
            stage.change(lambda db: found.append(make(db, stage, target)))
        return Ask(path.format(*found or [1], word=f"z{target}learner".upper()), form)

    return ask


def excused(db: Session, stage: Stage, target: str) -> int:
    """An excuse of somebody who works there."""
    learner = stage.city.people[f"z{target}learner"].id
    by = stage.city.people["zcithr"].id
    (made,) = set_excuses(
        db,
        [learner],
        certificate=None,
        from_day=TODAY,
        to_day=TODAY,
        by=by,
        now=NOW,
        today=TODAY,
    )
    return made.id


def recorded(db: Session, stage: Stage, target: str) -> int:
    """Training elsewhere of somebody there who has had none here, as another administrator asks."""
    return _asked(db, stage, target)[0]


def sheet(db: Session, stage: Stage, target: str) -> str:
    """The file that shows it."""
    return _asked(db, stage, target)[1]


def revoking(db: Session, stage: Stage, target: str) -> int:
    """A certificate of somebody who works there, that is to be revoked."""
    second = db.get_one(Employee, stage.city.people["zcitsecond"].id)
    done = stage.city.people[f"z{target}done"].id
    (serial,) = db.scalars(select(Credential.serial).where(Credential.employee_id == done))
    return propose_revocation(db, serial, "By mistake.", by=who(db, second), now=NOW).id


def _asked(db: Session, stage: Stage, target: str) -> tuple[int, str]:
    file = keep_evidence_file(db, b"\x89PNG\r\n\x1a\n" + f"Z{target}paper signed.".encode())
    second = db.get_one(Employee, stage.city.people["zcitsecond"].id)
    act = propose_evidence(
        db,
        Claim("basics", TODAY, CLASSROOM, "Sheet 7", "en", file),
        [stage.city.people[f"z{target}paper"].id],
        by=who(db, second),
        now=NOW,
        today=TODAY,
        config=stage.config,
    )
    return act.id, file


def trained(_stage: Stage, _viewer: Viewer, target: str) -> Ask:
    """What is recorded of somebody who has had no training here."""
    return Ask("/hr/evidence/new", {"numbers": f"z{target}paper".upper(), **TRAINED})


def assigned(db: Session, stage: Stage, target: str) -> int:
    """What is asked of somebody there."""
    learner = stage.city.people[f"z{target}learner"].id
    found = select(Assignment.id).where(Assignment.employee_id == learner).limit(1)
    return db.scalars(found).one()


PERSON = "/people/{number}"
DAY = "/people/{word}/assignments/{}"
NEEDS = "/hr/people/{number}/needs"

HR_PAGES = [
    Row("GET hr", HR, get("/hr", q="{number}"), hr, STAFFED, of("learner"), of("place")),
    Row(
        "GET hr_excuses_new",
        HR,
        get("/hr/excuses/new", numbers="{number}"),
        hr,
        STAFFED,
        of("learner"),
    ),
    Row(
        "POST hr_excuses_save",
        HR,
        post("/hr/excuses/new", numbers="{number}", **EXCUSE),
        hr,
        STAFFED,
        of("learner"),
        says="Excused until",
    ),
    Row(
        "POST hr_excuses_end",
        HR,
        made(hr, excused, "/hr/excuses/{}/end", {}),
        hr,
        STAFFED,
        of("learner"),
        says="not excused by this any more",
    ),
    Row("GET hr_needs", HR, get(NEEDS), hr, STAFFED, of("learner")),
    Row(
        "POST hr_needs_save",
        HR,
        post(NEEDS, quiz_time="150"),
        hr,
        STAFFED,
        of("learner"),
        there,
        "150 %",
    ),
    Row("GET hr_notice", HR, get("/hr/notice"), hr, shows=self_, says="work time"),
    Row(
        "POST hr_notice_save",
        HR,
        post("/hr/notice", en="At work.", es="En el trabajo."),
        hr,
        shows=self_,
        says="En el trabajo.",
    ),
    Row("GET hr_evidence", RECORDS, get("/hr/evidence"), records, says="Training elsewhere"),
    Row(
        "GET hr_evidence_new",
        RECORDS,
        get("/hr/evidence/new", numbers="{number}"),
        records,
        STAFFED,
        of("learner"),
    ),
    Row("POST hr_evidence_send", RECORDS, trained, records, STAFFED, of("paper"), says="Asked."),
    Row(
        "POST hr_evidence_decide",
        RECORDS,
        made(records, recorded, "/hr/evidence/{}", {"answer": "agree"}),
        records,
        STAFFED,
        of("paper"),
        says="Recorded for 1 person.",
    ),
    Row(
        "GET hr_evidence_file",
        FILES,
        made(files, sheet, "/hr/evidence/files/{}"),
        files,
        STAFFED,
        of("paper"),
        says="signed.",
    ),
    Row("GET revocations", RECORDS, get("/revocations"), records, says="Revoke a certificate"),
    Row(
        "POST revocations_send",
        RECORDS,
        post("/revocations", serial="{serial}", reason="Issued by mistake."),
        records,
        STAFFED,
        of("done"),
        says="Asked.",
    ),
    Row(
        "POST revocation_decide",
        RECORDS,
        made(records, revoking, "/revocations/{}", {"answer": "agree"}),
        records,
        STAFFED,
        of("done"),
        says="It is revoked.",
    ),
    Row("GET person_page", LOOKERS, get(PERSON), looker, STAFFED, of("learner"), there),
    Row(
        "GET person_extend",
        EXTENDS,
        made(extends, assigned, DAY),
        extends,
        STAFFED,
        of("learner"),
        there,
    ),
    Row(
        "POST person_extend_save",
        EXTENDS,
        made(extends, assigned, DAY, {"due": UNTIL, "reason": "Night shifts"}),
        extends,
        STAFFED,
        of("learner"),
        there,
        "Night shifts",
    ),
]
