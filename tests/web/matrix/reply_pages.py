"""The routes of disputes, of help, and of what people say about pages."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import LONG_AGO, NOW
from tests.web.matrix.city_pages import all_places
from tests.web.matrix.rows import (
    WHOSE,
    Asks,
    Row,
    at_home,
    everything,
    get,
    keeper,
    mine,
    of,
    post,
    self_,
    signed_in,
    who_is,
)
from tests.web.matrix.staff_pages import around
from tests.web.matrix.stage import Ask, Stage
from tests.web.matrix.viewers import Viewer
from training.content.feedback.models import Feedback
from training.learning.disputes.models import STANDS, Dispute
from training.learning.models import Attempt, Score

SIGNED_IN = ("signed-in",)
DESK = ("author", "administrator")
FEEDBACK_DESK = ("administrator", "author")
HELPERS = ("liaison", "supervisor")
PLACES = ("own", "div", "oth")
ANSWERERS = {"zcitauthor", "zcitadmin", "zcitsecond"}
HELPERS_THERE = {f"z{each}helper" for each in ("own", "div", "oth", "non")}
"""They are authors too."""
Make = Callable[[Session, Stage, str, int], int]


def answerers(stage: Stage, viewer: Viewer, target: str) -> set[str]:
    """Those who may answer, and on My training what stands there."""
    return ANSWERERS | at_home(stage, viewer, target)


def at_the_desk(stage: Stage, viewer: Viewer, target: str) -> set[str]:
    """Whose it is, and who may answer."""
    return ANSWERERS | HELPERS_THERE | {"zowndone"} | all_places(stage, viewer, target)


def disputed(db: Session, stage: Stage, word: str, owner: int, *, answered: bool = False) -> int:
    """A dispute of somebody's result: the one that waits, or a new one."""
    attempt = stage.city.people[word].sent
    waits = select(Dispute.id).where(Dispute.attempt_id == attempt, Dispute.closed.is_(None))
    if not answered and (there := db.scalar(waits)):
        return there
    made = Dispute(attempt_id=attempt, text="No.", opened=NOW, owner_id=owner)
    if answered:
        made.closed, made.closed_by, made.outcome, made.answer = NOW, owner, STANDS, "It is."
    db.add(made)
    db.flush()
    return made.id


def answered(db: Session, stage: Stage, word: str, owner: int) -> int:
    """The same with its answer."""
    return disputed(db, stage, word, owner, answered=True)


def said(db: Session, stage: Stage, word: str, by: int, *, replied: bool = False) -> int:
    """What somebody said about a page."""
    made = Feedback(
        employee_id=stage.city.people[word].id, page="/modules/basics", text="Not here.", at=NOW
    )
    if replied:
        made.reply, made.replied, made.replied_by = "Thank you.", NOW, by
    db.add(made)
    db.flush()
    return made.id


def replied(db: Session, stage: Stage, word: str, by: int) -> int:
    """The same with its reply."""
    return said(db, stage, word, by, replied=True)


def own(make: Make, path: str, form: dict[str, object] | None = None) -> Asks:
    """Something of the viewer's; of anybody else there is the one before it."""

    def ask(stage: Stage, viewer: Viewer, target: str) -> Ask | None:
        if target == "mine" and not viewer.word:
            return None
        number = [1]
        if target == "mine" and viewer.may_enter:

            def change(db: Session) -> None:
                owner = stage.city.people["zcitsecond"].id
                make(db, stage, "zothdone", owner)
                number[0] = make(db, stage, viewer.word, owner)

            stage.change(change)
        return Ask(path.format(number[0]), form)

    return ask


def at_desk(make: Make, path: str, form: dict[str, object] | None = None) -> Asks:
    """Something that the viewer is to answer, where they may."""

    def ask(stage: Stage, viewer: Viewer, _target: str) -> Ask:
        number = [1]
        if viewer.role in DESK:

            def change(db: Session) -> None:
                number[0] = make(db, stage, "zowndone", stage.city.people[viewer.word].id)

            stage.change(change)
        filled = dict(form) if form is not None else None
        if filled and filled.get("to"):
            filled["to"] = str(stage.city.people["zcitsecond"].id)
        return Ask(path.format(number[0]), filled)

    return ask


def helping(path: str, form: dict[str, object] | None = None) -> Asks:
    """Somebody who has not passed three times, where the viewer looks after them."""

    def ask(stage: Stage, viewer: Viewer, target: str) -> Ask:
        number = [1]

        def change(db: Session) -> None:
            open_one = db.get_one(Attempt, stage.city.people[f"z{target}done"].attempt)
            number[0] = open_one.enrolment_id
            for n in range(11, 14):
                not_passed(db, open_one, n)

        if target in viewer.keeps:
            stage.change(change)
        return Ask(path.format(number[0]), form)

    return ask


def not_passed(db: Session, like: Attempt, number: int) -> None:
    """An attempt of that number that was not passed."""
    same = (Attempt.enrolment_id == like.enrolment_id, Attempt.number == number)
    if db.scalar(select(Attempt.id).where(*same)):
        return
    made = Attempt(
        enrolment_id=like.enrolment_id,
        number=number,
        revision_id=like.revision_id,
        language="en",
        seed=1,
        begun=LONG_AGO,
        submitted=LONG_AGO,
    )
    db.add(made)
    db.flush()
    db.add(Score(attempt_id=made.id, version=1, points=0, of=1, passed=False, at=LONG_AGO))


def desk(route: str, roles: tuple[str, ...], ask: Asks, says: str) -> Row:
    """A row of those who answer: told by what it says."""
    return Row(route, roles, ask, who_is(*DESK), sees=at_the_desk, says=says)


MINE, THEIRS = "/my-disputes/{}", "/disputes/{}"
SAID: dict[str, object] = {"text": "We have no counter."}
HELPED: dict[str, object] = {"how": "aloud"}
ANSWER: dict[str, object] = {"outcome": "stands", "text": "It is as it says."}

REPLY_PAGES = [
    Row("GET dispute_new", SIGNED_IN, get("/attempts/{sent}/dispute"), mine, WHOSE, self_),
    Row(
        "POST dispute_send",
        SIGNED_IN,
        post("/attempts/{sent}/dispute", item="", text="No."),
        mine,
        WHOSE,
        self_,
        answerers,
    ),
    Row("GET dispute_receipt", SIGNED_IN, own(disputed, MINE), mine, WHOSE, self_, answerers),
    Row(
        "POST dispute_read",
        SIGNED_IN,
        own(answered, f"{MINE}/read", {}),
        mine,
        WHOSE,
        self_,
        answerers,
    ),
    desk("GET disputes_page", DESK, get("/disputes"), "Results that people dispute"),
    desk("GET dispute_page", DESK, at_desk(disputed, THEIRS), "In their words"),
    desk(
        "POST dispute_answer_send", DESK, at_desk(disputed, f"{THEIRS}/answer", ANSWER), "Answered."
    ),
    desk(
        "POST dispute_pass_on",
        DESK,
        at_desk(disputed, f"{THEIRS}/pass-on", {"to": "{}"}),
        "Passed on.",
    ),
    Row("GET help_new", HELPERS, helping("/help/{}"), keeper, PLACES, of("done"), around),
    Row("POST help_send", HELPERS, helping("/help/{}", HELPED), keeper, PLACES, of("done"), around),
    Row("GET feedback_new", SIGNED_IN, get("/feedback/new"), signed_in, shows=self_),
    Row("POST feedback_send", SIGNED_IN, post("/feedback/new", **SAID), signed_in, shows=self_),
    Row("GET feedback_kept", SIGNED_IN, own(said, "/my-feedback/{}"), mine, WHOSE, self_),
    Row(
        "POST feedback_read",
        SIGNED_IN,
        own(replied, "/my-feedback/{}/read", {}),
        mine,
        WHOSE,
        self_,
        answerers,
    ),
    Row(
        "GET feedback_page",
        FEEDBACK_DESK,
        get("/feedback"),
        who_is(*DESK),
        # Whatever anybody has said of any page.
        sees=everything,
        says="Each gets a reply.",
    ),
    desk("GET feedback_one", FEEDBACK_DESK, at_desk(said, "/feedback/{}"), "What they wrote"),
    desk("POST feedback_reply", FEEDBACK_DESK, at_desk(said, "/feedback/{}", SAID), "Replied."),
]
