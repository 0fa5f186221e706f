"""Who may use a view, and over which scope: declared beside each, enforced before all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, request

from training.errors import NotAllowed
from training.people.queries import Person

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
TOKEN = "token"  # noqa: S105
SIGNED_IN = "signed-in"
ROLES = ("liaison", "author", "administrator")
WHO = (PUBLIC, TOKEN, SIGNED_IN, *ROLES)
SCOPE = {PUBLIC: "public", TOKEN: "token", SIGNED_IN: "own", "liaison": "department"}


@dataclass(frozen=True, slots=True)
class Access:
    """`scope` is public, token, own, department or all: what of the data the view may touch."""

    who: str
    scope: str


def access(who: str, *, scope: str = "") -> Callable[[View], View]:
    """Declare who may use a view: `PUBLIC`, `TOKEN`, `SIGNED_IN` or a role.

    A `TOKEN` view checks a signed token of its own, which stands in for sign-in and CSRF.
    """
    if who not in WHO:
        raise ValueError(f"{who} is not somebody a view can be for; use one of {WHO}")
    declared = Access(who, scope or SCOPE.get(who, "all"))

    def declare(view: View) -> View:
        view.training_access = declared  # type: ignore[attr-defined]
        return view

    return declare


def declared_access(app: Flask, endpoint: str) -> Access | None:
    """What a view of ours declares; static files are public."""
    if endpoint == "training.static":
        return Access(PUBLIC, "public")
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
    """Whether the role is held; an administrator may everything a liaison may, everywhere."""
    if declared.who == SIGNED_IN:
        return True
    if declared.who == "liaison":
        return bool(person.liaison_of) or "administrator" in person.roles
    return declared.who in person.roles


def departments_of(person: Person) -> frozenset[int] | None:
    """The departments a person looks after, divisions included; `None` means every one."""
    return None if "administrator" in person.roles else person.liaison_of


def require_department(person: Person, department_id: int) -> None:
    """Raise `NotAllowed` unless the person looks after that department."""
    scope = departments_of(person)
    if scope is not None and department_id not in scope:
        raise NotAllowed("This department is not one of yours.")
