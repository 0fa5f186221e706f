"""A calendar to subscribe to (RFC 5545): whole days, which are the same day in every time zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

MEDIA_TYPE = "text/calendar"
OCTETS = 75
"""The most octets of a line, its end left out (§3.1)."""


@dataclass(frozen=True, slots=True)
class AllDay:
    """Something on a day. `uid` stays the same for ever (§3.8.4.7), `url` is absolute."""

    uid: str
    day: date
    summary: str
    description: str
    url: str


def calendar(
    events: Iterable[AllDay], *, name: str, product: str, language: str, now: datetime
) -> str:
    """An iCalendar object as it is sent: lines folded, each ending in CR LF (§3.1, §3.4).

    `product` says what made it (§3.7.3). Its name and how often to ask again are RFC 7986 §5.1
    and §5.7. Where nothing is left to do it still holds a component, as §3.6 asks of every
    calendar: the time zone that times would be in.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{text(product)}",
        f"NAME;LANGUAGE={language}:{text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    shown = [line for each in events for line in _event(each, stamp, language)]
    lines += [*(shown or _NO_EVENT), "END:VCALENDAR"]
    return "".join(f"{fold(each)}\r\n" for each in lines)


def text(value: str) -> str:
    """A value of the type TEXT, escaped (§3.3.11); control characters are left out (§3.1)."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    for mark in (";", ","):
        value = value.replace(mark, f"\\{mark}")
    value = value.replace("\n", "\\n")
    return "".join(each for each in value if each == "\t" or not _is_control(each))


def fold(line: str) -> str:
    """A content line in pieces of 75 octets at most, never within a character (§3.1)."""
    pieces = [""]
    used = 0
    for each in line:
        size = len(each.encode())
        # A piece after the first begins with a blank, which counts.
        if used + size > OCTETS:
            pieces.append("")
            used = 1
        pieces[-1] += each
        used += size
    return "\r\n ".join(pieces)


_NO_EVENT = [
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
]


def _event(event: AllDay, stamp: str, language: str) -> list[str]:
    """§3.6.1. Without an end a date lasts its day; it makes nobody look busy (§3.8.2.7)."""
    return [
        "BEGIN:VEVENT",
        f"UID:{text(event.uid)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"SUMMARY;LANGUAGE={language}:{text(event.summary)}",
        f"DESCRIPTION;LANGUAGE={language}:{text(event.description)}",
        f"URL:{event.url}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _is_control(character: str) -> bool:
    return character < " " or character == "\x7f"
