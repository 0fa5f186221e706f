"""A calendar as RFC 5545 wants it, each rule by its clause."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.standards.icalendar import AllDay, calendar, fold, text

AT = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
EVENT = AllDay(
    "3f1c",
    date(2026, 12, 15),
    "City training: Órdenes; 1, 2",
    "Line\nnext \\",
    "https://a.example/",
)


def made(*events: AllDay) -> str:
    return calendar(events, name="City training", product="-//A//B//EN", language="es", now=AT)


def unfolded(stream: str) -> list[str]:
    return stream.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_an_event_says_what_every_event_has_to_say() -> None:
    lines = unfolded(made(EVENT))
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//A//B//EN"], "§3.6, §3.7"
    event = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT") + 1]
    assert event == [
        "BEGIN:VEVENT",
        "UID:3f1c",
        "DTSTAMP:20261123T160000Z",
        "DTSTART;VALUE=DATE:20261215",
        "SUMMARY;LANGUAGE=es:City training: Órdenes\\; 1\\, 2",
        "DESCRIPTION;LANGUAGE=es:Line\\nnext \\\\",
        "URL:https://a.example/",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
    assert lines[-1] == "END:VCALENDAR"


def test_a_calendar_holds_a_component_when_nothing_is_due() -> None:
    lines = unfolded(made())
    begun = [each for each in lines if each.startswith("BEGIN:")]
    assert begun == ["BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "BEGIN:STANDARD"], "§3.6"
    assert len(begun) == sum(each.startswith("END:") for each in lines)


@pytest.mark.parametrize(
    ("said", "sent"),
    [("a,b;c\\d", "a\\,b\\;c\\\\d"), ("a\r\nb\rc\nd", "a\\nb\\nc\\nd"), ("a\x00\x1bb\tc", "ab\tc")],
)
def test_text_is_escaped_and_no_line_can_be_slipped_in(said: str, sent: str) -> None:
    assert text(said) == sent


@given(some.text(max_size=300))
def test_lines_are_folded_within_75_octets_and_between_characters(words: str) -> None:
    line = f"SUMMARY:{text(words)}"
    pieces = fold(line).split("\r\n")
    assert all(len(each.encode("utf-8", "surrogatepass")) <= 75 for each in pieces)
    assert all(each.startswith(" ") for each in pieces[1:])
    assert fold(line).replace("\r\n ", "") == line


def test_every_line_ends_in_cr_lf_and_nothing_else_ends_a_line() -> None:
    stream = made(EVENT, EVENT)
    assert stream.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", stream)
