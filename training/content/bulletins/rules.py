"""What a bulletin says: pure rules over what its author typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.errors import InputRefused, Problem, Said

LANGUAGES = ("en", "es")
LONGEST_TITLE = 120
LONGEST_TEXT = 1_000
"""What fits a phone's screen or two, and one sheet of paper beside the other text."""


@dataclass(frozen=True, slots=True)
class Words:
    """A bulletin in one language: plain text, an empty line between paragraphs."""

    title: str
    was: str
    now: str

    @property
    def before(self) -> tuple[str, ...]:
        """What held until now, by paragraph."""
        return paragraphs(self.was)

    @property
    def after(self) -> tuple[str, ...]:
        """What holds from now on, by paragraph."""
        return paragraphs(self.now)


Texts = Mapping[str, Words]
"""By language; English and Spanish are always there."""


def paragraphs(text: str) -> tuple[str, ...]:
    """Plain text by paragraph; a single line break is a space."""
    found = (" ".join(part.split()) for part in _settled(text).split("\n\n"))
    return tuple(each for each in found if each)


def tidy(texts: Texts) -> dict[str, Words]:
    """The same without what nobody sees. Raises `InputRefused` with all that is missing."""
    problems: list[Problem] = []
    found: dict[str, Words] = {}
    for language in LANGUAGES:
        words = texts.get(language, Words("", "", ""))
        found[language] = Words(
            " ".join(words.title.split()),
            "\n\n".join(paragraphs(words.was)),
            "\n\n".join(paragraphs(words.now)),
        )
        problems += _problems(language, found[language])
    if problems:
        raise InputRefused("The bulletin is not whole yet.", problems)
    return found


def stored(texts: Texts) -> dict[str, dict[str, str]]:
    """As kept in `bulletin.texts`."""
    return {
        language: {"title": words.title, "was": words.was, "now": words.now}
        for language, words in texts.items()
    }


def read_stored(stored: Mapping[str, Mapping[str, str]]) -> dict[str, Words]:
    """The texts that `stored()` gave."""
    return {
        language: Words(each["title"], each["was"], each["now"])
        for language, each in stored.items()
    }


def _problems(language: str, words: Words) -> list[Problem]:
    found: list[Problem] = []
    parts = (("title", words.title), ("was", words.was), ("now", words.now))
    for name, text in parts:
        most = LONGEST_TITLE if name == "title" else LONGEST_TEXT
        where = f"{name}_{language}"
        if not text:
            found.append(Problem(where, Said("is empty"), Said("everybody reads both languages")))
        elif len(text) > most:
            found.append(Problem(where, Said("is too long"), Said("write {n} at most", n=most)))
    return found


def _settled(text: str) -> str:
    lines = (line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(lines)
