"""Whatever is sent to a quiz by whomever, out of turn or made up, is refused without harm."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.web.classroom import RIGHT, answer_all, begin, hidden, send, teach
from tests.web.conftest import SignIn, token_on
from training.db import Base, Database

JSON = {"Accept": "application/json"}
TRIED = {"training_audit_event", "training_throttle"}
"""What may say that somebody tried."""
LEE, MAX, NOBODY = "1002", "1004", ""


@dataclass
class Room:
    """Lee and Max in the middle of their quizzes, and a browser that nobody signed in on."""

    database: Database
    browsers: dict[str, FlaskClient]
    attempts: dict[str, str]
    fields: dict[str, dict[str, str]] = field(default_factory=dict)
    """The hidden fields of each one's first question."""

    @classmethod
    def open(cls, app: Flask, sign_in: SignIn, database: Database) -> "Room":
        """Both have begun and answered everything rightly."""
        browsers = {LEE: sign_in(LEE), MAX: sign_in(MAX), NOBODY: app.test_client()}
        room = cls(database, browsers, {who: begin(browsers[who]) for who in (LEE, MAX)})
        for who, attempt in room.attempts.items():
            answer_all(browsers[who], attempt, RIGHT)
            room.fields[who] = hidden(browsers[who].get(f"{attempt}/1").text)
        return room

    def state(self) -> dict[str, list[object]]:
        """Every row there is, but for what says that somebody tried."""
        with self.database.reading() as db:
            return {
                name: sorted(map(repr, db.execute(select(table))))
                for name, table in Base.metadata.tables.items()
                if name not in TRIED
            }

    def post(
        self,
        who: str,
        whose: str,
        sent: Mapping[str, object],
        *,
        to: str = "1",
        script: bool = True,
    ) -> int:
        """The status of what comes back for a form that somebody sends to an attempt."""
        headers = JSON if script else {}
        address = f"{self.attempts[whose]}/{to}"
        return self.browsers[who].post(address, data=sent, headers=headers).status_code

    def own(self, **changed: object) -> dict[str, object]:
        """What Lee's page would send, changed."""
        return {**self.fields[LEE], "n": "9", "answer": ["0"], **changed}


@pytest.fixture
def room(app: Flask, sign_in: SignIn, database: Database, tmp_path: Path) -> Room:
    teach(database, tmp_path)
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    return Room.open(app, sign_in, database)


def test_another_s_attempt_is_neither_seen_nor_touched(room: Room) -> None:
    before = room.state()
    mine, his = room.fields[LEE], room.fields[MAX]
    foreign = [
        {**his, "n": "9", "answer": ["1"]},
        {**his, "n": "9", "answer": ["1"], "token": mine["token"]},
        {**mine, "n": "9", "answer": ["1"]},
        {**mine, "n": "9", "answer": ["1"], "token": ""},
        {**mine, "n": "9", "answer": ["1"], "token": mine["token"][:-2] + "xx"},
        {**mine, "n": "9", "answer": ["1"], "token": f"WzEsMl0.{mine['token'].split('.', 1)[1]}"},
    ]
    # His own fields and token are what his page would send: from Lee's browser not even those.
    told = [
        room.post(LEE, MAX, each, script=script) for each in foreign for script in (True, False)
    ]
    told += [room.post(NOBODY, MAX, each) for each in foreign[1:]]
    assert set(told) == {403}
    max_ = room.attempts[MAX]
    for page in ("1", "2", "99", "review", "result"):
        assert room.browsers[LEE].get(f"{max_}/{page}").status_code == 404
        assert room.browsers[NOBODY].get(f"{max_}/{page}").status_code == 303
    token = token_on(room.browsers[LEE], "/contacts")
    assert room.post(LEE, MAX, token, to="submit") == 404
    assert room.post(LEE, MAX, {}, to="submit") == 400
    assert room.post(NOBODY, MAX, token, to="submit") in (400, 401)
    assert room.state() == before


ODD: list[dict[str, object]] = [
    {"item": "secret"},
    {"item": ""},
    {"item": "first\0"},
    {"item": "note" * 500},
    {"item": "section:before"},
    {"n": ""},
    {"n": "-1"},
    {"n": "1.5"},
    {"n": "9" * 4000},
    {"n": str(2**63)},
    {"answer": ["4"]},
    {"answer": ["-1"]},
    {"answer": ["0", "99"]},
    {"answer": ["9" * 5000]},
    {"answer": ["0x0"]},
    {"answer": ["true"]},
    {"answer": ["a3"]},
    {"answer": ["a"]},
    {"answer": ["a-1"]},
    {"answer": ["a" + "9" * 12]},
    {"answer": ["[0]"]},
    {"answer": ["²"]},
    {"answer": ["0"] * 2000 + ["7"]},
]


def test_what_no_page_sends_is_refused_and_changes_nothing(room: Room) -> None:
    before = room.state()
    told = {
        (script, str(odd)[:40]): room.post(LEE, LEE, room.own(**odd), script=script)
        for odd in ODD
        for script in (True, False)
    }
    assert {each: status for each, status in told.items() if not 400 <= status < 500} == {}
    assert room.state() == before


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    changed=st.dictionaries(
        st.sampled_from(["item", "n", "answer", "token", "step", "place-0"]),
        st.one_of(
            st.text(max_size=30),
            st.integers().map(str),
            st.sampled_from(["first", "last", "kind", "note"]),
            st.lists(st.integers(-3, 12).map(str), max_size=4),
        ),
        min_size=1,
        max_size=3,
    ),
    script=st.booleans(),
)
def test_nothing_made_up_is_a_fault_of_ours_or_touches_another(
    room: Room, changed: dict[str, object], script: bool
) -> None:
    before = room.state()
    status = room.post(LEE, LEE, room.own(**changed), script=script)
    after = room.state()
    assert status < 500
    kept = {name for name in before if before[name] != after[name]}
    assert kept <= ({"training_answer"} if status in (200, 303) else set())
    assert len(after["training_answer"]) == len(before["training_answer"])


def test_replayed_and_reordered_saves_change_nothing(room: Room) -> None:
    assert room.post(LEE, LEE, room.own(n="9", answer=["1"])) == 200
    before = room.state()
    for n, value in (("8", "0"), ("1", "0"), ("0", "0"), ("3", "1")):
        assert room.post(LEE, LEE, room.own(n=n, answer=[value])) == 200
    assert room.state() == before


def test_what_comes_after_sending_is_refused_and_the_score_stays(room: Room) -> None:
    lee, attempt = room.browsers[LEE], room.attempts[LEE]
    assert "You passed" in send(lee, attempt).text
    before = room.state()
    for n in ("0", "9", "99"):
        assert room.post(LEE, LEE, room.own(n=n, answer=["1"])) == 409
        assert room.post(LEE, LEE, room.own(n=n, answer=["1"]), script=False) == 303
        assert room.post(NOBODY, LEE, room.own(n=n, answer=["1"])) == 409
    token = token_on(lee, "/contacts")
    for _ in range(3):
        assert room.post(LEE, LEE, token, to="submit") == 303
    assert room.state() == before
    assert "You passed" in lee.get(f"{attempt}/result").text
