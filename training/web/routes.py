"""Every view of ours, joined to the blueprint by being loaded."""

from training.web import (
    errors,
    guard,
    health,
    home,
    language_switch,
    sign_in,
)
from training.web.blueprint import blueprint

VIEWS = (errors, guard, health, home, language_switch, sign_in)

__all__ = ["VIEWS", "blueprint"]
