"""Whoever has shown one thing only sees nothing but the way on until the second step is done."""

from flask import g, request

from training.errors import NotAllowed
from training.people.queries import Person
from training.people.second_factor.steps import Step, missing_step
from training.people.sign_in.queries import password_of
from training.web.access import Access
from training.web.languages import t
from training.web.state import state
from training.web.unit import db

ANYWAY = {"training.sign_in", "training.sign_out", "training.set_language"}
WAY_ON: dict[Step, set[str]] = {
    "": set(),
    "show": {
        "training.second_factor",
        "training.second_factor_send",
        "training.second_factor_passkey_options",
        "training.second_factor_passkey",
    },
    "set-up": {
        "training.account_factors",
        "training.account_app_send",
        "training.account_factors_prove",
        "training.account_passkey_options",
        "training.account_passkey_send",
    },
}
FIRST = {"show": "training.second_factor", "set-up": "training.account_factors"}


class StepMissing(NotAllowed):
    """Somebody came in, and a second factor is to be shown or set up before anything else."""

    def __init__(self, said: str, step: Step) -> None:
        super().__init__(said)
        self.step = step


def step_of(person: Person) -> Step:
    """What somebody still has to do before their sign-in holds."""
    if person.proof is None:
        return ""
    return missing_step(
        entered_here=person.proof.entered_here,
        has_one=person.proof.has_one,
        shown=person.proof.shown,
        needs_one=needs_one(person),
    )


def needs_one(person: Person) -> bool:
    """Whether somebody may do so much that a password, ours or a provider's, is not enough."""
    return state().config.second_factor == "required" and not person.only_learns


def has_second_step(person: Person) -> bool:
    """Whether they set up a second factor with us: whoever has a password here, or needs one."""
    if person.proof is None:
        return False
    return person.proof.has_one or needs_one(person) or password_of(db(), person.id) is not None


def whole(person: Person | None) -> Person | None:
    """The same person, nobody while a step is missing."""
    return person if person and not step_of(person) else None


def keep_to_the_way(declared: Access, person: Person) -> None:
    """Raise `StepMissing` where a step is missing and this view is not part of it.

    On a page for everybody they are nobody until then.
    """
    step = step_of(person)
    if not step or request.endpoint in ANYWAY | WAY_ON[step]:
        return
    if declared.is_public:
        g.training_person = None
        return
    raise StepMissing(t("Finish signing in first: one step is missing."), step)
