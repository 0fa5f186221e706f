"""How a reminder says what somebody has to do, in lines that mails and slips share."""

from training.assignments.reminders.timetable import Debt, What
from training.content.letter import Word, bullets
from training.reporting.reminders.said import Digest, LateOne
from training.text import Translator

MOST_NAMED = 60
"""People in one list; whoever looks after more is led to the page."""


def said_of_debt(debt: Debt, title: str, t: Translator) -> str:
    """What somebody has to do, and by when, in one line."""
    day = t.day(debt.due) if debt.due else ""
    if debt.overdue:
        return t("{title}: was due on {day}", title=title, day=day)
    if debt.what is What.RENEWAL:
        return t("{title}: your certificate ends on {day}; renew it before", title=title, day=day)
    if debt.what is What.UPDATE:
        if not day:
            return t("{title}: something has changed; take the short update", title=title)
        return t(
            "{title}: something has changed; take the short update by {day}", title=title, day=day
        )
    return t("{title}: due on {day}", title=title, day=day) if day else title


def lists_of(digest: Digest, t: Translator) -> dict[str, Word]:
    """The words `{list}` and `{others}`: one's own, and those whom one hears of."""
    own = [said_of_debt(each, _title(digest, each), t) for each in digest.own]
    late = [_said_of_late(each, digest, t) for each in digest.late[:MOST_NAMED]]
    more = len(digest.late) - MOST_NAMED
    if more > 0:
        late.append(t.count("{n:,} more person", "{n:,} more people", more))
    return own_and_others(own, late, t)


def own_and_others(own: list[str], late: list[str], t: Translator) -> dict[str, Word]:
    """The same from lines: without anything of one's own the list is of the others."""
    if not own:
        return {"list": bullets(late), "others": bullets([])}
    heading = t("These people have had overdue training for some time:")
    return {"list": bullets(own), "others": bullets(late, heading=heading)}


def _said_of_late(late: LateOne, digest: Digest, t: Translator) -> str:
    own = [said_of_debt(each, _title(digest, each), t) for each in late.debts]
    return f"{late.who.name}, {late.who.number}: {'; '.join(own)}"


def _title(digest: Digest, debt: Debt) -> str:
    return digest.titles.get(debt.certificate, debt.certificate)
