"""Everything that a learner's browser and mailbox receive, and the canaries that are in it."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable
from email import message_from_bytes, policy
from html import unescape
from urllib.parse import unquote, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import BuildError, Rule
from werkzeug.test import TestResponse

from tests.cast import NOW
from tests.web.conftest import token_on
from tests.web.integrity.planted import WORD, key
from tests.web.matrix.city import text_of_pdf
from training.config import Config
from training.db import Database
from training.jobs.loop import run_once

ADDRESS = re.compile(r"""(?:href|src|action|data-[a-z]+)="(/[^"#]*)""")
CODED = re.compile(r"[A-Za-z0-9_+/-]{12,}={0,2}")
FILES = ("quizzes/basics.md", "quizzes/basics.es.md", "modules/basics/module.md")
GUESSES = ("/{}", "/assets/{}", "/assets/../{}", "/assets/..%2f..%2f..%2f{}", "/source/{}")
PLAUSIBLE = {"kind": "module", "slug": "basics", "module": "basics", "section": "before"}
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH")
LEADS_AWAY = ("/sign-out", "/language")
MOST = 400


def readings(raw: bytes) -> str:
    """Bytes as somebody might read them who looks for a secret: as they are, and decoded."""
    text = raw.decode("utf-8", "replace")
    found = [text, unescape(text), unquote(text)]
    return "\n".join([*found, *(each for run in CODED.findall(text) for each in _decoded(run))])


def _decoded(run: str) -> Iterable[str]:
    whole = run.rstrip("=")
    padded = whole + "=" * (-len(whole) % 4)
    try:
        data = base64.urlsafe_b64decode(padded.replace("+", "-").replace("/", "_"))
    except binascii.Error:
        return
    yield data.decode("utf-8", "replace")
    try:
        yield zlib.decompress(data).decode("utf-8", "replace")
    except zlib.error:
        return


class Learner:
    """A browser that remembers where it heard every canary."""

    def __init__(self, app: Flask, client: FlaskClient) -> None:
        self.app, self.client = app, client
        self.heard: dict[str, str] = {}
        self.asked: set[str] = set()
        self.seen: set[str] = set()

    def forget(self) -> None:
        """Begin to listen anew."""
        self.heard, self.asked, self.seen = {}, set(), set()

    def ask(self, method: str, address: str, **more: object) -> TestResponse:
        """Ask for something and read every byte of the answer."""
        answer = self.client.open(address, method=method, **more)  # type: ignore[arg-type]
        with answer:
            self._read(answer, f"{method} {address}")
        return answer

    def _read(self, answer: TestResponse, where: str) -> None:
        data = answer.get_data()
        self.listen(f"{answer.status}\n{answer.headers}".encode(), f"headers of {where}")
        self.listen(data, where)
        if answer.mimetype == "application/pdf":
            self.listen(text_of_pdf(data).encode(), where)
        if answer.mimetype == "text/html":
            self.seen |= {unescape(each) for each in ADDRESS.findall(answer.text)}
        if answer.location:
            self.seen.add(answer.location)

    def listen(self, raw: bytes, where: str) -> None:
        """Note the canaries in some bytes."""
        for each in WORD.findall(readings(raw)):
            self.heard.setdefault(each, where)

    def look_everywhere(self, *starts: str, wherever: bool = True) -> None:
        """Open every page that links lead to, and those that nobody is led to."""
        if wherever:
            self._guess()
        self.seen |= {"/", *starts}
        while left := sorted(each for each in self.seen - self.asked if self._is_ours(each)):
            for each in left:
                self.asked.add(each)
                if len(self.asked) < MOST:
                    self.ask("GET", each)

    @staticmethod
    def _is_ours(address: str) -> bool:
        return address.startswith("/") and not urlsplit(address).path.startswith(LEADS_AWAY)

    def _guess(self) -> None:
        for rule in self.app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and (address := self._filled(rule)):
                self.seen.add(address)
        for path in (guess.format(file) for guess in GUESSES for file in FILES):
            for method in METHODS:
                self.ask(method, path)

    def _filled(self, rule: Rule) -> str:
        """A route with plausible values, those of the attempt among them."""
        values = {**PLAUSIBLE, "path": FILES[0], "part": f"item:{key('pick')}"}
        known = {each: values.get(each, 1) for each in rule.arguments}
        try:
            with self.app.test_request_context():
                return self.app.url_for(rule.endpoint, **known)
        except BuildError:
            return ""

    def open_calendar(self) -> None:
        """Make a calendar's address and read what it tells."""
        fields = token_on(self.client, "/account/calendar")
        page = self.ask("POST", "/account/calendar", data=fields).text
        (path,) = re.findall(r"(/calendar/[^\"\s<]+\.ics)", page)[:1]
        assert self.ask("GET", path).status_code == 200

    def open_mail(self, database: Database, config: Config) -> None:
        """Read every letter that anybody is sent."""
        run_once(database, config, now=NOW)
        for path in sorted((config.instance / "mail").glob("*.eml")):
            raw = path.read_bytes()
            letter = message_from_bytes(raw, policy=policy.default)
            parts = [str(each.get_content()) for each in letter.walk() if not each.is_multipart()]
            self.listen("\n".join(parts).encode() + raw, f"mail {letter['Subject']}")
