"""What somebody filled in to ask people for a certificate, read and checked as one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form

from training.assignments.audience import Audience, What, read_stored
from training.assignments.models import RequirementVersion
from training.assignments.queries import versions_of
from training.assignments.rules import Rules, read_rules
from training.assignments.service import says
from training.reporting.choices import nobodys
from training.web.audience_form import AudienceForm, read_audience, show_audience
from training.web.languages import t
from training.web.requirement_form import FIELDS, Fixed, requirement_form, rules_of, shown_rules
from training.web.requirement_offer import Offer, requirements_by_name
from training.web.state import today
from training.web.unit import db

NUMBERS_SHOWN = 10


@dataclass(slots=True)
class Asking:
    """The form as it was sent, or as a requirement that is to be changed says."""

    offer: Offer
    form: Form
    whom: AudienceForm
    in_force: Mapping[str, RequirementVersion]
    name: str
    """The requirement that is changed; empty for a new one."""
    unknown: list[str] = field(default_factory=list)
    """What was named that nobody knows, in sentences."""

    @property
    def last(self) -> RequirementVersion | None:
        """The version that is changed."""
        return self.in_force.get(self.name)

    @property
    def audience(self) -> Audience:
        """Whom it asks, once it has been checked."""
        return self.whom.audience()

    @property
    def rules(self) -> Rules:
        """Its days, once it has been checked."""
        return rules_of(self.form)

    def check(self) -> bool:
        """Whether all of it can be used; if not, its forms say why."""
        whom = self.check_whom()
        return bool(self.form.validate()) and whom

    def check_whom(self) -> bool:
        """Whether one can tell whom it reaches."""
        self.unknown.clear()
        if self.whom.check():
            self._check_known()
        return not self.whom.errors

    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, each with where, in the order of the page."""
        whom = [(said, f"#{where}") for said, where in self.whom.errors]
        before = _said(self.form.certificate)
        after = [each for one in self.form if one.name != "certificate" for each in _said(one)]
        return [*before, *whom, *after]

    def same(self) -> str:
        """The name of the requirement that asks exactly this already; empty when none does."""
        return next(
            (
                name
                for name, each in self.in_force.items()
                if each.certificate == self.form.certificate.data
                and says(each, self.audience, self.rules)
            ),
            "",
        )

    def free_name(self) -> str:
        """A new requirement's name: its certificate's, with a number from the second one on."""
        certificate = str(self.form.certificate.data)
        names = [certificate, *(f"{certificate}-{n}" for n in range(2, len(self.in_force) + 3))]
        return next(each for each in names if each not in self.in_force)

    def _check_known(self) -> None:
        if self.whom.whom == "everyone":
            return
        places = [
            (g, n, line)
            for g, group in enumerate(self.whom.groups, 1)
            for n, line in enumerate(group, 1)
        ]
        for g, n, line in places:
            if line.what is What.DEPARTMENTS and not self.offer.names.keys() >= set(line.values):
                line.error = t("Choose departments from the list.")
            if line.what is What.NUMBERS and (wrong := nobodys(db(), line.chosen)):
                shown = ", ".join(wrong[:NUMBERS_SHOWN])
                line.error = t("Nobody has these employee numbers: {numbers}", numbers=shown)
            if line.error:
                self.whom.errors.append((line.error, f"line-{g}-{n}"))
                self.unknown.append(line.error)


def sent() -> MultiDict[str, str]:
    """What was sent, by a link or by a button."""
    return request.form if request.method == "POST" else request.args


def read_asking() -> Asking:
    """What was sent; of a requirement that was only named, what it says now or said once."""
    fields, offer, in_force = sent(), Offer(), requirements_by_name()
    name = fields.get("requirement", "")
    last = in_force.get(name)
    kept = read_rules(last.rules) if last else None
    fixed = Fixed(offer.certificates, today(), kept)
    shown = _version(name, fields) if "certificate" not in fields and "whom" not in fields else None
    if shown is None:
        return Asking(offer, requirement_form(fields, fixed), read_audience(fields), in_force, name)
    filled = MultiDict(shown_rules(read_rules(shown.rules)) | {"certificate": shown.certificate})
    whom = show_audience(read_stored(shown.audience))
    return Asking(offer, requirement_form(filled, fixed), whom, in_force, name)


def sent_fields(fields: MultiDict[str, str]) -> list[tuple[str, str]]:
    """What a form has to send again so that nothing of it is lost, but for the buttons."""
    rows = set(fields.getlist("line"))
    prefixes = tuple(f"{group}-" for group in fields.getlist("group"))
    return [
        (name, value)
        for name in fields
        for value in fields.getlist(name)
        if name in ("whom", "group", "line", "requirement", *FIELDS)
        or (rows and name.startswith(prefixes) and name.endswith(("-not", "-values", "-typed")))
    ]


def _said(one: Field) -> list[tuple[str, str]]:
    where = f"#{one.id}-0" if one.type == "RadioField" else f"#{one.id}"
    return [(message, where) for message in one.errors]


def _version(name: str, fields: MultiDict[str, str]) -> RequirementVersion | None:
    """The version that a link names, else the newest; none of a requirement nobody knows."""
    found = versions_of(db(), name) if name else []
    wanted = [each for each in found if str(each.n) == fields.get("version")]
    return next(iter(wanted or found), None)
