"""Every form of a page as a browser would send it, with a word typed into its fields."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

PLAUSIBLE = {
    "tel": "505-555-0101",
    "email": "somebody@cabq.example",
    "date": "2026-12-15",
    "number": "1",
    "search": "Lee",
    "url": "https://example.gov",
}
NOT_TYPED = {"hidden", "submit", "button", "reset", "image"}
CHOSEN = {"radio", "checkbox"}


@dataclass
class FoundForm:
    """A form: where it goes, what it carries, and what can be typed into it."""

    method: str
    action: str
    multipart: bool
    hidden: list[tuple[str, str]] = field(default_factory=list)
    typed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By name, the kind of a field and a value that it would take."""

    @property
    def key(self) -> tuple[str, str, frozenset[str]]:
        """The same for a form that stands on many pages."""
        return self.method, self.action, frozenset(self.typed)

    def fillings(self, word: str) -> Iterator[dict[str, object]]:
        """What it is sent with: the word in each field by turns, and then in all of them."""
        turns = [frozenset({each}) for each in self.typed]
        turns += [frozenset(self.typed)] if len(self.typed) != 1 else []
        for turn in turns:
            yield {name: self._value(name, word, name in turn) for name in self._names()}

    def _names(self) -> list[str]:
        return [*dict.fromkeys(name for name, _ in self.hidden), *self.typed]

    def _value(self, name: str, word: str, here: bool) -> object:
        if name not in self.typed:
            return [value for each, value in self.hidden if each == name]
        kind, plausible = self.typed[name]
        if kind == "file":
            head = "employee_number,first_name,last_name,email,department,site,job_title\n"
            row = f"1002,Lee,{word},lee.learner@cabq.example,public-library,{word},{word}\n"
            return (io.BytesIO((head + row).encode()), f"{word}.csv")
        return word if here else plausible


class _Finder(HTMLParser):
    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[FoundForm] = []
        self.links: list[str] = []
        self._open: FoundForm | None = None
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "a" and at.get("href", "").startswith("/"):
            self.links.append(at["href"].split("#")[0])
        elif tag == "form":
            target = urlsplit(urljoin(self.address, at.get("action", "")))
            path = target.path + (f"?{target.query}" if target.query else "")
            multipart = "multipart" in at.get("enctype", "")
            self._open = FoundForm(at.get("method", "get").upper(), path, multipart)
            self.forms.append(self._open)
        elif self._open is not None and tag in ("input", "select", "textarea", "button", "option"):
            self._field(self._open, tag, at)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None

    def _field(self, form: FoundForm, tag: str, at: dict[str, str]) -> None:
        name, kind = at.get("name", ""), at.get("type", "text" if tag == "input" else tag)
        if tag == "option":
            if at.get("value") and not form.typed.get(self._select, ("", "x"))[1]:
                form.typed[self._select] = ("select", at["value"])
        elif not name:
            return
        elif tag == "button" or kind in NOT_TYPED:
            form.hidden.append((name, at.get("value", "")))
        elif tag == "select":
            self._select = name
            form.typed[name] = ("select", "")
        elif kind in CHOSEN:
            form.typed.setdefault(name, (kind, at.get("value", "on")))
        else:
            form.typed[name] = (kind, at.get("value") or PLAUSIBLE.get(kind, "something"))


def forms_and_links(page: str, address: str) -> tuple[list[FoundForm], list[str]]:
    """The forms of a page at an address, and the addresses of ours that it leads to."""
    found = _Finder(page, address)
    return found.forms, found.links
