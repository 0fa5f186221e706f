"""Which earlier texts of a question a corrected key is meant for too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Said(NamedTuple):
    """What an author said of a change of the question's English."""

    label: str
    wrong_key: bool

    @property
    def same_question(self) -> bool:
        """Whether it asks what it asked before."""
        return self.wrong_key or self.label == "wording"


@dataclass(frozen=True, slots=True)
class Text:
    """A revision of the module, as far as one question goes.

    `texts` are the hashes of its English, none where it did not ask it; `said` is of what changed
    in it since the revision before.
    """

    id: int
    texts: frozenset[str]
    said: tuple[Said, ...]

    @property
    def wrong_key(self) -> bool:
        """Whether it corrected a key."""
        return any(each.wrong_key for each in self.said)


class Correction(NamedTuple):
    """The revision that corrected a key last, and those before that asked the same question."""

    revision_id: int
    before: tuple[int, ...]
    """The newest first; never empty."""
    keys: tuple[int, ...]
    """Of all these the ones that corrected a key."""


def correction(texts: Sequence[Text]) -> Correction | None:
    """What the last corrected key of a question is meant for; none where none was corrected.

    `texts` are all revisions of the module, the oldest first. Back from the correction to where it
    last became another question: by a change that its author called more than one of wording, or
    of which nobody said anything.
    """
    last = next((n for n in range(len(texts) - 1, 0, -1) if texts[n].wrong_key), None)
    if last is None:
        return None
    before: list[int] = []
    for n in range(last - 1, -1, -1):
        if not texts[n].texts:
            break
        before.append(texts[n].id)
        if n == 0 or not _same_question(texts[n - 1], texts[n]):
            break
    if not before:
        return None
    known = {*before, texts[last].id}
    keys = tuple(each.id for each in texts if each.id in known and each.wrong_key)
    return Correction(texts[last].id, tuple(before), keys)


def _same_question(was: Text, now: Text) -> bool:
    if was.texts == now.texts:
        return True
    return bool(now.said) and all(each.same_question for each in now.said)
