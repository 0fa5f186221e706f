"""Who may use a view, and over which scope: declared beside each, enforced before all."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask import Flask, current_app, request, session

from training.errors import NotAllowed
from training.people.models import ROLES
from training.people.queries import Person
from training.web.state import today

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
TOKEN = "token"  # noqa: S105
SIGNED_IN = "signed-in"
SUPERVISOR = "supervisor"
WHO = (PUBLIC, TOKEN, SIGNED_IN, SUPERVISOR, *ROLES)
SCOPE = {
    PUBLIC: "public",
    TOKEN: "token",
    SIGNED_IN: "own",
    SUPERVISOR: "reports",
    "liaison": "department",
    "operator": "none",
}
"""The scope of a view for one of these; it is `all` for the other roles."""
SEES_ALL = ("administrator", "hr")
REASON = "training_reason"
"""Where the browser's session keeps who looks as an auditor, on which day, and why."""


class ReasonNeeded(NotAllowed):
    """An auditor wants to see records and has not said why."""


@dataclass(frozen=True, slots=True)
class Access:
    """`scope` is what of the data the view may touch: public, token, own, reports, department, all,
    or none of the records."""

    who: tuple[str, ...]
    """Any one of them is enough."""
    scope: str

    @property
    def is_public(self) -> bool:
        """Whether nobody has to sign in."""
        return PUBLIC in self.who

    @property
    def is_by_token(self) -> bool:
        """Whether the view checks a signed token of its own."""
        return TOKEN in self.who


def access(*who: str, scope: str = "") -> Callable[[View], View]:
    """Declare who may use a view: `PUBLIC`, `TOKEN`, `SIGNED_IN`, `SUPERVISOR` or some roles.

    The scope is that of the first named, unless another is given. A `TOKEN` view checks a signed
    token of its own, which stands in for sign-in and CSRF.
    """
    unknown = [each for each in who if each not in WHO]
    if unknown or not who:
        raise ValueError(f"{unknown} is not somebody a view can be for; use some of {WHO}")
    declared = Access(who, scope or SCOPE.get(who[0], "all"))

    def declare(view: View) -> View:
        view.training_access = declared  # type: ignore[attr-defined]
        return view

    return declare


def declared_access(app: Flask, endpoint: str) -> Access | None:
    """What a view of ours declares; static files are public."""
    if endpoint == "training.static":
        return Access((PUBLIC,), "public")
    found: Access | None = getattr(app.view_functions.get(endpoint), "training_access", None)
    return found


def refuse_undeclared(app: Flask) -> None:
    """Raise `RuntimeError` naming the views of ours that say nothing about who may use them."""
    ours = [each for each in app.view_functions if each.startswith("training.")]
    silent = sorted(each for each in ours if declared_access(app, each) is None)
    if silent:
        raise RuntimeError(f"no @access declared: {', '.join(silent)}")


def of_this_request() -> Access:
    """What the view about to run declares."""
    found = declared_access(current_app, request.endpoint or "")
    if found is None:
        raise RuntimeError(f"no @access declared: {request.endpoint}")
    return found


def allows(declared: Access, person: Person) -> bool:
    """Whether somebody is one of those whom a view is for.

    An administrator may everything a liaison may, everywhere; a deputy what the liaison may.
    """
    return any(_is(who, person) for who in declared.who)


def lacks_reason(declared: Access, person: Person) -> bool:
    """Whether only the auditor's role lets somebody in, and they have not said why they look."""
    if declared.scope == "none":
        return False
    as_others = replace(person, roles=person.roles - {"auditor"})
    return not allows(declared, as_others) and not reason_given(person)


def looks_as_auditor(declared: Access, person: Person) -> bool:
    """Whether the auditor's role lets somebody see more here than they otherwise would."""
    return "auditor" in declared.who and "auditor" in person.roles and bool(reason_given(person))


def reason_given(person: Person) -> str:
    """Why an auditor looks, as they said today in this browser; empty when they did not."""
    who, day, reason, *_case = session.get(REASON) or (0, "", "")
    return str(reason) if (who, day) == (person.id, today().isoformat()) else ""


def departments_of(person: Person) -> frozenset[int] | None:
    """The departments a person looks after, divisions included; `None` means every one."""
    return None if "administrator" in person.roles else person.liaison_of


def departments_seen_by(person: Person) -> frozenset[int] | None:
    """The departments whose people a person may look at; `None` means every one.

    HR sees them all, and so does an auditor who has said why.
    """
    if not person.roles.isdisjoint(SEES_ALL) or _is_auditing(person):
        return None
    return person.liaison_of


def require_department(person: Person, department_id: int) -> None:
    """Raise `NotAllowed` unless the person looks after that department."""
    scope = departments_of(person)
    if scope is not None and department_id not in scope:
        raise NotAllowed("This department is not one of yours.")


def _is_auditing(person: Person) -> bool:
    return "auditor" in person.roles and bool(reason_given(person))


def _is(who: str, person: Person) -> bool:
    if who == SIGNED_IN:
        return True
    if who == SUPERVISOR:
        return person.supervises
    if who == "liaison":
        return bool(person.liaison_of) or "administrator" in person.roles
    return who in person.roles
