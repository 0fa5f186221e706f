"""What somebody still has to do before their sign-in holds."""

from typing import Literal

Step = Literal["", "show", "set-up"]


def missing_step(*, entered_here: bool, has_one: bool, shown: bool, needs_one: bool) -> Step:
    """`show` for who has a second factor and did not show it, `set-up` for who needs one first.

    Nothing for a sign-in that began at an identity provider: it asks for its own.
    """
    if not entered_here:
        return ""
    if has_one:
        return "" if shown else "show"
    return "set-up" if needs_one else ""
