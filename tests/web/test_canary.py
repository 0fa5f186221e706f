"""The word of somebody's immigration status, typed into every field there is, is in no log and in
no row of the audit."""

import json
import logging
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import NOW, Cast, employee, grant
from tests.web.classroom import begin, teach
from tests.web.forms import FoundForm, forms_and_links
from training.audit import AuditEvent
from training.db import Database
from training.people.contacts.service import Entry as ContactEntry
from training.people.contacts.service import add
from training.people.models import Employee
from training.people.sign_in.service import Entry, begin_session
from training.web.access import REASON

WORD = "undocumented-canary-7319"
TOKEN = re.compile(r'name="training_csrf" value="([^"]+)"')
MOST_PAGES = 150
LEADS_AWAY = ("/sign-out", "/language")
ABOUT_NOBODY = {"people:roster:imported"}
"""It keeps the name that HR gave its list; nothing else that anybody typed is in any row."""
LATER = NOW.replace(year=2030)


class Typist:
    """Somebody who types the word into everything they are shown."""

    def __init__(self, app: Flask, database: Database, who: Employee | None) -> None:
        self.app, self.database, self.who = app, database, who
        self.client = self.enter()
        self.sent: set[tuple[str, str, frozenset[str]]] = set()
        self.opened: set[str] = set()

    def enter(self) -> FlaskClient:
        """A browser in which they are signed in, whatever has become of their password."""
        client = self.app.test_client()
        if self.who is not None:
            with self.database.writing() as db:
                entry = Entry("local", second_factor=True)
                token = begin_session(db, self.who.id, entry, expires=LATER, now=NOW)
                db.commit()
            with client.session_transaction() as kept:
                kept["_user_id"], kept["_fresh"] = token, True
                kept[REASON] = "a look after a complaint"
        return client

    def go_through(self, *starts: str) -> None:
        """Open every page that links lead to, and send every form on the way."""
        waiting = list(starts)
        while waiting and len(self.opened) < MOST_PAGES:
            address = waiting.pop(0)
            if address in self.opened:
                continue
            self.opened.add(address)
            waiting += self.read(self.client.get(address), address)

    def read(self, answer: TestResponse, address: str) -> list[str]:
        """Send the forms of an answer; where it leads."""
        with answer:
            page = answer.text if answer.mimetype == "text/html" else ""
            onward = [str(answer.location)] if answer.location else []
        forms, links = forms_and_links(page, address)
        for form in forms:
            if form.key not in self.sent and not form.action.startswith(LEADS_AWAY):
                self.sent.add(form.key)
                onward += self.fill(form, address)
        return [each for each in (*onward, *links) if each.startswith("/")]

    def fill(self, form: FoundForm, address: str) -> list[str]:
        """Send a form once for each of its fields; where the answers lead."""
        onward: list[str] = []
        for values in list(form.fillings(WORD)) or [{}]:
            fresh = self._with_today_s_token(form, address, values)
            answer = self.send(form, fresh)
            onward += self.read(answer, form.action)
        return onward

    def send(self, form: FoundForm, values: dict[str, object]) -> TestResponse:
        """What comes back for a form."""
        if form.method == "GET":
            return self.client.get(form.action, query_string=values)
        kind = {"content_type": "multipart/form-data"} if form.multipart else {}
        return self.client.post(form.action, data=values, **kind)

    def _with_today_s_token(
        self, form: FoundForm, address: str, values: dict[str, object]
    ) -> dict[str, object]:
        """With the token of the sign-in that holds: what was sent before may have ended one."""
        page = self.client.get("/contacts" if self.who else "/sign-in")
        if self.who is not None and page.status_code != 200:
            self.client = self.enter()
            page = self.client.get("/contacts")
        token = TOKEN.search(page.text)
        known = token and "training_csrf" in values
        return {**values, "training_csrf": token[1]} if known else values


@pytest.fixture
def everybody(app: Flask, database: Database, cast: Cast, tmp_path: Path) -> list[Employee | None]:
    """One person for each role, and a stranger; something to read and to call for all of them."""
    teach(database, tmp_path)
    with database.writing() as db:
        more = [
            employee(db, name, "Helper", f"11{n:02}", cast.oei)
            for n, name in enumerate(("hr", "auditor", "operator", "legal", "translator"))
        ]
        for each in more:
            grant(db, each, each.first_name)
        for where in (cast.library.id, None):
            entry = ContactEntry("legal", "Front desk", "505-555-0101")
            add(db, where, entry, by=None, now=NOW)
        db.commit()
    return [None, cast.lee, cast.max, cast.lia, cast.ada, cast.olga, *more]


def test_a_status_typed_into_every_field_is_in_no_log_and_in_no_audit_row(
    app: Flask,
    database: Database,
    cast: Cast,
    everybody: list[Employee | None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, "markdown_it")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    fields = 0
    for who in everybody:
        typist = Typist(app, database, who)
        starts = ["/"] if who else ["/sign-in", "/verify/NONE"]
        if who is cast.lee:
            starts.append(f"{begin(typist.client)}/1")
        typist.go_through(*starts)
        fields += sum(len(names) for _, _, names in typist.sent)
    assert fields > 80, f"{fields} fields were there to type into"
    assert WORD not in caplog.text
    with database.reading() as db:
        rows = db.scalars(select(AuditEvent)).all()
    named = sorted({each.act for each in rows if WORD in json.dumps(each.facts)})
    assert set(named) <= ABOUT_NOBODY
