"""Events as a file for a spreadsheet."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from training.reporting.events import Event
from training.reporting.export import safe_cell
from training.text import Translator


def events_csv(
    events: Iterable[Event], t: Translator, zone: ZoneInfo, phrase: Callable[[str], str]
) -> str:
    """The events as CSV with a header in the reader's language; cells can never be formulas.

    `phrase` says an act in words.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [
            t("Number"),
            t("When"),
            t("Who, employee number"),
            t("Who, name"),
            t("What was done"),
            t("To whom, employee number"),
            t("To whom, name"),
            t("Act"),
            t("As it was written down"),
        ]
    )
    for each in events:
        writer.writerow([safe_cell(text) for text in _cells(each, zone, phrase)])
    return out.getvalue()


def _cells(event: Event, zone: ZoneInfo, phrase: Callable[[str], str]) -> list[str]:
    who, whom = event.actor, event.employee
    return [
        str(event.id),
        event.at.astimezone(zone).isoformat(timespec="seconds"),
        who.number if who else "",
        who.name if who else "",
        phrase(event.act),
        whom.number if whom else "",
        whom.name if whom else "",
        event.act,
        json.dumps(event.facts, ensure_ascii=False, sort_keys=True),
    ]
