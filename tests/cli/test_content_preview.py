"""`training content preview`: what an author sees, and that it comes anew by itself."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from flask.testing import FlaskClient
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.cli.content import run
from tests.content.roots import LIBRARY, MODULE, QUIZ, SPANISH, write
from training.cli.preview.app import create_preview
from training.cli.preview.command import HOST, Quiet
from training.cli.preview.live import Live
from training.errors import InputRefused, NotReady

BASE = "modules/basics/module.md"
PICTURE = "modules/basics/images/map.png"
SHELVES = "## Shelves {#shelves in=before}\n\nKnow where the law is, 8 U.S.C. 1373.\n"
SCENARIO = """
### Scenario: Two people {#two}
Covers: before

They wait.

#### They ask. {#ask}
- [Wait](#wait)
  > Good.

#### You wait. {#wait}
Result: best 2
> Well done.
"""
BROKEN = MODULE.replace("[^S1]", "[^S9]").replace("Greet people.", "Greet nobody.")


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(
        tmp_path,
        {
            LIBRARY: SHELVES,
            SPANISH: "## Antes {#before}\n\nSalude.[^S1]\n",
            PICTURE: picture(),
            BASE: MODULE.replace("Because", "![A map](images/map.png)\n\nBecause"),
            "quizzes/basics.md": QUIZ + SCENARIO,
            "modules/basics/huddle.md": "Read this out. Your liaison is {contact: liaison}.\n",
        },
    )


@pytest.fixture
def client(root: Path) -> FlaskClient:
    return create_preview(Live(root)).test_client()


def shows(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def test_a_page_is_that_of_a_department_in_a_language(client: FlaskClient) -> None:
    page = "/modules/basics/read/before"
    assert "Shelves" not in shows(client, page)
    mine = shows(client, f"{page}?department=bookmobile")
    assert "<h2>Shelves</h2>" in mine
    assert "(liaison of Bookmobile)" in mine
    assert f"{LIBRARY}?department=bookmobile#L3" in mine
    assert "Salude." in shows(client, f"{page}?language=es")
    assert "its translation is missing" in shows(client, "/modules/basics/read/after?language=es")
    assert "has no page “shelves”" in shows(client, "/modules/basics/read/shelves")
    assert '<option value="library" selected>' in shows(client, f"{page}?department=library")
    assert 'href="/modules/basics?department=library"' in shows(
        client, f"{page}?department=library"
    )


def test_the_quiz_shows_every_answer_and_what_is_said_of_it(client: FlaskClient) -> None:
    quiz = shows(client, "/modules/basics/quiz")
    assert re.search(r"Right</span> A greeting\s*<div class=\"remark-feedback\">Yes", quiz)
    assert "leads to “wait”" in quiz
    assert "ends, best, 100% of the points" in quiz
    assert "Well done." in quiz


def test_a_briefing_is_shown_in_the_language_it_is_in(client: FlaskClient) -> None:
    assert "liaison of Transit" in shows(client, "/modules/basics/huddle?department=transit")
    assert "its translation is missing" in shows(client, "/modules/basics/huddle?language=es")


def test_an_old_translation_stands_below_the_english(root: Path, client: FlaskClient) -> None:
    write(root, {SPANISH: "## Antes {#before from=0123456789ab}\n\nSalude.[^S1]\n"})
    page = shows(client, "/modules/basics/read/before?language=es")
    assert page.index("Greet people.") < page.index("The older translation") < page.index("Salude")
    assert "has changed since this was translated" in page


def test_a_certificate_shows_its_words_with_a_name_in_them(client: FlaskClient) -> None:
    page = shows(client, "/certificates/core?department=transit")
    assert "This certifies that" in page
    assert "of Transit has completed Core" in page


def test_a_picture_is_shown_as_it_would_be_published(client: FlaskClient) -> None:
    page = shows(client, "/modules/basics/read/after")
    found = re.search(r'src="(/images/[0-9a-f]{64})"', page)
    assert found is not None
    answer = client.get(found[1])
    assert answer.mimetype == "image/png"
    assert client.get("/images/" + "0" * 64).status_code == 404


def test_a_fault_stands_under_its_line_in_the_source(client: FlaskClient) -> None:
    page = shows(client, f"/source/{LIBRARY}")
    assert re.search(r'<li id="L3">.*?is named here without a footnote', page, re.DOTALL)
    assert client.get("/source/../secret").status_code == 404
    assert client.get("/source/city/none.md").status_code == 404


def test_a_bad_edit_shows_its_error_and_keeps_the_last_good_page(
    root: Path, client: FlaskClient
) -> None:
    page = "/modules/basics/read/before"
    assert "Greet people." in shows(client, page)
    write(root, {BASE: BROKEN})
    broken = shows(client, page)
    assert "Greet people." in broken
    assert "as it was before the last edits" in broken
    assert "nothing is defined for “[^S9]”" in broken
    (root / BASE).write_bytes(b"\xff")
    assert "Greet people." in shows(client, page)
    assert "the text is not UTF-8" in shows(client, f"/source/{BASE}")
    assert "as it was before" in shows(client, "/")
    write(root, {BASE: BROKEN.replace("[^S9]", "[^S1]")})
    assert "Greet nobody." in shows(client, page)
    assert "as it was before" not in shows(client, page)


def test_what_was_wrong_from_the_start_is_shown_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    client = create_preview(Live(write(tmp_path, {BASE: BROKEN}))).test_client()
    page = shows(client, "/modules/basics/read/before")
    assert "Greet nobody." in page
    assert "nothing is defined for “[^S9]”" in page


def test_a_root_that_cannot_be_read_any_more_says_why(root: Path, client: FlaskClient) -> None:
    shows(client, "/")
    (root / "city/link.md").symlink_to("/etc/hosts")
    assert "is a link to another place" in shows(client, "/")
    assert "Greet people." in shows(client, "/modules/basics/read/before")


def test_only_this_machine_may_ask_and_the_policy_is_the_sites(client: FlaskClient) -> None:
    answer = client.get("/")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/nothing").status_code == 404
    assert HOST == "127.0.0.1"


def test_it_needs_a_content_root_and_a_free_port(root: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert isinstance(run(empty, "preview", "--port", "0").exception, InputRefused)
    taken = make_server(HOST, 0, create_preview(Live(root)), request_handler=Quiet)
    refused = run(root, "preview", "--port", str(taken.server_port))
    taken.server_close()
    assert isinstance(refused.exception, NotReady)


@pytest.fixture
def page(browser: Browser, root: Path) -> Iterator[Page]:
    """A window on a running preview."""
    server = make_server(HOST, 0, create_preview(Live(root)), threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    context = browser.new_context(
        viewport={"width": 375, "height": 700}, base_url=f"http://{HOST}:{server.server_port}"
    )
    found = context.new_page()
    faults: list[str] = []
    found.on("pageerror", lambda error: faults.append(str(error)))
    found.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield found
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()
    assert faults == []


@pytest.mark.browser
def test_the_page_comes_anew_when_a_file_is_saved(page: Page, root: Path) -> None:
    page.goto("/modules/basics/read/before")
    page.get_by_label("Department").select_option("library")
    expect(page.get_by_role("heading", name="Shelves")).to_be_visible()
    write(root, {LIBRARY: SHELVES.replace("Shelves", "Books")})
    expect(page.get_by_role("heading", name="Books")).to_be_visible(timeout=15_000)
    write(root, {LIBRARY: SHELVES.replace("in=before", "in=befor")})
    expect(page.get_by_text("there is no section “befor”")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("heading", name="Books")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"library\.md:1")).click()
    expect(page.locator("#L1")).to_contain_text("there is no section “befor”")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
