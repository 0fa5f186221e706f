"""Every view of ours, joined to the blueprint by being loaded."""

from training.web import (
    certificates,
    city,
    department,
    errors,
    guard,
    health,
    home,
    language_switch,
    learn,
    oidc,
    quiz,
    requirements,
    result,
    roster,
    sign_in,
    verify,
)
from training.web.blueprint import blueprint

VIEWS = (
    certificates,
    city,
    department,
    errors,
    guard,
    health,
    home,
    language_switch,
    learn,
    oidc,
    quiz,
    requirements,
    result,
    roster,
    sign_in,
    verify,
)

__all__ = ["VIEWS", "blueprint"]
