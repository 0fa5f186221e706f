"""The routes on which a question is marked again whose key was wrong."""

from sqlalchemy.orm import Session

from tests.cast import NOW
from tests.retraining import label
from tests.small_content import QUIZ
from tests.web.matrix.rows import Row, get
from tests.web.matrix.text_pages import AUTHORS, made, row, second
from training.content.drafts.queries import root_in_force
from training.content.tree import tree_of
from training.flows.propose_regrade import propose_regrade
from training.flows.publish import publish_tree
from training.learning.regrading.recorded.queries import regrades_waiting
from training.people.queries import Person

FILE = "quizzes/basics.md"
CORRECTED = QUIZ.replace("- [x] Listening", "- [ ] Listening")
ONE, NEW = "/content/regrades/{}", "/content/regrades/new"


def corrected(db: Session, _who: Person) -> str:
    """The question whose key was corrected."""
    files = {**root_in_force(db), FILE: CORRECTED.encode()}
    rows = label("retest", "item:kind", wrong_key=True)
    publish_tree(db, tree_of(files), by=None, now=NOW, labels={("module", "basics"): rows})
    return "kind"


def asked(db: Session, who: Person) -> int:
    """What the second administrator wants marked again: what waits already, or a new one."""
    waits = regrades_waiting(db)
    if waits:
        return waits[0].id
    item = corrected(db, who)
    by = second(db)
    act = propose_regrade(
        db, "basics", item, takes_passes=False, why="It was wrong.", by=by, now=NOW
    )
    return act.id


REGRADE_PAGES: list[Row] = [
    row("GET text_regrades", AUTHORS, get("/content/regrades"), "Corrected keys"),
    row(
        "GET text_regrade_new",
        AUTHORS,
        made(AUTHORS, corrected, f"{NEW}?module=basics&item={{}}"),
        "What it would change",
    ),
    row(
        "POST text_regrade_send",
        AUTHORS,
        made(
            AUTHORS,
            corrected,
            NEW,
            {"module": "basics", "item": "{}", "reason": "It was wrong."},
        ),
        "Asked.",
    ),
    row("GET text_regrade", AUTHORS, made(AUTHORS, asked, ONE), "Mark them again"),
    row(
        "POST text_regrade_decide",
        AUTHORS,
        made(AUTHORS, asked, ONE, {"answer": "agree"}),
        "Agreed.",
    ),
]
