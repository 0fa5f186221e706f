"""Reading and checking a whole content root."""

from dataclasses import dataclass
from pathlib import Path

from training.content.checkup import Fault, Waiting, check_up, waiting_for_oei
from training.content.tree import read_tree


@dataclass(frozen=True, slots=True)
class Checked:
    """All that is to be said of a content root."""

    faults: tuple[Fault, ...]
    waiting: tuple[Waiting, ...]


def checked(root: Path) -> Checked:
    """The content root read, checked and linted."""
    tree = read_tree(root)
    return Checked(check_up(tree), waiting_for_oei(tree))
