"""Everything that is raised below the web; `web/errors.py` turns each into a page once."""

from dataclasses import dataclass
from typing import Any


class Said(str):
    """An English sentence that can be said again in another language.

    `Said("“{cell}” is not a date", cell="soon")` is that sentence; a translator looks up its
    `template` and fills the same `words` in, those that are `Said` themselves translated first.
    """

    template: str
    words: dict[str, Any]

    def __new__(cls, template: str, /, **words: Any) -> "Said":
        """The sentence with its words filled in."""
        said = super().__new__(cls, template.format(**words) if words else template)
        said.template = template
        said.words = words
        return said


class TrainingError(Exception):
    """Something the caller can do something about; its text says what."""

    @property
    def said(self) -> str:
        """What it says, translatable where it was raised with a `Said`."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else ""


class NotFound(TrainingError):
    """There is no such thing, or not for this person."""


class NotAllowed(TrainingError):
    """The person may not do this."""


class SignInRefused(NotAllowed):
    """An identity provider's word that we do not take; `code` says why to IT and the audit."""

    def __init__(self, said: str, *, code: str) -> None:
        super().__init__(said)
        self.code = code


class Conflict(TrainingError):
    """Somebody or something got there first; nothing was changed."""


class OnHold(TrainingError):
    """A text that this needs is withdrawn for now; nothing was changed, and nothing is lost."""


class NotReady(TrainingError):
    """Something has to be set or done before; the text says what."""


class TooEarly(NotReady):
    """The person who asks has something else to do first; nothing is wrong with us."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in an input: where it is, what is wrong and what to do about it."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.where}: {self.what}{remedy}"


class InputRefused(TrainingError):
    """An input with faults; nothing of it was used. `problems` names every one."""

    def __init__(self, summary: str, problems: list[Problem] | None = None) -> None:
        super().__init__(summary)
        self.problems = problems or []
