"""Which passwords are too weak, by NIST SP 800-63B-4 §3.1.1.2.

Length and a blocklist; no rules about kinds of characters, nothing that makes people choose anew.
"""

import re
from collections.abc import Iterable, Set
from functools import cache
from pathlib import Path

from training.errors import Said
from training.people.passwords import LONGEST, normalised

COMMON = Path(__file__).with_name("common_passwords.txt")
SHORTEST_PIECE = 3
FEW = 2
"""A password of so many different guessable pieces, however often repeated, is guessable."""
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
ROWS = (*_ROWS, *(row[::-1] for row in _ROWS))
NOTHING = re.compile(r"[^\w@$]+|_+")
"""What is left out before looking: spaces and marks between words."""
LOOKS_LIKE = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}
"""How people write words to make them look like something else."""


def weaknesses(password: str, *, least: int, about: Iterable[str]) -> list[Said]:
    """What is wrong with a new password; `about` is what others know: name, number, city."""
    password = normalised(password)
    if len(password) < least:
        return [
            Said("Use at least {n} characters. A few words in a row are easy to remember.", n=least)
        ]
    if len(password) > LONGEST:
        return [Said("Use at most {n} characters.", n=LONGEST)]
    if is_guessable(password, about):
        return [
            Said(
                "This one is easy to guess: it is made of words or rows of keys that many people"
                " use, or of your own name, your number or the City's. Take something else."
            )
        ]
    return []


def is_guessable(password: str, about: Iterable[str]) -> bool:
    """Whether a password is nothing but few pieces that are tried first, repeated or numbered."""
    own = {piece for each in about for piece in _pieces(each)}
    return _is_made_of_few(NOTHING.sub("", password.casefold()), own | common())


@cache
def common() -> frozenset[str]:
    """The words and rows of keys that are tried first, in small letters."""
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    words = {each.strip() for each in lines if each.strip() and not each.startswith("#")}
    return frozenset(words)


def _pieces(words: str) -> set[str]:
    """What stands in a name: each word of it, and all of it in a row."""
    found = re.findall(r"\w+", words.casefold())
    return {each for each in (*found, "".join(found)) if len(each) >= SHORTEST_PIECE}


def _is_made_of_few(text: str, pieces: Set[str]) -> bool:
    """Whether the text can be cut into at most `FEW` different pieces, digits and runs aside."""
    longest = max(map(len, pieces), default=0)
    spelt = "".join(LOOKS_LIKE.get(letter, letter) for letter in text)
    reached: dict[int, set[frozenset[str]]] = {0: {frozenset()}}
    for at in range(len(text)):
        ways = reached.pop(at, set())
        ends = [(each, "") for each in _filler_ends(text, at)] if ways else []
        for end in range(at + SHORTEST_PIECE, min(at + longest, len(text)) + 1) if ways else ():
            ends += [(end, each) for each in {text[at:end], spelt[at:end]} & pieces]
        for end, piece in ends:
            now = {used | {piece} if piece else used for used in ways}
            reached.setdefault(end, set()).update(each for each in now if len(each) <= FEW)
    return len(text) in reached and bool(reached[len(text)])


def _filler_ends(text: str, at: int) -> set[int]:
    """Where something that adds nothing ends: a digit or a mark, a run of letters or of keys."""
    found = {at + 1} if not text[at].isalpha() else set()
    same = re.compile(re.escape(text[at]) + "+").match(text, at)
    found |= {same.end()} if same and same.end() - at >= SHORTEST_PIECE else set()
    for row in ROWS:
        start = row.find(text[at])
        end = at
        while start >= 0 and text[at : end + 1] == row[start : start + end + 1 - at] != "":
            end += 1
            if end == len(text) or start + end - at >= len(row):
                break
        found |= {end} if end - at >= SHORTEST_PIECE else set()
    return found
