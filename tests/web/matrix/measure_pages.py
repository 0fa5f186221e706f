"""The routes of what training brings: drills of one's own department, figures, the sample."""

from tests.cast import TODAY
from tests.web.matrix.city import STAFFED
from tests.web.matrix.rows import Row, get, of, post, who_is
from tests.web.matrix.stage import Ask, Stage
from tests.web.matrix.viewers import Viewer

DRILLERS = ("liaison", "supervisor")
LIAISON, ADMINISTRATOR = ("liaison",), ("administrator",)
administrator = who_is(*ADMINISTRATOR)
CARD = {"module": "basics", "scenario": "section:after"}
NEW = "/drills/new?module=basics&scenario=section:after"


def within(viewer: Viewer) -> set[str]:
    """The places whose drills somebody sees and records."""
    own = {viewer.home} if viewer.role == "supervisor" else set()
    return set(viewer.keeps) | own


def anywhere(viewer: Viewer, _target: str) -> bool:
    """Who holds drills."""
    return bool(within(viewer))


def there(viewer: Viewer, target: str) -> bool:
    """Who holds drills at the target."""
    return target in within(viewer)


def keeps_any(viewer: Viewer, _target: str) -> bool:
    """Who looks after a department."""
    return bool(viewer.keeps)


def rooms(_stage: Stage, viewer: Viewer, _target: str) -> set[str]:
    """Where those drills were that the viewer sees."""
    return {f"z{each}room" for each in within(viewer)}


def departments(_stage: Stage, viewer: Viewer, _target: str) -> set[str]:
    """The departments that they may choose."""
    return {f"z{each}place" for each in within(viewer)}


def both(stage: Stage, viewer: Viewer, target: str) -> set[str]:
    """Drills and departments."""
    return rooms(stage, viewer, target) | departments(stage, viewer, target)


def tops(_stage: Stage, viewer: Viewer, _target: str) -> set[str]:
    """The departments whose figures a viewer sees; a division has none of its own."""
    return {f"z{each}place" for each in viewer.keeps if each != "div"}


def record(stage: Stage, _viewer: Viewer, target: str) -> Ask:
    """A drill, as its form sends it."""
    return Ask(NEW, _seen(stage, target))


def correct(stage: Stage, _viewer: Viewer, target: str) -> Ask:
    """The planted one, put right."""
    return Ask(f"/drills/{stage.city.exercises[target]}/correct", _seen(stage, target))


def look(stage: Stage, _viewer: Viewer, target: str) -> Ask:
    """The form to put the planted one right."""
    return Ask(f"/drills/{stage.city.exercises[target]}/correct")


def _seen(stage: Stage, target: str) -> dict[str, object]:
    place = str(stage.city.departments[target].id)
    site, day = f"Z{target}room", TODAY.isoformat()
    return {"day": day, "department": place, "site": site, "headcount": "3", "step-0": "done"}


MEASURE_PAGES = [
    Row("GET drills", DRILLERS, get("/drills"), anywhere, shows=rooms, sees=both),
    Row(
        "GET drills_sheet",
        DRILLERS,
        get("/drills/sheet", **CARD),
        anywhere,
        sees=departments,
        says="Tick one box",
    ),
    Row("GET drills_new", DRILLERS, get("/drills/new", **CARD), anywhere, shows=departments),
    Row("POST drills_add", DRILLERS, record, there, STAFFED, of("room"), both),
    Row("GET drills_correct", DRILLERS, look, there, STAFFED, of("room"), departments),
    Row("POST drills_correct_save", DRILLERS, correct, there, STAFFED, of("room"), both),
    Row("GET measures_page", LIAISON, get("/measures"), keeps_any, sees=tops, says="Knew later"),
    Row(
        "GET measures_sample",
        ADMINISTRATOR,
        get("/measures/sample"),
        administrator,
        says="to be confirmed by OEI",
    ),
    Row(
        "POST measures_sample_save",
        ADMINISTRATOR,
        post("/measures/sample", size="40", do="save"),
        administrator,
        says="40 people a month",
    ),
]
