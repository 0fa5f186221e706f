"""The site over the planted city, put back after every act; who asks, and all that comes back."""

import io
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.cast import NOW, TODAY
from tests.standards.oidc.provider import IdentityProvider, settings_of
from tests.web.conftest import site, token_on
from tests.web.matrix.city import LATER, City, plant, text_of_pdf
from tests.web.matrix.viewers import Viewer
from training.config import Config
from training.db import Database
from training.jobs.loop import run_once
from training.outbox import OutboxMessage
from training.people.sign_in.service import Entry, begin_session
from training.web.access import REASON
from training.web.roster import Upload
from training.web.state import TrainingState
from training.web.uploads import Uploads

COOKIE = "training"
MOST_HOPS = 4
GOES_ON = {"training_audit_event", "training_throttle", "sqlite_sequence"}
"""Tables that a refusal may write to: that it was tried."""


@dataclass
class Ask:
    """What is sent. A form gets its token unless it brings another."""

    path: str
    form: dict[str, Any] | None = None
    client: FlaskClient | None = None
    """The browser it is sent from, where it is not the viewer's ordinary one."""
    query: dict[str, str] = field(default_factory=dict)

    @property
    def said(self) -> list[str]:
        """All that the viewer says themselves, and may hear again."""
        values = [*self.query.values(), *(self.form or {}).values()]
        texts = [str(each) for each in values if isinstance(each, str | int)]
        address = urlsplit(self.path)
        return [*texts, *address.path.split("/"), *address.query.replace("&", "=").split("=")]


@dataclass(frozen=True)
class Answer:
    """What came back, in words."""

    path: str
    status: int
    location: str
    text: str
    """Its headers and its body."""

    @classmethod
    def read(cls, response: TestResponse) -> "Answer":
        """All of a response."""
        with response:
            data = response.get_data()
            pdf = response.mimetype == "application/pdf"
            body = text_of_pdf(data) if pdf else data.decode("utf-8", "replace")
            kept = [f"{name}: {value}" for name, value in response.headers if name != "Set-Cookie"]
            location = str(response.location or "")
            path = response.request.path
        return cls(path, response.status_code, location, "\n".join([*kept, body]))


class Stage:
    """The city on its stage."""

    def __init__(self, database: Database, folder: Path, provider: IdentityProvider) -> None:
        providers = folder / "providers.toml"
        providers.write_text(settings_of(provider, "idp", "City account"), "utf-8")
        more = {"TRAINING_OIDC_FILE": str(providers), "TRAINING_DIGEST": "at-once"}
        self.app: Flask = site(database, folder, **more)
        self.database, self.folder, self.provider = database, folder, provider
        with database.writing() as db:
            self.city: City = plant(db, folder, self.config)
            db.commit()
        self.first_mails = self.mails()
        self.blank = self._blank()
        self._cookies: dict[tuple[str, str], str] = {}
        self._template = self._copy() if database.dialect == "sqlite" else None
        self._kept = self.fingerprint() if self._template else ""

    @property
    def config(self) -> Config:
        """The site's settings."""
        state: TrainingState = self.app.extensions["training"]
        return state.config

    # What is in the database

    def _copy(self) -> sqlite3.Connection:
        copy = sqlite3.connect(":memory:")
        with self._live() as live:
            live.backup(copy)
        return copy

    def _live(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(str(self.database.engine.url.database)))

    def restore(self) -> None:
        """Put the city back as it was planted; on PostgreSQL nothing is done that would need it."""
        if self._template is None:
            return
        with self._live() as live:
            self._template.backup(live)

    def fingerprint(self) -> str:
        """The same while nothing was changed but what says that somebody tried."""
        names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        found = sha256()
        with self._live() as live:
            for (name,) in live.execute(names).fetchall():
                if name not in GOES_ON:
                    found.update(repr(live.execute(f"SELECT * FROM {name}").fetchall()).encode())
        return found.hexdigest()

    def is_as_planted(self) -> bool:
        """Whether nothing was changed."""
        return self.fingerprint() == self._kept

    def change(self, act: Callable[[Session], Any]) -> None:
        """Do something to the city, until it is put back."""
        with self.database.writing() as db:
            act(db)
            db.commit()

    # Who asks

    def _blank(self) -> tuple[str, str]:
        """A browser's session with a form's token in it, for any viewer to begin with."""
        client = self.app.test_client()
        token = token_on(client, "/sign-in")["training_csrf"]
        kept = client.get_cookie(COOKIE)
        assert kept
        return kept.value, token

    def client(self, viewer: Viewer, token: str = "") -> FlaskClient:
        """A browser in which somebody is signed in; `token` is another sign-in."""
        client = self.app.test_client()
        known = (viewer.name, token)
        client.set_cookie(COOKIE, self._cookies.get(known, self.blank[0]))
        if viewer.word and known not in self._cookies:
            who = self.city.people[viewer.word]
            with client.session_transaction() as kept:
                kept["_user_id"], kept["_fresh"] = token or who.token, True
                if viewer.says_why:
                    kept[REASON] = [who.id, TODAY.isoformat(), "review", ""]
            cookie = client.get_cookie(COOKIE)
            assert cookie
            self._cookies[known] = cookie.value
        return client

    def halfway(self, viewer: Viewer) -> FlaskClient:
        """A browser in which somebody has typed their password and shown nothing yet."""
        tokens: list[str] = []

        def begin(db: Session) -> None:
            who = self.city.people[viewer.word].id
            tokens.append(begin_session(db, who, Entry("local"), expires=LATER, now=NOW))

        self.change(begin)
        return self.client(viewer, tokens[0])

    def roster(self, place: str) -> tuple[bytes, str]:
        """A list that brings one recruit, and the token of its upload."""
        word = f"z{place}recruit"
        rows = f"{word.upper()},Pat,{word.title()},,{self.city.slug(place)}\n"
        data = f"employee_number,first_name,last_name,email,department\n{rows}".encode()
        file = Uploads(self.config.instance).keep(data)
        with self.app.test_request_context():
            return data, Upload(file, f"{place}-list").token

    # What comes back

    def send(self, viewer: Viewer, ask: Ask, *, script: bool = False) -> list[Answer]:
        """The answer, and the pages that it leads on to."""
        client = ask.client or self.client(viewer)
        headers = {"Accept": "application/json"} if script else {}
        if ask.form is None:
            answer = client.get(ask.path, query_string=ask.query or None, headers=headers)
        else:
            form = {"training_csrf": self.blank[1], **ask.form}
            files = any(isinstance(each, tuple) for each in form.values())
            kind = {"content_type": "multipart/form-data"} if files else {}
            answer = client.post(ask.path, data=form, headers=headers, **kind)
        answers = [Answer.read(answer)]
        while answers[-1].location.startswith("/") and len(answers) <= MOST_HOPS:
            answers.append(Answer.read(client.get(answers[-1].location)))
        return answers

    def mails(self) -> list[tuple[str, str]]:
        """To whom and what was written since the last time; every letter is sent first."""
        with self.database.reading() as db:
            if (
                db.scalar(select(OutboxMessage.id).where(OutboxMessage.done.is_(None)).limit(1))
                is None
            ):
                return []
        run_once(self.database, self.config, now=NOW)
        found = []
        for path in sorted((self.config.instance / "mail").glob("*.eml")):
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            parts = [str(each.get_content()) for each in mail.walk() if not each.is_multipart()]
            found.append((str(mail["To"]), " ".join([str(mail["Subject"]), *parts])))
            path.unlink()
        return found


class Log(logging.Handler):
    """All that is logged, as text."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter())

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(self.format(record))


def upload(data: bytes) -> tuple[io.BytesIO, str]:
    """A file as a form carries it."""
    return io.BytesIO(data), "roster.csv"
