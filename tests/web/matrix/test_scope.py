"""What does not fit into a cell: searches, figures, mails, other people's ids in one's own
addresses, errors for scripts, and the first request after somebody's task is over."""

import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, move
from tests.staff import YESTERDAY, ask, hire
from tests.standards.oidc.provider import IdentityProvider
from tests.web.matrix.city import TOKENS, Somebody
from tests.web.matrix.doors import DOORS
from tests.web.matrix.stage import Ask, Stage
from tests.web.matrix.table import TABLE
from tests.web.matrix.viewers import SCOPED, VIEWERS, Viewer
from tests.web.matrix.walking import Cell, cells, is_refusal, misdirected, strangers, walk
from training.db import Database
from training.people.models import Department, Employee, Employment, RoleGrant

BY_NAME = {each.name: each for each in VIEWERS}
WITHIN = [each for each in SCOPED if each.home in ("own", "div")]
"""Those for whom `oth` and `non` are elsewhere, and who may come in or not."""
SEARCHERS = [BY_NAME["learner"], *(each for each in WITHIN if each.role)]
SEARCHES = (
    {"name": "zothl"},
    {"name": "ZOTHLEARNER", "q": "ZOTHLEARNER", "person": "ZOTHLEARNER", "who": "ZOTHLEARNER"},
    {"site": "Zothsite", "q": "pat", "person": "pat", "show": "all"},
    {"division": "zothplace", "department": "zothplace", "slug": "zothplace", "place": "zothplace"},
    {"status": "overdue", "sort": "department", "page": "1", "next": "/departments/zothplace"},
    {"page": "99", "state": "ended"},
)
ANOTHER_EACH_TIME = {"training.account_factors", "training.roster_check"}
OF_PEOPLE = ("supervisor", "liaison", "deputy")
TASKS = (*OF_PEOPLE, "administrator", "hr", "auditor with a reason", "operator")


@pytest.fixture(autouse=True)
def as_planted(stage: Stage) -> Iterator[None]:
    """Nothing that a test does, or leaves undone by failing, is met by the next."""
    yield
    stage.restore()


def pages(*viewers: Viewer) -> Iterator[Cell]:
    """The cells of these viewers that only look, but for what signs somebody in."""
    for row in TABLE.values():
        if row.method == "GET" and row.endpoint != "training.sign_in_back":
            yield from (each for each in cells(row) if each.viewer in viewers)


def asked(stage: Stage, cell: Cell) -> Ask | None:
    """What is sent for a cell."""
    return cell.row.ask(stage, cell.viewer, cell.target)


@pytest.mark.parametrize("search", SEARCHES, ids=" ".join)
def test_no_search_and_no_filter_brings_anybody_from_elsewhere(
    stage: Stage, search: dict[str, str]
) -> None:
    faults, tried = [], 0
    for cell in pages(*SEARCHERS):
        if cell.permitted and cell.row not in DOORS and (sent := asked(stage, cell)) is not None:
            sent.query |= search
            faults += strangers(stage, cell, sent, stage.send(cell.viewer, sent))
            tried += 1
    assert not faults, "\n".join(faults)
    assert tried > 90


def test_an_error_for_a_script_names_nobody(stage: Stage) -> None:
    faults, tried = [], 0
    for cell in pages(*VIEWERS):
        if not cell.permitted and (sent := asked(stage, cell)) is not None:
            answers = stage.send(cell.viewer, sent, script=True)
            assert answers[0].status in (401, 403, 404), f"{cell}: {answers[0].status}"
            assert "application/problem+json" in answers[0].text
            faults += strangers(stage, cell, sent, answers)
            tried += 1
    assert not faults, "\n".join(faults)
    assert tried > 500


def test_no_figure_moves_when_another_department_grows(stage: Stage) -> None:
    before = figures(stage)
    stage.restore()

    def grow(db: Session) -> None:
        for place in ("oth", "non"):
            where = db.get_one(Department, stage.city.departments[place].id)
            hire(db, where, 7)
        ask(db, "zothplace", "znonplace", due=YESTERDAY, name="core-9")

    stage.change(grow)
    after = figures(stage)
    moved = {key for key in before if before[key] != after[key]}
    assert {who for who, _ in moved} == {"administrator"}, sorted(moved)
    assert ("administrator", "GET departments") in moved


def figures(stage: Stage) -> dict[tuple[str, str], str]:
    """All that they see on their pages, but for what is another each time."""
    found = {}
    for cell in pages(*SEARCHERS, BY_NAME["administrator"]):
        if not cell.permitted or cell.row in DOORS or cell.row.endpoint in ANOTHER_EACH_TIME:
            continue
        if (sent := asked(stage, cell)) is not None:
            answers = stage.send(cell.viewer, sent)
            text = "\n".join(f"{each.status} {each.text}" for each in answers)
            found[cell.viewer.name, cell.row.route] = TOKENS.sub("", text)
    return found


def test_the_mails_of_everybody_s_training_reach_only_whom_they_concern(stage: Stage) -> None:
    assert misdirected(stage, stage.first_mails) == []
    written = " ".join(text for _, text in stage.first_mails)
    told = {word for word in stage.city.words_in(written) if word.endswith("done")}
    assert told == {"zowndone", "zdivdone", "zothdone", "znondone"}


CROSSED = {
    "sign_ins": ("/departments/zownplace/sign-ins", "who", "Tick whom you want to let in"),
    "contacts": ("/contacts/zownplace/confirm", "contact", "0 numbers are confirmed."),
}


@pytest.mark.parametrize("name", CROSSED)
def test_the_id_of_somebody_elsewhere_in_one_s_own_form_does_nothing(
    stage: Stage, name: str
) -> None:
    path, field, says = CROSSED[name]
    ids = {"who": stage.city.people["zothnew"].id, "contact": stage.city.contacts["oth"]}
    for viewer in WITHIN:
        if "own" in viewer.keeps:
            answers = stage.send(viewer, Ask(path, {field: str(ids[field])}))
            assert says in answers[-1].text
            assert not [each for each in stage.city.words_in(answers[-1].text) if "oth" in each]
            assert stage.is_as_planted()


@pytest.mark.parametrize(
    "address",
    [
        "/contacts/zownplace/{contact}",
        "/contacts/zownplace/{contact}/end",
        "/departments/zownplace/tablets/{tablet}/end",
        "/contacts/zdivplace/{above}",
    ],
)
def test_the_id_of_something_elsewhere_in_one_s_own_address_is_not_found(
    stage: Stage, address: str
) -> None:
    contacts, tablet = stage.city.contacts, stage.city.tablets["oth"]
    path = address.format(contact=contacts["oth"], tablet=tablet, above=contacts["own"])
    fields = {"kind": "legal", "name": "Somebody", "number": "505-555-0100"}
    for viewer in WITHIN:
        if "own" in viewer.keeps:
            (answer,) = stage.send(viewer, Ask(path, dict(fields)))
            assert answer.status in (404, 409), path
            assert stage.city.words_in(answer.text) <= viewer.header | stage.city.words_in(path)
            assert stage.is_as_planted()


def leaves(stage: Stage, who: Somebody) -> Callable[[Session], object]:
    """They do not work here any more."""
    here = stage.city.departments[who.place]
    return lambda db: move(db, db.get_one(Employee, who.id), here, since=TODAY, active=False)


def moves(stage: Stage, who: Somebody) -> Callable[[Session], object]:
    """They work in another department from today on, and nobody there reports to them."""
    there = stage.city.departments["non"]
    nobody = update(Employment).where(Employment.supervisor_id == who.id).values(supervisor_id=None)

    def change(db: Session) -> None:
        move(db, db.get_one(Employee, who.id), there, since=TODAY)
        db.execute(nobody)

    return change


def ends(_stage: Stage, who: Somebody) -> Callable[[Session], object]:
    """Their role ends now."""
    theirs = update(RoleGrant).where(RoleGrant.employee_id == who.id)
    return lambda db: db.execute(theirs.values(to_at=NOW))


Way = Callable[[Stage, Somebody], Callable[[Session], object]]
WAYS: list[tuple[str, Way, str]]
WAYS = [("leaves", leaves, each) for each in TASKS]
WAYS += [("moves", moves, each) for each in OF_PEOPLE]
WAYS += [("role ends", ends, each) for each in TASKS if each != "supervisor"]


@pytest.mark.parametrize(("_how", "way", "name"), WAYS, ids=[f"{w[0]}: {w[2]}" for w in WAYS])
def test_the_next_request_after_somebody_s_task_is_over_is_refused(
    stage: Stage, _how: str, way: Way, name: str
) -> None:
    viewer = BY_NAME[name]
    gone = replace(viewer, role="", keeps=frozenset(), may_enter=way is not leaves)
    lost = [
        each
        for row in TABLE.values()
        for each in cells(row)
        if each.viewer is viewer
        and each.permitted
        and not row.may(gone, each.target)
        and "second_factor" not in row.endpoint
        and "account_" not in row.endpoint
    ]
    client = stage.client(viewer)
    assert client.get("/").status_code == 200
    sent = [(each, ask) for each in lost if (ask := asked(stage, each)) is not None]
    stage.change(way(stage, stage.city.people[viewer.word]))
    kept = stage.fingerprint()
    for cell, ask in sent:
        ask.client = client
        answers = stage.send(viewer, ask)
        assert is_refusal(answers[0]), f"{cell}: {answers[0].status} {answers[0].location}"
        now = Cell(cell.row, gone, cell.target)
        assert strangers(stage, now, ask, answers) == []
    assert stage.fingerprint() == kept
    assert sent


def test_the_pages_of_the_matrix_on_postgresql(
    postgres_database: Database, tmp_path: Path, provider: IdentityProvider
) -> None:
    """Each page for one who may see it, and a quarter of the others; with `EVERY_DATABASE` all."""
    stage = Stage(postgres_database, tmp_path, provider)
    thin = [each for each in pages(*VIEWERS) if each.permitted or each.target in ("", "oth")]
    if not os.environ.get("EVERY_DATABASE"):
        one = {each.row.endpoint: each for each in thin if each.permitted}
        thin = [*one.values(), *(each for each in thin if zlib.crc32(str(each).encode()) % 4 == 0)]
    faults = [fault for cell in thin for fault in walk(stage, cell) or []]
    assert not faults, "\n".join(faults)
    assert len(thin) > len({each.row.endpoint for each in pages(*VIEWERS)})
