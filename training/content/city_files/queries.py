"""Reads of the City's files in force."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from training.content.acts import read_calendar
from training.content.queries import CITY, blobs, in_force
from training.content.source import Report, read_source

CALENDAR = "city/calendar.md"


def city_texts(db: Session, paths: Iterable[str]) -> dict[str, str]:
    """The files in force among these, by path; two statements, one where nothing is published."""
    city = in_force(db, CITY, CITY)
    known: dict[str, str] = city.manifest["files"] if city else {}
    wanted = {each: known[each] for each in paths if each in known}
    if not wanted:
        return {}
    return {path: raw.decode("utf-8-sig") for path, raw in blobs(db, wanted).items()}


def holidays(db: Session) -> frozenset[date]:
    """The days on which the City does not work, as `city/calendar.md` in force says."""
    text = city_texts(db, [CALENDAR]).get(CALENDAR)
    report = Report(CALENDAR)
    source = read_source(CALENDAR, text.encode("utf-8"), report) if text else None
    return frozenset(each.day for each in read_calendar(source, report)) if source else frozenset()
