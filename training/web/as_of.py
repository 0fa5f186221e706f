"""The day that a page is asked to show: today, or how it stood at the end of an earlier one."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import request
from wtforms import Form
from wtforms.validators import ValidationError

from training.web.day_field import DayField
from training.web.languages import t
from training.web.state import now, state, today

MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class AsOf:
    """An instant, the local day it is in, and the form to choose another."""

    at: datetime
    day: date
    form: Form

    @property
    def past(self) -> bool:
        """Whether it is not today."""
        return self.day != today()

    @property
    def asked(self) -> dict[str, str]:
        """As an address has it; nothing for today."""
        return {"on": self.day.isoformat()} if self.past else {}


def as_of() -> AsOf:
    """What `on` in the address asks for; today with the form's error if that is no past day."""

    class OnForm(Form):  # type: ignore[misc]
        on = DayField(t("Who was current on"), render_kw={"max": today().isoformat()})

        def validate_on(self, _field: DayField) -> None:
            day: date | None = self.data.get("on")
            if day is not None and day > today():
                raise ValidationError(t("Choose today or a day before it."))

    form = OnForm(request.args)
    day: date | None = form.data.get("on") if form.validate() else None
    if day is None or day == today():
        return AsOf(now(), today(), form)
    return AsOf(end_of(day), day, form)


def end_of(day: date) -> datetime:
    """The last instant of a local day."""
    return datetime.combine(day + timedelta(days=1), time(), state().config.zone) - MOMENT
