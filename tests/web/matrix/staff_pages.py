"""The routes for those who look after people: a team, a department, a number to call."""

from collections.abc import Set as AbstractSet

from tests.cast import NOW, TODAY
from tests.web.matrix.city import STAFFED
from tests.web.matrix.rows import Row, get, keeper, looker, of, people, places, post, self_, who_is
from tests.web.matrix.stage import Ask, Stage
from tests.web.matrix.viewers import Viewer
from training.assignments.reminders.service import print_slips

PLACES = ("own", "div", "oth", "non")
KEPT = (*PLACES, "cit")
LIAISON = ("liaison",)
LOOKERS = ("liaison", "hr", "auditor")
SUPERVISOR = ("supervisor",)
CONTACT = {"kind": "legal", "name": "Somebody", "number": "505-555-0100"}


def looks_into_any(viewer: Viewer, _target: str) -> bool:
    """Who may look at the people of some department."""
    return bool(viewer.looks_into)


def departments(stage: Stage, viewer: Viewer, _target: str) -> AbstractSet[str]:
    """The departments in numbers; the one that a viewer has, where they have only one."""
    only = tops(stage, viewer, "")
    return stage.city.active(only.pop()[1:4]) if len(only) == 1 else places(stage, viewer, "")


def tops(_stage: Stage, viewer: Viewer, _target: str) -> set[str]:
    """The departments that stand by themselves: a division does under nobody's eyes but its own."""
    apart = {"div"} if "own" in viewer.looks_into else set()
    return {f"z{each}place" for each in set(viewer.looks_into) - apart}


def listed(stage: Stage, viewer: Viewer, target: str) -> AbstractSet[str]:
    """All who work there: each of them is on the page."""
    return {each for each in people(stage, viewer, target) if not each.endswith(("place", "site"))}


def around(stage: Stage, viewer: Viewer, target: str) -> AbstractSet[str]:
    """All who work there, and the department above as far as the viewer has it."""
    above = {"zownplace"} if target == "div" and "own" in viewer.looks_into else set()
    return people(stage, viewer, target) | above


def numbers(stage: Stage, _viewer: Viewer, target: str) -> set[str]:
    """What a department keeps and kept: its numbers, and its name."""
    return {f"z{target}desk", f"z{target}former", f"z{target}place", "zcithotline"}


def kept(stage: Stage, viewer: Viewer, target: str) -> AbstractSet[str]:
    """What of that the City keeps where no department does."""
    return numbers(stage, viewer, target) - (set() if target == "cit" else {"zcithotline"})


def team(_stage: Stage, _viewer: Viewer, _target: str) -> set[str]:
    """Where those work whom a supervisor has."""
    return {"zownplace", "zownsite"}


def report(_stage: Stage, _viewer: Viewer, _target: str) -> set[str]:
    """The one person whom the supervisor has."""
    return {"zownreport"}


def reminded(stage: Stage, viewer: Viewer, _target: str) -> Ask:
    """What was sent, once somebody of each place was reminded on paper."""
    if viewer.looks_into:
        who = [stage.city.people[f"z{each}learner"].id for each in STAFFED]
        by = stage.city.people["zcitadmin"].id
        stage.change(lambda db: print_slips(db, who, by=by, now=NOW, today=TODAY))
    return Ask("/mail/sent")


def hear(_stage: Stage, viewer: Viewer, _target: str) -> set[str]:
    """Those of them whom the viewer may look at."""
    return {f"z{each}learner" for each in STAFFED if each in viewer.looks_into}


PEOPLE = "/departments/{slug}"
CONTACTS = "/contacts/{place}"

STAFF_PAGES = [
    Row("GET team", SUPERVISOR, get("/team"), who_is("supervisor"), shows=report, sees=team),
    Row(
        "GET team_csv", SUPERVISOR, get("/team.csv"), who_is("supervisor"), shows=report, sees=team
    ),
    Row(
        "GET departments",
        LOOKERS,
        get("/departments"),
        looks_into_any,
        shows=tops,
        sees=departments,
    ),
    Row("GET department", LOOKERS, get(PEOPLE), looker, PLACES, listed, around),
    Row("GET department_csv", LOOKERS, get(PEOPLE + ".csv"), looker, PLACES, listed, people),
    Row(
        "GET sign_ins",
        LIAISON,
        get(PEOPLE + "/sign-ins", show="all"),
        keeper,
        PLACES,
        listed,
        people,
    ),
    Row(
        "POST sign_ins_send",
        LIAISON,
        post(PEOPLE + "/sign-ins", who="{new}", by="slip"),
        keeper,
        PLACES,
        of("new"),
    ),
    Row(
        "GET reminder_slips",
        LIAISON,
        get(PEOPLE + "/reminders"),
        keeper,
        PLACES,
        of("paper"),
        people,
    ),
    Row(
        "POST reminder_slips_send",
        LIAISON,
        post(PEOPLE + "/reminders", who="{paper}"),
        keeper,
        PLACES,
        of("paper"),
    ),
    Row("GET mail_sent", LOOKERS, reminded, looks_into_any, shows=hear),
    Row(
        "GET tablets", LIAISON, get(PEOPLE + "/tablets"), keeper, PLACES, of("tablet"), of("place")
    ),
    Row(
        "POST tablets_add",
        LIAISON,
        post(PEOPLE + "/tablets", label="Staff room"),
        keeper,
        PLACES,
        says="This tablet is ready to be shared",
    ),
    Row(
        "POST tablets_end",
        LIAISON,
        post(PEOPLE + "/tablets/{tablet}/end"),
        keeper,
        PLACES,
        of("place"),
        says="no longer shared",
    ),
    Row("GET contacts_kept", LIAISON, get(CONTACTS), keeper, KEPT, of("desk"), kept),
    Row("GET contacts_new", LIAISON, get(CONTACTS + "/new"), keeper, KEPT, self_, of("place")),
    Row(
        "POST contacts_add",
        LIAISON,
        post(CONTACTS + "/new", **CONTACT),
        keeper,
        KEPT,
        of("desk"),
        kept,
        "The number is kept.",
    ),
    Row("GET contacts_edit", LIAISON, get(CONTACTS + "/{contact}"), keeper, KEPT, of("desk"), kept),
    Row(
        "POST contacts_change",
        LIAISON,
        post(CONTACTS + "/{contact}", **CONTACT),
        keeper,
        KEPT,
        of("desk"),
        kept,
        "The change is kept.",
    ),
    Row(
        "POST contacts_end",
        LIAISON,
        post(CONTACTS + "/{contact}/end"),
        keeper,
        KEPT,
        of("desk"),
        kept,
        "not shown any more",
    ),
    Row(
        "POST contacts_confirm",
        LIAISON,
        post(CONTACTS + "/confirm", contact="{contact}"),
        keeper,
        KEPT,
        of("desk"),
        kept,
        "1 number is confirmed.",
    ),
]
