"""What somebody still has to do before their sign-in holds."""

from typing import Literal

Step = Literal["", "show", "set-up"]


def missing_step(*, entered_here: bool, has_one: bool, shown: bool, needs_one: bool) -> Step:
    """`show` for who has a second factor and did not show it, `set-up` for who needs one first.

    A sign-in by an identity provider is enough for who needs none, and for who showed one there.
    """
    if not entered_here and (shown or not needs_one):
        return ""
    if has_one:
        return "" if shown else "show"
    return "set-up" if needs_one else ""
