"""A report as a file for a spreadsheet."""

import csv
import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

from training.assignments.status import Mark, Status
from training.reporting.department import People, Row
from training.text import Translator

RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet would run as a formula at the start of a cell, blanks before it left out."""


def report_csv(report: People, t: Translator, zone: ZoneInfo) -> str:
    """The report as CSV with a header in the reader's language; cells can never be formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [
            t("Employee number"),
            t("Name"),
            t("E-mail"),
            t("Department"),
            t("Site"),
            t("Job"),
            t("Certificate"),
            t("Due"),
            t("Status"),
            t("Marks"),
            t("Update due by"),
            t("Excused until"),
            t("Certified on"),
            t("Exact text"),
            t("Serial"),
        ]
    )
    for row in report.rows:
        writer.writerow([safe_cell(each) for each in _cells(row, report, t, zone)])
    return out.getvalue()


def _cells(row: Row, report: People, t: Translator, zone: ZoneInfo) -> list[str]:
    held = row.credential
    return [
        row.number,
        row.name,
        row.email or "",
        row.department.name(t.language),
        row.site or "",
        row.job or "",
        report.title(row.certificate, t.language),
        _day(row.due),
        status_word(row.status, t),
        ", ".join(mark_word(each, t) for each in Mark if each in row.standing.marks),
        _day(row.standing.update_due),
        _day(row.standing.excused_until),
        _local_day(held.issued, zone) if held else "",
        exact_text(held.facts) if held else "",
        held.serial if held else "",
    ]


def status_word(status: Status, t: Translator) -> str:
    """A status as people read it."""
    words = {
        Status.NOT_ASSIGNED: t("Not asked"),
        Status.TO_DO: t("To do"),
        Status.IN_PROGRESS: t("In progress"),
        Status.OVERDUE: t("Overdue"),
        Status.CURRENT: t("Done"),
        Status.UPDATE_DUE: t("Done, update due"),
        Status.RENEW_SOON: t("Done, renew soon"),
        Status.EXPIRED: t("Expired"),
        Status.REVOKED: t("Revoked"),
        Status.OUT_OF_DATE: t("Out of date"),
        Status.EXCUSED: t("Excused"),
    }
    return words[status]


def mark_word(mark: Mark, t: Translator) -> str:
    """What is said beside a status, as people read it."""
    words = {
        Mark.PILOT: t("Pilot"),
        Mark.CLASSROOM: t("Classroom"),
        Mark.UNDER_REVIEW: t("Under review"),
    }
    return words[mark]


def exact_text(facts: dict[str, list[dict[str, object]]]) -> str:
    """The text a certificate names: `executive-order 1 (3fa9c2d01b7e)`, one for each module."""
    return "; ".join(
        f"{each['slug']} {each['revision']} ({each['sha256']})" for each in facts["modules"]
    )


def safe_cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: a quote goes before it."""
    return f"'{text}" if text.startswith(RISKY) or text.lstrip().startswith(RISKY) else text


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _local_day(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).date().isoformat()
