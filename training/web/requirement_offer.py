"""What the pages of requirements need to know: what there is to choose from, and what is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from training.assignments.audience import What, read_stored
from training.assignments.models import RequirementVersion
from training.assignments.queries import requirements_in_force
from training.assignments.rules import Rules, read_rules
from training.content.queries import all_in_force, certificate_edition
from training.people.departments.queries import departments
from training.reporting.choices import Choice, choices
from training.web.audience_form import LineField
from training.web.languages import language
from training.web.requirement_words import audience_words, due_words, value_name
from training.web.state import now, today
from training.web.unit import db


@dataclass(frozen=True, slots=True)
class Option:
    """A box that may be ticked in a line, and those of the divisions below it."""

    value: str
    label: str
    people: int
    checked: bool
    below: tuple["Option", ...] = ()


@dataclass(frozen=True)
class Offer:
    """What there is to choose from; each is asked for once, when it is needed."""

    @cached_property
    def certificates(self) -> list[tuple[str, str]]:
        """Slug and title of those that are published."""
        return [
            (each.slug, certificate_edition(db(), each).title(language()))
            for each in all_in_force(db(), "certificate")
        ]

    @cached_property
    def names(self) -> dict[str, str]:
        """The departments' and divisions' names by slug."""
        return {each.slug: each.name(language()) for each in departments(db())}

    @cached_property
    def values(self) -> dict[What, list[Choice]]:
        """What the roster says, with how many people."""
        return choices(db(), now=now(), today=today())

    def title(self, certificate: str) -> str:
        """What a certificate is called."""
        return dict(self.certificates).get(certificate, certificate)

    def options(self, line: LineField) -> list[Option]:
        """The boxes of a line; what was ticked stays, although nobody has it any more."""
        offered = self.values.get(line.what, [])
        known = {each.value for each in offered}
        gone = [Choice(each, 0) for each in line.values if each not in known]
        made = [(each, self._option(line, each)) for each in (*offered, *gone)]
        if line.what is not What.DEPARTMENTS:
            return [option for _choice, option in made]
        return self._nested(made)

    def _option(self, line: LineField, choice: Choice) -> Option:
        label = value_name(line.what, choice.value, self.names)
        return Option(choice.value, label, choice.people, choice.value in line.values)

    def _nested(self, made: list[tuple[Choice, Option]]) -> list[Option]:
        """Departments by name, each with its divisions by name."""
        below: dict[int, list[Option]] = {}
        tops: list[tuple[int | None, Option]] = []
        for choice, option in made:
            unit = choice.department
            if unit is not None and unit.parent_id is not None:
                below.setdefault(unit.parent_id, []).append(option)
            else:
                tops.append((unit.id if unit else None, option))
        whole = [
            Option(
                top.value,
                top.label,
                top.people,
                top.checked,
                tuple(sorted(below.get(key or 0, ()), key=_label)),
            )
            for key, top in tops
        ]
        return sorted(whole, key=_label)


def _label(option: Option) -> str:
    return option.label


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement in force, in the reader's words."""

    version: RequirementVersion
    title: str
    whom: list[str]
    """A phrase for each group of people."""
    due: str
    rules: Rules
    ended: bool
    people: int


def asked(version: RequirementVersion, offer: Offer, people: Mapping[str, int]) -> Asked:
    """A requirement in words; `people` is how many each is asked of now."""
    audience, rules = read_stored(version.audience), read_rules(version.rules)
    return Asked(
        version=version,
        title=offer.title(version.certificate),
        whom=audience_words(audience, offer.names),
        due=due_words(rules),
        rules=rules,
        ended=audience.nobody,
        people=people.get(version.requirement, 0),
    )


def requirements_by_name() -> dict[str, RequirementVersion]:
    """The newest version of every requirement by its name, those that have ended too."""
    return {each.requirement: each for each in requirements_in_force(db())}
