"""Every page in the language of brackets: what stands outside them cannot be translated."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests import small_content
from tests.cast import NOW, PASSWORD, TODAY, Cast, grant, move
from tests.web.classroom import RIGHT, WRONG, answer_all, begin, finish, send, teach
from tests.web.conftest import SignIn, post
from tests.web.test_roster_upload import send_bytes
from training.content.rendering import WORDS
from training.db import Database
from training.people.acts.service import ask
from training.people.grants.service import GRANT
from training.text import PSEUDO

ATTRIBUTES = (
    "aria-label",
    "title",
    "placeholder",
    "alt",
    "data-saved-text",
    "data-saving",
    "data-stay",
    "data-no-network",
)
BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧")
SHOWN_AS_IT_IS = re.compile(
    r"Español|English|City of Albuquerque|([A-Z]\w+day, )?[A-Z][a-z]+ \d+, \d{4}"
    r"(, \d+:\d\d\s[AP]M)?"
    r"|[\w.-]+@[\w.-]+|https?://\S+|\b[0-9a-f]{12}\b|[A-Z0-9]{4}(-[A-Z0-9]{4})+|hr|employee_number"
    r"|first_name|last_name|preferred_name|email|department|division|site|job_title|job_code|kind"
    r"|hire_date|end_date|supervisor|language|active|CSV|PDF"
)
SILENT = ("script", "style", "svg")


class Texts(HTMLParser):
    """The texts of a page that a person sees or hears, but for what is not to be translated."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0
        self._kept, self._depth = "", 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        if not self._kept and ("translate", "no") in attrs:
            self._kept = tag
        self._depth += tag == self._kept
        self.found += [value or "" for name, value in attrs if name in ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT
        self._depth -= tag == self._kept
        self._kept = self._kept if self._depth else ""

    def handle_data(self, data: str) -> None:
        if not self._silent and not self._kept:
            self.found.append(data)


def untranslated(page: str, content: str) -> list[str]:
    """The texts outside brackets that are neither content nor data."""
    found: list[str] = []
    for text in Texts(page).found:
        rest = text
        while BRACKETS.search(rest):
            rest = BRACKETS.sub(" ", rest)
        for part in re.split(r"\s{2,}|[·;:,.…]\s|\s[–—-]\s", SHOWN_AS_IT_IS.sub("  ", rest)):
            words = re.sub(r"\(?\d+\)?", "", part).strip(" .,:;·()«»“”→←")
            if re.search(r"[A-Za-z]{2}", words) and squeeze(words) not in content:
                found.append(words)
    return found


def squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().lower()


@pytest.fixture
def content(cast: Cast) -> str:
    """Everything that authors and the roster say, in one line."""
    people = [each.name for each in (cast.ada, cast.lee, cast.lia, cast.max, cast.olga)]
    places = [cast.oei, cast.library, cast.transit, cast.youth, cast.early_head_start]
    words = [small_content.MODULE, small_content.SUPPLEMENT, small_content.QUIZ]
    words += [small_content.CERTIFICATE, "The handbook, 2026", "has completed Core on"]
    words += WORDS["en"].values()
    return squeeze(" ".join([*words, *(each.names["en"] for each in places), *people]))


def test_the_search_finds_what_is_not_in_brackets() -> None:
    page = "<p>⟦Hello ⟦you⟧⟧ Lee</p><p>Goodbye</p><img alt='A tree'><script>let it</script>"
    assert sorted(untranslated(page, "lee")) == ["A tree", "Goodbye"]


def crawl(client: FlaskClient, *starts: str) -> Iterator[tuple[str, str]]:
    """Every page of ours that links lead to; of those that differ only in a line's number, one."""
    client.set_cookie("training_language", PSEUDO, domain="localhost")
    waiting, seen = list(starts), {*map(alike, starts)}
    while waiting:
        address = waiting.pop()
        with client.get(address) as answer:
            page = answer.text if answer.mimetype == "text/html" else ""
            links = [str(answer.location)] if answer.location else []
        if page and not links:
            yield address, page
            # A page that is in one language whoever reads it has its own tests.
            links = re.findall(r'<a\b(?![^>]*hreflang)[^>]*href="(/[^"#]*)', page)
        for link in (each.replace("&amp;", "&") for each in links):
            if alike(link) not in seen:
                seen.add(alike(link))
                waiting.append(link)


def alike(address: str) -> str:
    """What stands for all addresses that lead to another line of the same text."""
    return re.sub(r"\bline=\d+", "line", address)


def check(pages: Iterator[tuple[str, str]], content: str) -> set[str]:
    seen: set[str] = set()
    faults: list[str] = []
    for address, page in pages:
        assert f'<html lang="{PSEUDO}"' in page, address
        seen.add(address)
        faults += [f"{address}: {each}" for each in untranslated(page, content)]
    assert sorted(set(faults)) == []
    return seen


def test_a_learner_meets_no_untranslated_word(
    sign_in: SignIn, database: Database, tmp_path: Path, content: str
) -> None:
    teach(database, tmp_path, approved=False)
    lee, max_ = sign_in("1002"), sign_in("1004")
    fresh = check(crawl(lee, "/", "/modules/basics", "/nowhere", "/departments"), content)
    assert "/nowhere" in fresh
    attempt = begin(max_)
    answer_all(max_, attempt, WRONG)
    midway = check(crawl(max_, "/", f"{attempt}/1", f"{attempt}/2", f"{attempt}/review"), content)
    assert f"{attempt}/1" in midway
    send(max_, attempt)
    check(crawl(max_, "/", f"{attempt}/result"), content)
    finish(lee, RIGHT)
    done = check(crawl(lee, "/"), content)
    assert [each for each in done if each.startswith("/certificates/")]


def test_staff_meet_no_untranslated_word(
    sign_in: SignIn, database: Database, tmp_path: Path, content: str
) -> None:
    olga, lia = sign_in("1005"), sign_in("1003")
    check(crawl(olga, "/departments", "/roster", "/requirements"), content)
    teach(database, tmp_path)
    finish(sign_in("1002"), RIGHT)
    pages = check(crawl(olga, "/", "/departments", "/roster", "/requirements/new"), content)
    assert {"/departments", "/departments/public-library", "/requirements/new"} <= pages
    check(crawl(lia, "/"), content)


def test_refusals_are_translated(client: FlaskClient, sign_in: SignIn, content: str) -> None:
    client.set_cookie("training_language", PSEUDO, domain="localhost")
    olga = sign_in("1005")
    olga.set_cookie("training_language", PSEUDO, domain="localhost")
    refusals = [
        post(client, "/sign-in", "/sign-in", login="1002", password=PASSWORD + "x"),
        post(client, "/sign-in", "/sign-in", login="", password=""),
        client.post("/sign-in", data={"login": "1002", "password": PASSWORD}),
        post(olga, "/roster", "/roster", source=""),
    ]
    for answer in refusals:
        assert answer.status_code in (200, 400, 403, 422)
        assert f'<html lang="{PSEUDO}"' in answer.text
        assert untranslated(answer.text, content) == []


@pytest.mark.parametrize(
    "rows",
    [
        [
            "employee_number,first_name,last_name,email,department",
            ",Una,Unknown,,abq-ride",
            "x y,Una,Unknown,,abq-ride",
            f"3001,,{'x' * 101},nonsense,atlantis",
            "3002,Una,Unknown,,publik library",
            "3003,Una,Unknown,,",
            "3003,Una,Unknown,,abq-ride,one more",
        ],
        [
            "employee_number,first_name,last_name,department,division,kind,hire_date,active,language",
            "3001,Una,Unknown,abq-ride,Zoo,robot,2026-02-30,maybe,fr",
            "3002,Una,Unknown,abq-ride,public-library,,soon,,",
        ],
        [
            "employee_number,first_name,last_name,department,hire_date,end_date,supervisor",
            "3001,Una,Unknown,abq-ride,2026-02-01,2026-01-01,77",
        ],
        ["Emp No,Employee No,Department,Dept"],
        ["employee_number,citizenship,nationality"],
        ['employee_number,first_name\n1,"open'],
        ["PK\x03\x04"],
        [],
    ],
)
def test_every_reason_why_a_roster_is_refused_is_translated(
    sign_in: SignIn, content: str, rows: list[str]
) -> None:
    olga = sign_in("1005")
    olga.set_cookie("training_language", PSEUDO, domain="localhost")
    answer = send_bytes(olga, "\n".join(rows).encode())
    assert answer.status_code == 422
    assert "⟦This file cannot be used⟧" in answer.text
    assert untranslated(answer.text, content) == []


def test_who_may_do_what_is_translated(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast, content: str
) -> None:
    teach(database, tmp_path)
    with database.writing() as db:
        given = grant(db, cast.lee, "deputy", cast.library)
        given.to_at, given.by = NOW + timedelta(days=9), cast.olga.id
        grant(db, cast.max, "author").from_at = NOW + timedelta(days=1)
        grant(db, cast.ada, "hr").to_at = NOW
        move(db, cast.max, cast.transit, since=TODAY).supervisor_id = cast.olga.id
        for by in (cast.olga, cast.ada):
            params = {"employee": cast.lee.id, "role": "hr", "from": NOW.isoformat()}
            params |= {"to": None, "reason": "Public Library"}
            ask(db, GRANT, "hr", params, by=by.id, now=NOW)
        db.commit()
    olga = sign_in("1005")
    searches = ("/access?state=ended", "/access/new?q=max", "/access/new?q=nobody")
    pages = check(crawl(olga, "/access", "/team", *searches), content)
    assert {"/access/new?person=1004", f"/access/{given.id}/renew", "/team"} <= pages
    check(crawl(sign_in("1002"), "/"), content)
    refused = post(olga, "/access/new?person=1004", "/access/new", person="1004", role="author")
    assert untranslated(refused.text, content) == []
