"""Figures about questions, as one says them."""

from training.learning.statistics.flags import Flag, Why, surely_below_zero
from training.learning.statistics.measures import LONGEST, Measures
from training.web.languages import t, t_of_request

FEWEST_SECONDS = 5
WELL, SOMEWHAT = 0.3, 0.1
"""From where on a question is said to tell people apart."""


def flag_words(flag: Flag) -> str:
    """What to look at, in plain words."""
    options = t_of_request().several(flag.options)
    words = {
        Why.WRONG_KEY: t(
            "Most people who did well chose {option}: is the key right?", option=options
        ),
        Why.WORSE_THAN_RIGHT: t(
            "More people who did well chose {option} than any right answer: is the key right, and"
            " is the question clear?",
            option=options,
        ),
        Why.TURNED_ROUND: t("Those who do well elsewhere do worse here."),
        Why.HARD: t("Few get this right: is it in the text, and is the question clear?"),
        Why.EASY: t("Nearly everybody gets this right."),
        Why.NOBODY: t("Nobody chooses {option}.", option=options),
    }
    return words[flag.why]


def share_words(share: float | None) -> str:
    """A share as a percentage; a dash for none."""
    return "–" if share is None else _in_one(t("{n}%", n=round(share * 100)))


def tells_apart_words(told: Measures) -> str:
    """How well a question tells those who know from those who do not."""
    correlation = told.discrimination
    if correlation is None:
        return t("cannot be told: all did alike")
    figure = f"{round(correlation, 2) or 0.0:.2f}".replace("-", "−")
    if correlation >= WELL:
        return t("{figure}, well", figure=figure)
    if correlation >= SOMEWHAT:
        return t("{figure}, somewhat", figure=figure)
    if not surely_below_zero(told):
        return t("{figure}, hardly", figure=figure)
    return t("{figure}, the wrong way round", figure=figure)


def time_words(seconds: float | None) -> str:
    """About how long half of the people took at most."""
    if seconds is None:
        return "–"
    if seconds >= LONGEST:
        return t("an hour or more")
    if seconds < FEWEST_SECONDS:
        return _in_one(t("under {n} s", n=FEWEST_SECONDS))
    if seconds < 60:
        return _in_one(t("about {n} s", n=round(seconds)))
    minutes, left = divmod(round(seconds), 60)
    return _in_one(t("about {minutes}:{seconds} min", minutes=minutes, seconds=f"{left:02}"))


def _in_one(words: str) -> str:
    """Words that no line's end comes between."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")
