"""A browser as small as one can be: one kept connection, cookies and hidden inputs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')
STATEMENTS = re.compile(r'desc="(\d+) statements"')


class Refused(RuntimeError):
    """An answer from 400 up; `status` says which."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str
    statements: int

    @property
    def hidden(self) -> dict[str, str]:
        """The page's hidden inputs."""
        found = [dict(ATTRIBUTE.findall(each)) for each in HIDDEN.findall(self.text)]
        return {each["name"]: unescape(each.get("value", "")) for each in found if "name" in each}


@dataclass
class Browser:
    """Somebody's browser."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str) -> Answer:
        """The page at a path; redirects are not followed."""
        return self._ask("GET", path, None)

    def page(self, path: str) -> Answer:
        """The page at a path; a redirect would be the cost of something else, so it is refused."""
        answer = self.get(path)
        if answer.status != HTTPStatus.OK:
            raise Refused(answer.status, f"{path} leads to {answer.location}")
        return answer

    def post(self, path: str, fields: Mapping[str, str | list[str]]) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode(fields, doseq=True))

    def save(self, path: str, fields: Mapping[str, str | list[str]]) -> Answer:
        """Send an answer as the page's script does, which is told in JSON."""
        return self._ask("POST", path, urlencode(fields, doseq=True), "application/json")

    def send(self, page: str, to: str, **fields: str | list[str]) -> Answer:
        """Send a form that stands on a page, with that page's hidden inputs."""
        return self.post(to, {**self.get(page).hidden, **fields})

    def close(self) -> None:
        """Close the connection; asking again opens another."""
        self._connection.close()

    def _answer(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> HTTPResponse:
        for _ in range(2):
            try:
                self._connection.request(method, path, body, headers)
                return self._connection.getresponse()
            except (RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                # The server closes a connection that was silent; the next try opens another.
                self._connection.close()
        raise ConnectionError(f"{method} {path} is never answered")

    def _ask(self, method: str, path: str, body: str | None, accept: str = "*/*") -> Answer:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": kept, "Accept": accept}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self._answer(method, path, body, headers)
        text = answer.read().decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: each.value for name, each in SimpleCookie(line).items()}
        if answer.status >= 400:
            raise Refused(answer.status, f"{method} {path}: {answer.status}\n{text[:2000]}")
        found = STATEMENTS.search(answer.headers.get("Server-Timing", ""))
        location = urlsplit(answer.headers.get("Location", "")).path
        return Answer(answer.status, location, text, int(found[1]) if found else 0)
