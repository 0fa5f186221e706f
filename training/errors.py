"""Everything that is raised below the web; `web/errors.py` turns each into a page once."""

from dataclasses import dataclass


class TrainingError(Exception):
    """Something the caller can do something about; its text says what."""


class NotFound(TrainingError):
    """There is no such thing, or not for this person."""


class NotAllowed(TrainingError):
    """The person may not do this."""


class Conflict(TrainingError):
    """Somebody or something got there first; nothing was changed."""


class NotReady(TrainingError):
    """Something has to be set or done before; the text says what."""


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
