"""The kinds of mail, their words, and why somebody is reminded, as one says them."""

from training.assignments.reminders.timetable import Occasion
from training.web.languages import t


def kinds_said() -> dict[str, tuple[str, str]]:
    """Each kind of mail: what it is called, and when it is sent."""
    return {
        "assigned": (t("Something new to do"), t("It is asked of somebody, or has changed.")),
        "reminder": (t("Due soon"), t("Some days before it is due, and on the day itself.")),
        "overdue": (t("Overdue"), t("On the day after, and again every week.")),
        "escalation": (
            t("Others are long overdue"),
            t("To the supervisor, then to the liaison: one list, at most once a week."),
        ),
        "certificate-issued": (t("A certificate was earned"), t("To whoever earned it.")),
        "certificate-revoked": (
            t("A certificate was revoked"),
            t("To whoever holds it, as soon as two people have revoked it."),
        ),
        "liaison-digest": (t("Who finished training"), t("To liaisons, once a day.")),
        "liaison-left": (
            t("A department lost its liaison"),
            t("To administrators, when a liaison leaves or moves."),
        ),
        "dispute-opened": (
            t("A result is disputed"),
            t("To whoever answers it, each time it comes to somebody else."),
        ),
        "dispute-answered": (t("A dispute is answered"), t("To whoever disputed the result.")),
        "feedback-answered": (
            t("A reply about a text"),
            t("To whoever said that something is not how it works there."),
        ),
        "role-changed": (t("A role was given or ended"), t("To whoever has it or had it.")),
        "activation": (t("First sign-in"), t("When a liaison sends the link.")),
        "reset": (t("New password"), t("When somebody forgot theirs.")),
    }


def words_said() -> dict[str, str]:
    """What each {word} stands for."""
    return {
        "name": t("the reader’s name"),
        "list": t("what there is to do, or who: several lines"),
        "others": t("for supervisors and liaisons, who else is long overdue; otherwise nothing"),
        "link": t("the button to the very page"),
        "certificate": t("the certificate’s title"),
        "date": t("the day on which it was earned"),
        "department": t("the department’s name"),
        "day": t("the day it tells of"),
        "liaison": t("who was the liaison"),
        "role": t("the role’s name"),
        "rest": t("who is still there for the department"),
        "what": t("what changed, until when and why"),
        "number": t("the reader’s employee number"),
        "dispute": t("the dispute’s number"),
        "since": t("the day on which it was disputed"),
        "module": t("the module’s title"),
        "outcome": t("what came of it, in a sentence"),
        "answer": t("what the person who answers has written"),
        "from": t("who answers"),
        "until": t("until when the link works"),
    }


def occasion_said(occasion: Occasion) -> str:
    """Why somebody was written to, in a word or two."""
    return {
        Occasion.ASSIGNED: t("something new"),
        Occasion.BEFORE: t("due soon"),
        Occasion.DUE: t("due that day"),
        Occasion.OVERDUE: t("overdue"),
    }[occasion]
