"""Drills of one's own department: the sheet to take along, and what was seen."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import redirect, request
from werkzeug.wrappers import Response

from training.content.placed import ITEM
from training.content.queries import all_in_force, module_edition
from training.errors import InputRefused, NotAllowed, NotFound
from training.learning.attempts.queries import asked_now
from training.learning.measuring.models import Exercise
from training.learning.measuring.queries import exercise, exercises
from training.learning.measuring.scripts import Script, checklists, scenarios
from training.learning.measuring.service import Drill, record_exercise
from training.learning.queries import last_completions
from training.people.departments.queries import departments
from training.people.models import Department
from training.people.queries import Person
from training.web.access import SUPERVISOR, access, departments_of
from training.web.answer_form import number
from training.web.blueprint import ID, address, blueprint
from training.web.drill_form import drill_form, headcount_of, steps_of
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.state import now, today
from training.web.unit import commit, db


@dataclass(frozen=True, slots=True)
class Played:
    """A drill on the list, with what it was called."""

    row: Exercise
    department: Department
    title: str
    told: bool
    """Whether its steps may be shown, so that they can be put right."""

    def number_of(self, how: str) -> int:
        """How many of its steps were `done`, `prompted` or `missed`."""
        return sum(1 for each in self.row.steps if each["done"] == how)


@blueprint.get("/drills")
@access("liaison", SUPERVISOR)
def drills() -> str:
    """What may be played, and the drills that were recorded."""
    mine = _mine()
    scripts = _scripts()
    titles = {(each.module, each.scenario): each.title for each in scripts}
    rows = exercises(db(), mine.keys())
    taken = last_completions(db(), current().id).keys()
    return render(
        "measures/drills.html",
        scripts=scripts,
        played=[
            Played(
                each,
                mine[each.department_id],
                titles.get((each.module, each.scenario), ""),
                _is_told(each.module, each.scenario, taken),
            )
            for each in rows
        ],
    )


@blueprint.get("/drills/sheet")
@access("liaison", SUPERVISOR)
def drills_sheet() -> str:
    """What to take along: the steps with boxes to tick, and no line for a name."""
    return render("measures/drill_sheet.html", script=_script(), places=_choices(_mine()))


@blueprint.get("/drills/new")
@access("liaison", SUPERVISOR)
def drills_new() -> str:
    """The form for what was seen."""
    return _page(drill_form(None, _choices(_mine()), today()), _script())


@blueprint.post("/drills/new")
@access("liaison", SUPERVISOR)
def drills_add() -> Response | tuple[str, int]:
    """Record a drill."""
    return _save(_script(), None)


@blueprint.get(f"/drills/<{ID}:exercise_id>/correct")
@access("liaison", SUPERVISOR)
def drills_correct(exercise_id: int) -> str:
    """The form with what was recorded, to put right."""
    old = _old(exercise_id)
    return _page(drill_form(None, _choices(_mine()), today(), old), _script_of(old), old)


@blueprint.post(f"/drills/<{ID}:exercise_id>/correct")
@access("liaison", SUPERVISOR)
def drills_correct_save(exercise_id: int) -> Response | tuple[str, int]:
    """Record it anew; the earlier record stays, and counts no more."""
    old = _old(exercise_id)
    return _save(_script_of(old), old)


def _save(script: Script, old: Exercise | None) -> Response | tuple[str, int]:
    mine = _mine()
    where = number(request.form.get("department", ""))
    if where is not None and where not in mine:
        raise NotAllowed("This department is not one of yours.")
    form = drill_form(request.form, _choices(mine), today())
    done = steps_of(request.form, script)
    valid = form.validate()
    if not valid or len(done) < len(script.steps):
        return _page(form, script, old, missing=len(done) < len(script.steps)), 422
    drill = Drill(
        day=form.day.data,
        department_id=int(form.department.data),
        site=" ".join(form.site.data.split()),
        headcount=headcount_of(form),
        script=script,
        done=done,
    )
    try:
        record_exercise(db(), drill, by=current().id, now=now(), today=today(), corrects=old)
    except InputRefused as refused:
        form.day.errors = [t(refused.said)]
        return _page(form, script, old), 422
    commit()
    say("success", t("The drill is recorded, with nobody’s name."))
    return redirect(address("training.drills"), 303)


def _page(
    form: object, script: Script, old: Exercise | None = None, *, missing: bool = False
) -> str:
    marked = {str(at): each["done"] for at, each in enumerate(old.steps)} if old else {}
    marked |= {
        key.removeprefix("step-"): value
        for key, value in request.form.items()
        if key.startswith("step-")
    }
    return render(
        "measures/drill_form.html",
        form=form,
        script=script,
        old=old,
        marked=marked,
        missing=missing,
        kinds=[
            ("done", t("Done without help")),
            ("prompted", t("Prompted")),
            ("missed", t("Missed")),
        ],
    )


def _mine() -> dict[int, Department]:
    """The departments whose drills somebody sees and records: those they look after; a
    supervisor's is the one where they work."""
    person = current()
    within = departments_of(person)
    ids = within if within is None or not person.supervises else within | _home(person)
    return {each.id: each for each in departments(db()) if ids is None or each.id in ids}


def _home(person: Person) -> frozenset[int]:
    return frozenset({person.department_id} if person.department_id else ())


def _choices(mine: dict[int, Department]) -> list[tuple[str, str]]:
    """Where it can have been: the person's own department first."""
    first = current().department_id
    ordered = sorted(mine.values(), key=lambda each: (each.id != first, each.slug))
    return [(str(each.id), each.name(language())) for each in ordered]


def _scripts(modules: Collection[str] | None = None) -> list[Script]:
    """What may be played. A scenario's best way is told only to those who took its module."""
    person = current()
    taken = last_completions(db(), person.id).keys()
    found: list[Script] = []
    for revision in all_in_force(db(), "module"):
        if modules is None or revision.slug in modules:
            edition = module_edition(db(), revision)
            found += checklists(edition, person.lineage, language())
            found += [
                each
                for each in scenarios(edition, person.lineage, language())
                if _is_told(each.module, each.scenario, taken)
            ]
    return found


def _is_told(module: str, scenario: str, taken: Collection[str]) -> bool:
    """Whether somebody may see what is done: the best way through a scenario is the answer to it,
    which nobody is told who is being asked it."""
    if not scenario.startswith(ITEM):
        return True
    asked = asked_now(db(), current().id, module) if module in taken else ()
    return module in taken and scenario.removeprefix(ITEM) not in asked


def _old(exercise_id: int) -> Exercise:
    """The record to put right. Raises `NotFound`."""
    old = exercise(db(), exercise_id, _mine().keys())
    if _is_told(old.module, old.scenario, last_completions(db(), current().id).keys()):
        return old
    raise NotFound("There is nothing of this name to play.")


def _script() -> Script:
    """The one that the address names. Raises `NotFound`."""
    module, scenario = request.args.get("module", ""), request.args.get("scenario", "")
    for each in _scripts([module]):
        if each.scenario == scenario:
            return each
    raise NotFound("There is nothing of this name to play.")


def _script_of(old: Exercise) -> Script:
    """What was played, in the words in which it was recorded."""
    steps = tuple(str(each["step"]) for each in old.steps)
    return Script(old.module, old.scenario, "", steps)
