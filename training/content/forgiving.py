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
    """Whether a typed name is this person's: letters and digits count, ñ may be typed as n."""
    mine, theirs = (
        "".join(sign for sign in folded(each).replace("ñ", "n") if sign.isalnum())
        for each in (typed, name)
    )
    return bool(mine) and mine == theirs
