"""Employees whose training is not as it usually is: changed by a move or a text, or put off."""

from datetime import timedelta

from sqlalchemy import select

from training.assignments.excuses.service import set_excuses
from training.cli.demo.histories import Stage, finish
from training.people.departments.queries import department
from training.people.models import Employment

MOVES_TO = "youth-family-services"
"""A department that reads pages of its own."""
LEARNERS = {
    "moved": ("public-library", 4),
    "excused": ("arts-culture", 2),
    "behind": ("solid-waste", 2),
}
"""Each one's unit and which of its people it is, as with the roles."""


def make_learners(stage: Stage, who: dict[str, int], *, hr: int) -> None:
    """Bring each of `LEARNERS` into their situation; `who` are their ids, `hr` is who excuses."""
    finish(stage, who["moved"], days_ago=30)
    finish(stage, who["behind"], days_ago=25)
    _move(stage, who["moved"])
    set_excuses(
        stage.db,
        [who["excused"]],
        certificate=None,
        from_day=stage.today - timedelta(days=7),
        to_day=stage.today + timedelta(days=35),
        by=hr,
        now=stage.now,
        today=stage.today,
    )


def _move(stage: Stage, employee_id: int) -> None:
    """To another department, a week ago."""
    row = stage.db.scalars(select(Employment).where(Employment.employee_id == employee_id)).one()
    kept = {
        each.key: getattr(row, each.key)
        for each in Employment.__mapper__.column_attrs
        if each.key not in ("id", "department_id", "from_day", "recorded", "supervisor_id")
    }
    stage.db.add(
        Employment(
            **kept,
            department_id=department(stage.db, MOVES_TO).id,
            supervisor_id=None,
            from_day=stage.today - timedelta(days=7),
            recorded=stage.now - timedelta(days=7),
        )
    )
    stage.db.flush()
