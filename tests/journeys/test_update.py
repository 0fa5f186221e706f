"""An employee with a phone, in Spanish: from the mail's link to the renewed certificate."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from werkzeug.serving import make_server

from tests.cast import PASSWORD, Cast
from tests.retraining import SPANISH, Course, label
from tests.web.conftest import SECRET, site
from training.db import Database
from training.people.models import LOCAL, Employee, Identity

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
SPANISH_QUIZ = """---
title: Lo básico
---

### ¿Qué va primero? {#first}

- [x] Un saludo
  > Sí.
- [ ] Una despedida
  > Eso va al final.

> La gente va primero.[^S1]

### ¿Cuáles son amables? {#kind}

- [x] Escuchar
  > Sí.
- [x] Esperar
  > Sí.
- [ ] Gritar
  > No.

> La amabilidad es tranquila.[^S1]
"""
RIGHT = ("Un saludo", "Escuchar", "Esperar")


@pytest.fixture
def address(database: Database, cast: Cast, tmp_path: Path) -> Iterator[str]:
    """The site on a day when a text changed on which Max of transit was certified in Spanish."""
    with database.writing() as db:
        max_ = db.get_one(Employee, cast.max.id)
        max_.language = "es"
        db.add(Identity(employee_id=max_.id, issuer=LOCAL, subject=str(max_.id), secret=SECRET))
        course = Course(db, tmp_path)
        spanish = {"modules/basics/module.es.md": SPANISH, "quizzes/basics.es.md": SPANISH_QUIZ}
        course.write(spanish)
        course.publish()
        course.take(max_, "es")
        due = course.today + timedelta(days=30)
        course.publish(
            ("Greet people.", "Greet everybody who comes."),
            ("Salude a la gente.", "Salude a toda persona que venga."),
            labels=[
                label("retest", "before", due=due),
                label("retest", "before", language="es", due=due),
            ],
        )
        db.commit()
    app = site(database, tmp_path)
    app.extensions["training"].clock = lambda: course.now + timedelta(hours=1)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A phone in Spanish, without scripts: they only make it nicer."""
    context = browser.new_context(
        viewport={"width": 320, "height": 700},
        locale="es-US",
        java_script_enabled=False,
        base_url=address,
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def test_from_the_mail_to_the_renewed_certificate_in_under_ten_taps(page: Page) -> None:
    taps = 0

    def tap(what: Locator) -> None:
        nonlocal taps
        taps += 1
        what.click()
        page.wait_for_load_state()
        scroll = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert scroll <= 0, page.url

    page.goto("/modules/basics")
    page.locator("#login").fill("1004")
    page.locator("input[type=password]").fill(PASSWORD)
    tap(page.locator("main form button[type=submit]").first)
    expect(page).to_have_url("/modules/basics")
    expect(page.locator("main")).to_contain_text("Cambió 1 página")
    tap(page.locator("main form button[type=submit]").first)
    expect(page.locator(".was del")).to_have_text(["la gente"])
    expect(page.locator(".now ins")).to_have_text(["toda persona que venga"])
    tap(page.locator(".pager button"))
    for _question in range(2):
        boxes = [page.get_by_label(each, exact=True) for each in RIGHT]
        for box in boxes:
            if box.count():
                tap(page.locator(f"label[for='{box.get_attribute('id')}']"))
        tap(page.locator(".pager button"))
    tap(page.locator(".pager button"))
    expect(page.locator("main")).to_contain_text("Su certificado quedó renovado")
    assert taps < 10, taps
