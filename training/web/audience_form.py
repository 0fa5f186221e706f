"""The lines of an audience in a form: read, changed by its buttons, checked.

Every line is sent as a hidden `line` such as `1-2-jobs`: group, line and what it looks at. Its own
fields begin with `1-2-`. So it works without a script, and an order survives.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from training.assignments.audience import Audience, Line, What
from training.assignments.rules import MOST_DAYS
from training.web.languages import t

EVERYONE, SOME = "everyone", "some"
MOST_GROUPS = MOST_LINES = 10
MOST_NUMBERS = 2_000
LONGEST_VALUE = 120
_LINE = re.compile(r"(\d{1,2})-(\d{1,2})-([a-z ]{1,20})", re.ASCII)
_BUTTON = re.compile(r"(add|drop) (\d{1,2})(?:-(\d{1,2}))?", re.ASCII)


@dataclass(slots=True)
class LineField:
    """A line as it was filled in."""

    what: What
    negated: bool = False
    values: list[str] = field(default_factory=list)
    """What was ticked."""
    typed: str = ""
    """Days or employee numbers as typed."""
    error: str = ""

    def line(self) -> Line:
        """The line that is meant, once it has been checked."""
        if self.what is What.HIRED_WITHIN:
            return Line(self.what, frozenset([str(int(self.typed))]), self.negated)
        return Line(self.what, frozenset(self.chosen), self.negated)

    @property
    def chosen(self) -> list[str]:
        """The values: those ticked, or the numbers typed."""
        if self.what is What.NUMBERS:
            return [each.upper() for each in re.split(r"[\s,;]+", self.typed) if each]
        return self.values

    def check(self) -> None:
        """Set `error` to what is wrong, if anything is."""
        if self.what is What.HIRED_WITHIN:
            days = self.typed.strip()
            fine = days.isdecimal() and days.isascii() and 0 < int(days[:6]) <= MOST_DAYS
            self.error = "" if fine else t("Write a number of days from 1 to {n}.", n=MOST_DAYS)
        elif self.what is What.NUMBERS:
            self.error = self._numbers_error()
        elif not self.values:
            self.error = t("Tick at least one.")
        elif any(len(each) > LONGEST_VALUE for each in self.values):
            self.error = t("Choose from the list.")

    def _numbers_error(self) -> str:
        if not self.chosen:
            return t("Write at least one employee number.")
        if len(self.chosen) > MOST_NUMBERS:
            return t("These are too many: {n:,} numbers at most.", n=MOST_NUMBERS)
        long = any(len(each) > LONGEST_VALUE for each in self.chosen)
        return t("That is no employee number.") if long else ""


@dataclass(slots=True)
class AudienceForm:
    """Everyone, or groups of lines; nothing is chosen in an empty one."""

    whom: str = ""
    groups: list[list[LineField]] = field(default_factory=lambda: [[]])
    errors: list[tuple[str, str]] = field(default_factory=list)
    """What is wrong and the id of where, for the summary."""
    focus: str = ""
    """The id of where one goes on after a button."""

    @property
    def filled(self) -> bool:
        """Whether anything has been chosen yet."""
        return self.whom == EVERYONE or any(self.groups)

    def check(self) -> bool:
        """Whether it can be used; if not, `errors` and the lines' own say why."""
        self.errors = list(self._problems())
        return not self.errors

    def audience(self) -> Audience:
        """The audience that is meant, once it has been checked."""
        if self.whom == EVERYONE:
            return Audience()
        return Audience.any_of([line.line() for line in group] for group in self.groups)

    def _problems(self) -> Iterator[tuple[str, str]]:
        if self.whom not in (EVERYONE, SOME):
            yield t("Choose everyone, or only some people."), "whom-everyone"
            return
        if self.whom == EVERYONE:
            if any(self.groups):
                yield (
                    t("Everyone is chosen, and there are lines too. Take one of them back."),
                    "whom-everyone",
                )
            return
        for g, group in enumerate(self.groups, 1):
            if not group:
                yield t("Add a line that says whom you mean."), f"add-{g}"
            for n, line in enumerate(group, 1):
                line.check()
                if line.error:
                    yield line.error, f"line-{g}-{n}"


def read_audience(sent: MultiDict[str, str]) -> AudienceForm:
    """The form as it was sent; what no form of ours sends is left aside."""
    groups: dict[str, list[LineField]] = {
        each: [] for each in sent.getlist("group")[:MOST_GROUPS] if each.isdecimal()
    }
    for sent_line in sent.getlist("line")[: MOST_GROUPS * MOST_LINES]:
        match = _LINE.fullmatch(sent_line)
        if match and match[1] in groups and match[3] in list(What):
            groups[match[1]].append(_read_line(sent, f"{match[1]}-{match[2]}-", What(match[3])))
    return AudienceForm(sent.get("whom", ""), list(groups.values()) or [[]])


def show_audience(audience: Audience) -> AudienceForm:
    """The form filled with an audience."""
    if audience.everyone or audience.nobody:
        return AudienceForm(EVERYONE if audience.everyone else "")
    groups = [[_show_line(line) for line in group] for group in audience.groups]
    return AudienceForm(SOME, groups)


def press(form: AudienceForm, button: str, sent: MultiDict[str, str]) -> None:
    """Do what one of the form's own buttons says."""
    match = _BUTTON.fullmatch(button)
    if button == "or" and len(form.groups) < MOST_GROUPS:
        form.groups.append([])
        form.whom, form.focus = SOME, f"add-{len(form.groups)}"
    elif match and 0 < int(match[2]) <= len(form.groups):
        g, n = int(match[2]), int(match[3] or 0)
        if match[1] == "add":
            _add_line(form, g, sent.get(f"add-{g}", ""))
        else:
            _drop(form, g, n)


def _add_line(form: AudienceForm, g: int, what: str) -> None:
    group = form.groups[g - 1]
    form.whom = SOME
    if what in list(What) and len(group) < MOST_LINES:
        group.append(LineField(What(what)))
        form.focus = f"line-{g}-{len(group)}"


def _drop(form: AudienceForm, g: int, n: int) -> None:
    if n:
        del form.groups[g - 1][n - 1 : n]
        form.focus = f"add-{g}"
    elif len(form.groups) > 1:
        del form.groups[g - 1]
        form.focus = "or"


def _read_line(sent: MultiDict[str, str], name: str, what: What) -> LineField:
    return LineField(
        what=what,
        negated=sent.get(f"{name}not") == "not",
        values=list(dict.fromkeys(sent.getlist(f"{name}values"))),
        typed=sent.get(f"{name}typed", ""),
    )


def _show_line(line: Line) -> LineField:
    values = sorted(line.values)
    if line.what is What.NUMBERS:
        return LineField(line.what, line.negated, typed=" ".join(values))
    if line.what is What.HIRED_WITHIN:
        return LineField(line.what, line.negated, typed=str(line.days))
    return LineField(line.what, line.negated, values)
