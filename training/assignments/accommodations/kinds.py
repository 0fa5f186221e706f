"""What can be set, and to which values."""

from collections.abc import Mapping

from training.errors import InputRefused

QUIZ_TIME, INTERPRETER, PAPER = "quiz-time", "interpreter", "paper"
YES = "yes"
VALUES: Mapping[str, tuple[str, ...]] = {
    QUIZ_TIME: ("125", "150", "200"),
    INTERPRETER: (YES,),
    PAPER: (YES,),
}
"""By kind. The time for a quiz is in percent of what all others have."""
USUAL_TIME = 100


def refuse_unknown(kind: str, value: str | None) -> None:
    """Raise `InputRefused` for what cannot be set; no value takes a kind back."""
    if kind not in VALUES or (value is not None and value not in VALUES[kind]):
        raise InputRefused("Choose from what there is.")
