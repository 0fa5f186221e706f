"""The routes of bulletins and of the register of clauses."""

from collections.abc import Set as AbstractSet

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY
from tests.flows.bulletins import TEXTS
from tests.web.matrix.rows import May, Row, at_home, get, self_, signed_in, who_is
from tests.web.matrix.stage import Ask, Stage
from tests.web.matrix.text_pages import AUTHORS, DECIDERS, READERS, SECOND, made, row, second
from tests.web.matrix.viewers import Viewer
from training.content.models import Clause
from training.content.queries import in_force
from training.flows.decide_bulletin import decide_bulletin
from training.flows.propose_bulletin import propose_bulletin
from training.people.queries import Person, person_by_login

SEERS = ("liaison", "supervisor", *READERS, "hr", "auditor")
KEEPERS = (*SEERS, "deputy")
LIST = "/content/bulletins"
FIELDS: dict[str, object] = {"module": "basics"} | {
    f"{part}_{each}": getattr(words, part)
    for each, words in TEXTS.items()
    for part in ("title", "was", "now")
}


def asked(db: Session, _who: Person | None) -> int:
    """A bulletin that the second administrator wants to be shown."""
    return propose_bulletin(db, "basics", TEXTS, by=second(db), now=NOW).id


def shown(db: Session, _who: Person | None) -> int:
    """A bulletin that is shown."""
    author = person_by_login(db, "zcitauthor", now=NOW, today=TODAY)
    assert author
    found = decide_bulletin(db, asked(db, None), second=author, agrees=True, now=NOW)
    assert found
    return found.id


def told(stage: Stage, viewer: Viewer, path: str, may: May = signed_in) -> str:
    """An address, with the number of a bulletin that is shown where somebody may look at it."""
    number = [1]
    if may(viewer, ""):

        def change(db: Session) -> None:
            number[0] = shown(db, None)

        stage.change(change)
    return path.format(number[0])


def sees_it(viewer: Viewer, _target: str) -> bool:
    """Whoever looks after people or texts; what it says is no record, so nobody says why."""
    return viewer.role in KEEPERS


keeper_of_it = who_is(*KEEPERS)


def counts(_stage: Stage, viewer: Viewer, _target: str) -> AbstractSet[str]:
    """Who wrote it, who agreed, and the departments in numbers that they may look at."""
    reads = viewer.role in READERS
    places = ("own", "div", "oth", "non", "cit") if reads else viewer.looks_into
    return {f"z{each}place" for each in places} | {"zcitauthor", SECOND}


def rested_on(stage: Stage, viewer: Viewer, target: str) -> Ask:
    """A clause that the module in force rests on."""

    def change(db: Session) -> None:
        found = in_force(db, "module", "basics")
        assert found
        key = {"revision_id": found.id, "part": "section:before", "clause": "R-18-7 §2"}
        if db.scalar(select(Clause.id).filter_by(**key)) is None:
            db.add(Clause(**key))

    if reads_texts(viewer, target):
        stage.change(change)
    return Ask("/content/clauses/one", query={"clause": "R-18-7 §2"})


def reads_texts(viewer: Viewer, _target: str) -> bool:
    """Whoever writes, reviews or audits; how many people there are is no record of anybody."""
    return viewer.role in (*READERS, "auditor")


BULLETIN_PAGES = [
    Row(
        "GET text_clauses",
        (*READERS, "auditor"),
        get("/content/clauses"),
        reads_texts,
        shows=self_,
        says="Clauses",
    ),
    Row(
        "GET text_clause",
        (*READERS, "auditor"),
        rested_on,
        reads_texts,
        shows=self_,
        says="R-18-7 §2",
    ),
    Row(
        "GET text_clauses_csv",
        (*READERS, "auditor"),
        get("/content/clauses.csv"),
        reads_texts,
        says="People certified",
    ),
    Row(
        "GET bulletin",
        ("signed-in",),
        lambda stage, viewer, _target: Ask(told(stage, viewer, "/bulletin")),
        signed_in,
        shows=self_,
        says="I have read this",
    ),
    Row(
        "POST bulletin_read",
        ("signed-in",),
        lambda stage, viewer, _target: Ask(told(stage, viewer, "/bulletin/{}"), {}),
        signed_in,
        shows=self_,
        sees=at_home,
        says="My training",
    ),
    Row("GET text_bulletins", SEERS, get(LIST), sees_it, shows=self_, says="Bulletins"),
    Row("GET text_bulletins_new", AUTHORS, get(f"{LIST}/new"), who_is(*AUTHORS), shows=self_),
    row(
        "POST text_bulletins_send",
        AUTHORS,
        lambda _stage, _viewer, _target: Ask(f"{LIST}/new", FIELDS),
        "Asked.",
    ),
    row(
        "GET text_bulletin_asked",
        READERS,
        made(READERS, asked, f"{LIST}/asked/{{}}"),
        "A bulletin that waits",
    ),
    row(
        "POST text_bulletin_decide",
        READERS,
        made(DECIDERS, asked, f"{LIST}/asked/{{}}", {"answer": "agree"}),
        "It is shown from now on",
        may=DECIDERS,
    ),
    Row(
        "GET text_bulletin",
        SEERS,
        lambda stage, viewer, _target: Ask(told(stage, viewer, f"{LIST}/{{}}", keeper_of_it)),
        keeper_of_it,
        shows=self_,
        sees=counts,
        says="Ask before you open",
    ),
    Row(
        "GET text_bulletin_sheet",
        SEERS,
        made(KEEPERS, shown, f"{LIST}/{{}}/en.pdf"),
        sees_it,
        says="application/pdf",
    ),
    row(
        "POST text_bulletin_end",
        AUTHORS,
        made(AUTHORS, shown, f"{LIST}/{{}}/end", {}),
        "Nobody is shown it",
    ),
]
