"""A liaison and an administrator at a desk."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import City, Open, check, sign_in

pytestmark = pytest.mark.browser
HEADER = "employee_number,first_name,last_name,department,hire_date"


def test_a_liaison_sees_narrows_down_and_downloads_their_department(
    city: City, open_page: Open
) -> None:
    page = open_page(1280)
    sign_in(page, city, "liaison")
    check(page)
    page.get_by_role("link", name=re.compile("department", re.IGNORECASE)).first.click()
    page.wait_for_url("**/departments/arts-culture")
    expect(page.locator("h1")).to_have_text("Arts and Culture")
    expect(page.locator("main")).to_contain_text("overdue")
    check(page)
    page.get_by_role("link", name=re.compile("^Overdue")).click()
    page.wait_for_url("**status=**")
    shown = page.locator("table tbody tr").count()
    assert shown > 0
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download as CSV").click()
    text = Path(downloading.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == shown
    assert {row["Status"] for row in rows} == {"Overdue"}
    answer = page.goto("/departments/police")
    assert answer is not None
    assert answer.status in (403, 404)
    check(page)


def test_an_administrator_brings_in_a_roster_and_asks_for_a_certificate(
    city: City, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(1280)
    sign_in(page, city, "administrator")
    page.goto("/departments")
    check(page)
    page.goto("/roster")
    check(page)
    roster = tmp_path / "contractors.csv"
    roster.write_text(f"{HEADER}\nC1,Nia,Newcomer,Police,\nC2,Bad,Row,Nowhere,\n", "utf-8")
    page.locator("input[type=text]").first.fill("contractors")
    page.locator("input[type=file]").set_input_files(roster)
    page.get_by_role("button", name="See what would happen").click()
    expect(page.locator("main")).to_contain_text("Nowhere")
    check(page)
    roster.write_text(f"{HEADER}\nC1,Nia,Newcomer,Police,\n", "utf-8")
    page.goto("/roster")
    page.locator("input[type=text]").first.fill("contractors")
    page.locator("input[type=file]").set_input_files(roster)
    page.get_by_role("button", name="See what would happen").click()
    expect(page.locator("main")).to_contain_text("Nia Newcomer")
    check(page)
    page.get_by_role("button", name="Bring this roster in").click()
    expect(page.locator("body")).to_contain_text("The roster is in")
    page.goto("/requirements/new")
    check(page)
    page.get_by_text("Immigrant Protection Order: Core").click()
    page.get_by_text("Only some people").click()
    page.get_by_role("button", name="Add this line").click()
    page.locator("label", has_text=re.compile(r"^Police\b")).first.click()
    expect(page.locator("[data-shown]")).to_contain_text(re.compile(r"\d+ people in 1 department"))
    check(page)
    page.get_by_text("On one day, the same for everybody").click()
    page.get_by_label("Which day?").fill("2031-01-31")
    page.get_by_role("button", name="See what would change").click()
    expect(page.locator("main")).to_contain_text("January 31, 2031")
    check(page)
    page.get_by_role("button", name="Ask them").click()
    expect(page.locator("main")).to_contain_text("January 31, 2031")
    check(page)
