"""Texts compared as people type them: what a thumb gets wrong makes no answer wrong."""

import unicodedata

TILDE = "\u0303"


def folded(text: str) -> str:
    """A short answer without case, accents, hyphens, spaces and quotation marks; ñ stays ñ."""
    kept: list[str] = []
    for sign in unicodedata.normalize("NFKD", text.casefold()):
        if sign == TILDE and kept and kept[-1] == "n":
            kept[-1] = "ñ"
        elif unicodedata.category(sign) in ("Mn", "Pd", "Pi", "Pf", "Zs", "Cc", "Cf"):
            continue
        elif sign not in "\"'":
            kept.append(sign)
    return "".join(kept)


def same_name(typed: str, name: str) -> bool:
    """Whether a typed name is this person's: letters and digits count, ñ may be typed as n.

    The last name may come first.
    """
    mine, theirs = _words_of_name(typed), _words_of_name(name)
    return bool(mine) and ("".join(mine) == "".join(theirs) or sorted(mine) == sorted(theirs))


def _words_of_name(text: str) -> list[str]:
    words = (
        "".join(sign for sign in folded(each) if sign.isalnum())
        for each in text.replace("-", " ").split()
    )
    return [each.replace("ñ", "n") for each in words if each]
