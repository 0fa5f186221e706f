"""A day in a form, from a browser's calendar or as people type it."""

from wtforms import DateField
from wtforms.validators import StopValidation

from training.web.languages import t

US_DAY = "%m/%d/%Y"
"""How people type a day where the browser has no calendar to choose it from."""
FORMATS = ["%Y-%m-%d", US_DAY]


class DayField(DateField):  # type: ignore[misc]
    """A day; what is no day is refused in the reader's language."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent; nothing is no day."""
        if not any(valuelist):
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(t("Write the day as year-month-day, such as 2030-12-15.")) from None


def needs_a_day(_form: object, field: DateField) -> None:
    """A validator: the field may not be empty; a day that was no day has its own words."""
    if field.errors:
        raise StopValidation
    if field.data is None:
        raise StopValidation(t("Choose a day."))
