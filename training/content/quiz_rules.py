"""What a quiz's front matter rules: what passes, how often, how soon again, what is told when."""

import re
from dataclasses import dataclass
from datetime import timedelta

from training.content.front_matter import FrontMatter
from training.content.source import Report

PASS = re.compile(r"^(\d{1,3})\s*%$")
UNLIMITED = ("", "no limit", "unlimited")
WAIT = re.compile(r"^(\d{1,3})\s*(minute|hour|day|week)s?$")
TIME_LIMIT = re.compile(r"^(\d{1,3})\s*(minute|hour)s?$")
NO_WAIT = ("", "no", "none", "no wait")
FEEDBACK = ("after each attempt", "after passing", "only the result")
"""Why answers are right or wrong is told after every attempt, after the one that passes, or never.

Which pages to read again is told in any case.
"""
OF_SCORED = ("pass", "attempts", "wait", "time-limit")
DEFAULT_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Rules:
    """`pass_share` is 0 to 1; `attempts`, `wait` and `time_limit` are none where there is none.

    A quiz that is not `scored` is practice: the module is completed by reading, and the quiz is
    never recorded against anyone.
    """

    pass_share: float = DEFAULT_SHARE
    attempts: int | None = None
    wait: timedelta | None = None
    feedback: str = FEEDBACK[0]
    scored: bool = True
    time_limit: timedelta | None = None


def read_rules(front: FrontMatter, report: Report) -> Rules:
    """The rules of a quiz; what cannot be read is reported, and its default holds."""
    scored = _scored(front, report)
    for key in OF_SCORED:
        if not scored and front.text(key):
            report.add(
                front.line(key),
                f"“{key}” means nothing in a quiz that is practice",
                "leave it out, or write “scored: yes”",
            )
    return Rules(
        _pass_share(front, report),
        _attempts(front, report),
        _wait(front, report),
        _feedback(front, report),
        scored,
        _time_limit(front, report),
    )


def _scored(front: FrontMatter, report: Report) -> bool:
    wanted = front.text("scored").lower()
    if wanted not in ("", "yes", "no"):
        report.add(front.line("scored"), f"“scored: {wanted}” cannot be read", "write yes or no")
    return wanted != "no"


def _pass_share(front: FrontMatter, report: Report) -> float:
    wanted = front.text("pass")
    match = PASS.match(wanted)
    if match and 1 <= int(match[1]) <= 100:
        return int(match[1]) / 100
    if wanted:
        report.add(front.line("pass"), f"“{wanted}” is not a pass mark", "write it as 80%")
    return DEFAULT_SHARE


def _attempts(front: FrontMatter, report: Report) -> int | None:
    wanted = front.text("attempts").lower()
    if wanted in UNLIMITED:
        return None
    if wanted.isdecimal() and 1 <= int(wanted[:4]) <= 100:
        return int(wanted)
    report.add(front.line("attempts"), f"“{wanted}” cannot be read", "write no limit, or a number")
    return None


def _wait(front: FrontMatter, report: Report) -> timedelta | None:
    wanted = front.text("wait").lower()
    match = WAIT.match(wanted)
    if match and int(match[1]):
        return timedelta(**{f"{match[2]}s": int(match[1])})
    if wanted not in NO_WAIT:
        report.add(
            front.line("wait"),
            f"“{wanted}” is not a time to wait",
            "write it as 30 minutes, 2 hours or 1 day, or leave it out",
        )
    return None


def _time_limit(front: FrontMatter, report: Report) -> timedelta | None:
    wanted = front.text("time-limit").lower()
    match = TIME_LIMIT.match(wanted)
    if match and int(match[1]):
        return timedelta(**{f"{match[2]}s": int(match[1])})
    if wanted not in UNLIMITED:
        report.add(
            front.line("time-limit"),
            f"“{wanted}” is not a time limit",
            "write it as 20 minutes or 1 hour, or leave it out",
        )
    return None


def _feedback(front: FrontMatter, report: Report) -> str:
    wanted = " ".join(front.text("feedback").lower().split())
    if wanted and wanted not in FEEDBACK:
        report.add(
            front.line("feedback"), f"“{wanted}” cannot be read", f"write {', '.join(FEEDBACK)}"
        )
    return wanted if wanted in FEEDBACK else FEEDBACK[0]
