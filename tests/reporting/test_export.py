"""A department's people as a file for a spreadsheet."""

import csv
import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, employee
from tests.staff import ask, certify, publish_core
from training.reporting.department import department_report
from training.reporting.export import report_csv, safe_cell
from training.text import translator

DENVER = ZoneInfo("America/Denver")


def exported(db: Session, language: str = "en") -> list[dict[str, str]]:
    report = department_report(db, "public-library", at=NOW, today=TODAY)
    text = report_csv(report, translator(language), DENVER)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_row_says_who_how_and_on_which_exact_text(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    publish_core(db, tmp_path)
    ask(db)
    credential = certify(db, cast.lia)
    lee, lia = exported(db)
    assert (lee["Name"], lee["Status"], lee["Due"]) == ("Lee Learner", "To do", "2026-11-24")
    assert (lia["Status"], lia["Certified on"]) == ("Done", "2026-11-23")
    assert lia["Exact text"] == "executive-order 3 (9f2c4be1a07d)"
    assert (lia["Serial"], lia["Certificate"]) == (credential.serial, "Core")


def test_a_name_is_never_a_formula(db: Session, cast: Cast, tmp_path: Path) -> None:
    publish_core(db, tmp_path)
    employee(db, '=HYPERLINK("http://evil.example","Click")', "Evil", "6666", cast.library)
    ask(db)
    found = next(each for each in exported(db) if each["Employee number"] == "6666")
    assert found["Name"] == '\'=HYPERLINK("http://evil.example","Click") Evil'


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1"]
FULL_WIDTH = ["\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)", " \uff1d1"]
"""As East Asian keyboards write them; some spreadsheets read them as the others."""


@pytest.mark.parametrize("text", FORMULAS + FULL_WIDTH)
def test_what_a_spreadsheet_would_run_gets_a_quote_before_it(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    begins = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    assert not safe_cell(text).lstrip().startswith(begins)
