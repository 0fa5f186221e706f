"""Every view of ours, joined to the blueprint by being loaded."""

from training.web import (
    certificates,
    errors,
    guard,
    health,
    home,
    language_switch,
    learn,
    quiz,
    result,
    sign_in,
    verify,
)
from training.web.blueprint import blueprint

VIEWS = (
    certificates,
    errors,
    guard,
    health,
    home,
    language_switch,
    learn,
    quiz,
    result,
    sign_in,
    verify,
)

__all__ = ["VIEWS", "blueprint"]
