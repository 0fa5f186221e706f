"""The interface's words in the reader's language (gettext by plain Babel), and dates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.lists import format_list
from babel.messages.pofile import read_po

from training.errors import Said

LANGUAGES = ("en", "es")
PSEUDO = "en-XA"
"""A language for tests: every translatable string stands in ⟦brackets⟧."""
CATALOGUES = Path(__file__).resolve().parent / "translations"


@dataclass(frozen=True, slots=True)
class Translator:
    """Says a sentence in one language: `t("Hello {name}", name="Lee")`."""

    language: str
    lookup: Callable[[str], str]

    def __call__(self, message: str, /, **values: object) -> str:
        """The message in this language, its `{words}` filled in; a `Said` brings its own."""
        if isinstance(message, Said):
            words = {k: self(v) if isinstance(v, Said) else v for k, v in message.words.items()}
            return self(message.template, **words)
        text = self.lookup(message)
        return text.format(**values) if values else text

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """`one` for exactly 1, else `many`; both may use `{n}`."""
        return self(one if n == 1 else many, n=n, **values)

    def several(self, things: Sequence[str]) -> str:
        """Things in a row as one says them: “a, b, and c”."""
        return format_list(things, locale=self._locale)

    def day(self, value: date, form: str = "full") -> str:
        """A date with its weekday as this reader writes it; `form` is a length Babel knows."""
        return format_date(value, format=form, locale=self._locale)

    def month(self, value: date) -> str:
        """The month of a date, with its year."""
        return format_skeleton("yMMMM", value, locale=self._locale)

    def moment(self, value: datetime, zone: ZoneInfo) -> str:
        """Date and time of an instant in the City's time zone, to the minute."""
        day = format_date(value.astimezone(zone), format="long", locale=self._locale)
        clock = format_time(value, format="short", tzinfo=zone, locale=self._locale)
        return f"{day}, {clock}"

    def second(self, value: datetime, zone: ZoneInfo) -> str:
        """The same to the second, with the name of the zone, where it has to be exact."""
        return format_datetime(value, format="long", tzinfo=zone, locale=self._locale)

    @property
    def _locale(self) -> str:
        return {"es": "es_US"}.get(self.language, "en_US")


@cache
def translator(language: str) -> Translator:
    """The translator of a language; English for one we do not have."""
    if language == PSEUDO:
        return Translator(language, lambda message: f"⟦{message}⟧")
    catalogue = _catalogue(language) if language in LANGUAGES else {}
    return Translator(
        language if language in LANGUAGES else "en", lambda text: catalogue.get(text, text)
    )


def _catalogue(language: str) -> dict[str, str]:
    path = CATALOGUES / f"{language}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {str(each.id): str(each.string) for each in catalogue if each.id and each.string}


def choose_language(wanted: list[str]) -> str:
    """The first wanted language that we have, else English."""
    for each in wanted:
        short = each.split("-")[0].lower()
        if each == PSEUDO or short in LANGUAGES:
            return each if each == PSEUDO else short
    return "en"
