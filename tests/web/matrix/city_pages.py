"""The routes for those whose task is the whole City."""

import re

from tests.web.matrix.city import STAFFED
from tests.web.matrix.rows import (
    Row,
    auditor,
    everything,
    get,
    of,
    people,
    post,
    self_,
    who_is,
)
from tests.web.matrix.stage import Ask, Stage, upload
from tests.web.matrix.viewers import Viewer

ADMINISTRATOR = ("administrator",)
BRINGS_IN = ("administrator", "hr")
GRANTS = ("administrator", "auditor")
AUDITOR = ("auditor",)
administrator, brings_in, audits = who_is(*ADMINISTRATOR), who_is(*BRINGS_IN), who_is(*AUDITOR)
NEW_ROLE = {
    "role": "legal",
    "from_day": "2026-11-23",
    "to_day": "2026-12-31",
    "reason": "A review",
}
WANTED = {
    "certificate": "core",
    "whom": "some",
    "group": "1",
    "line": "1-1-departments",
    "1-1-values": "{slug}",
    "due_how": "day",
    "due": "2026-12-20",
}


def sent_roster(stage: Stage, _viewer: Viewer, target: str) -> Ask:
    """A file with a recruit."""
    data, _ = stage.roster(target)
    return Ask("/roster", {"source": f"{target}-list", "file": upload(data)})


def roster_page(stage: Stage, _viewer: Viewer, target: str) -> Ask:
    """What that file would change."""
    return Ask(f"/roster/check/{stage.roster(target)[1]}")


def roster_in(stage: Stage, viewer: Viewer, target: str) -> Ask:
    """The file, brought in as it was shown."""
    token = stage.roster(target)[1]
    page = stage.client(viewer).get(f"/roster/check/{token}").text
    seen = re.findall(r'name="seen" value="([0-9a-f]{64})"', page)
    return Ask(f"/roster/check/{token}", {"seen": seen[0] if seen else ""})


def roster_away(stage: Stage, _viewer: Viewer, target: str) -> Ask:
    """The file, thrown away."""
    return Ask(f"/roster/discard/{stage.roster(target)[1]}", {})


def all_places(_stage: Stage, _viewer: Viewer, _target: str) -> set[str]:
    """The names of all departments."""
    return {f"z{each}place" for each in (*STAFFED, "cit")}


def across(_stage: Stage, _viewer: Viewer, _target: str) -> set[str]:
    """Somebody on the page that an auditor wanted before they were asked why."""
    return {"zothlearner"}


def held(_stage: Stage, _viewer: Viewer, _target: str) -> set[str]:
    """Those who hold a role in each department, and why."""
    return {f"z{each}{what}" for each in STAFFED for what in ("helper", "reason", "wish")}


CITY_PAGES = [
    Row("GET grants", GRANTS, get("/access"), who_is(*GRANTS), shows=held, sees=everything),
    Row(
        "GET grant_end",
        ADMINISTRATOR,
        get("/access/{grant}/end"),
        administrator,
        STAFFED,
        of("helper"),
    ),
    Row(
        "POST grant_end_send",
        ADMINISTRATOR,
        post("/access/{grant}/end"),
        administrator,
        STAFFED,
        of("helper"),
        everything,
        "no longer has this role",
    ),
    Row(
        "GET grant_renew",
        ADMINISTRATOR,
        get("/access/{grant}/renew"),
        administrator,
        STAFFED,
        of("helper"),
        of("reason"),
    ),
    Row(
        "POST grant_renew_send",
        ADMINISTRATOR,
        post("/access/{grant}/renew", to_day="2027-03-01"),
        administrator,
        STAFFED,
        of("helper"),
        everything,
        "Saved.",
    ),
    Row(
        "GET grants_new",
        ADMINISTRATOR,
        get("/access/new", person="{number}"),
        administrator,
        STAFFED,
        of("learner"),
        all_places,
    ),
    Row(
        "POST grants_save",
        ADMINISTRATOR,
        post("/access/new", person="{number}", **NEW_ROLE),
        administrator,
        STAFFED,
        of("learner"),
        everything,
        "Saved.",
    ),
    Row(
        "POST grant_decide",
        ADMINISTRATOR,
        post("/access/waiting/{act}", answer="agree"),
        administrator,
        STAFFED,
        of("learner"),
        everything,
        "Agreed.",
    ),
    Row("GET mail_texts", ADMINISTRATOR, get("/mail"), administrator, says="As it will look"),
    Row("GET mail_text", ADMINISTRATOR, get("/mail/overdue"), administrator, says="{list}"),
    Row(
        "POST mail_text_send",
        ADMINISTRATOR,
        post("/mail/overdue", source="---\nsubject: Now\n---\n\nDo it.\n", language="en"),
        administrator,
        says="Do it.",
    ),
    Row(
        "GET mail_settings",
        ADMINISTRATOR,
        get("/mail/settings"),
        administrator,
        says="to be confirmed by OEI",
    ),
    Row(
        "POST mail_settings_save",
        ADMINISTRATOR,
        post("/mail/settings", supervisor="2"),
        administrator,
        says="after 2 weeks overdue",
    ),
    Row("GET requirements", ADMINISTRATOR, get("/requirements"), administrator, shows=all_places),
    Row(
        "GET requirements_new",
        ADMINISTRATOR,
        get("/requirements/new", whom="some", group="1", line="1-1-departments"),
        administrator,
        shows=all_places,
    ),
    Row(
        "POST requirements_new",
        ADMINISTRATOR,
        post("/requirements/new", do="show", **WANTED),
        administrator,
        STAFFED,
        of("learner"),
        everything,
    ),
    Row(
        "GET requirements_whom",
        ADMINISTRATOR,
        get("/requirements/whom", **WANTED),
        administrator,
        STAFFED,
        of("learner"),
        people,
    ),
    Row(
        "POST requirements_whom",
        ADMINISTRATOR,
        post("/requirements/whom", **WANTED),
        administrator,
        STAFFED,
        of("learner"),
        people,
    ),
    Row(
        "GET requirements_check",
        ADMINISTRATOR,
        get("/requirements/check", **WANTED),
        administrator,
        STAFFED,
        of("place"),
    ),
    Row(
        "POST requirements_check",
        ADMINISTRATOR,
        post("/requirements/check", **WANTED),
        administrator,
        STAFFED,
        of("place"),
    ),
    Row(
        "POST requirements_save",
        ADMINISTRATOR,
        post("/requirements", requirement="core-3", **WANTED),
        administrator,
        STAFFED,
        of("place"),
        all_places,
        "Saved.",
    ),
    Row(
        "GET requirement_history",
        ADMINISTRATOR,
        get("/requirements/history", requirement="core"),
        administrator,
        sees=all_places,
        says="Versions, the newest first",
    ),
    Row(
        "GET requirement_end",
        ADMINISTRATOR,
        get("/requirements/end", requirement="core"),
        administrator,
        sees=all_places,
        says="Ask nobody any more?",
    ),
    Row(
        "POST requirement_end_send",
        ADMINISTRATOR,
        post("/requirements/end", requirement="core", seen="1"),
        administrator,
        sees=everything,
        says="Ended.",
    ),
    Row("GET roster", BRINGS_IN, get("/roster"), brings_in, shows=self_),
    Row("POST roster_send", BRINGS_IN, sent_roster, brings_in, STAFFED, of("recruit"), of("place")),
    Row("GET roster_check", BRINGS_IN, roster_page, brings_in, STAFFED, of("recruit"), of("place")),
    Row("POST roster_import", BRINGS_IN, roster_in, brings_in, STAFFED, self_, says="is in."),
    Row(
        "POST roster_discard", BRINGS_IN, roster_away, brings_in, STAFFED, self_, says="is deleted."
    ),
    Row(
        "GET audit",
        AUDITOR,
        get("/audit", person="{number}"),
        audits,
        STAFFED,
        of("learner"),
        everything,
    ),
    Row(
        "GET audit_csv",
        AUDITOR,
        get("/audit.csv", person="{number}"),
        audits,
        STAFFED,
        of("learner"),
        everything,
    ),
    Row("GET audit_reason", AUDITOR, get("/audit/reason"), auditor, shows=self_),
    Row(
        "POST audit_reason_send",
        AUDITOR,
        post("/audit/reason", reason="review", next="/departments/zothplace"),
        auditor,
        shows=across,
        sees=everything,
    ),
    Row("GET operations", ("operator",), get("/operations"), who_is("operator"), says="TRAINING_"),
]
