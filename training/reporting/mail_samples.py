"""What stands for the {words} of a mail where it is only looked at: nobody's real data."""

from collections.abc import Callable
from datetime import date, timedelta

from training.assignments.reminders.timetable import Debt, What
from training.config import Config
from training.content.letter import Word, bullets, plain
from training.links import access_page, activation_page, department_page, home_page, team_page
from training.reporting.reminders.wording import own_and_others, said_of_debt
from training.text import Translator

Link = Callable[[str, str], Word]
NAME, NUMBER = "Lee Learner", "1002"
OTHER = "Max Mover, 1004"
"""Invented, like everybody in the demonstration."""


def sample_words(
    kind: str, t: Translator, config: Config, *, link: Link, today: date
) -> dict[str, Word]:
    """Every word that a mail of a kind may use, as it may look; `link` makes a link of one."""
    department, certificate = t("An example department"), t("An example certificate")
    words = {
        "name": plain(NAME),
        "number": plain(NUMBER),
        "certificate": plain(certificate),
        "department": plain(department),
        "date": plain(t.day(today)),
        "day": plain(t.day(today - timedelta(days=1))),
        "until": plain(t.day(today + timedelta(days=7))),
        "liaison": plain("Lia Liaison"),
        "role": plain(t("Liaison")),
        "what": plain(t("You have a role now: {role}.", role=t("Liaison"))),
        "rest": plain(t("Nobody looks after it now.")),
        "module": plain(t("An example module")),
        "dispute": plain("7"),
        "since": plain(t.day(today)),
        "outcome": plain(t("The result stands.")),
        "answer": plain(t("What the person who answers has written.")),
        "from": plain("Olga Organizer"),
        "link": _link(kind, t, config, link),
    }
    return words | _lists(kind, certificate, t, today)


def _lists(kind: str, certificate: str, t: Translator, today: date) -> dict[str, Word]:
    soon, past = today + timedelta(days=14), today - timedelta(days=22)
    update = Debt("", What.UPDATE, today, soon + timedelta(days=7))
    debts = {
        "assigned": [Debt("", What.TO_DO, today, soon), update],
        "reminder": [Debt("", What.TO_DO, None, soon)],
        "overdue": [Debt("", What.TO_DO, None, past, overdue=True), update],
    }
    late = f"{OTHER}: {said_of_debt(Debt('', What.TO_DO, None, past, True), certificate, t)}"
    if kind == "escalation":
        return own_and_others([], [late], t)
    if kind in debts:
        own = [said_of_debt(each, certificate, t) for each in debts[kind]]
        return own_and_others(own, [], t)
    said = t("{name} finished “{module}”", name="Max Mover", module=t("An example module"))
    return {"list": bullets([said])}


def _link(kind: str, t: Translator, config: Config, link: Link) -> Word:
    """The button as the mail has it; it leads to a page, and no code in it works."""
    labels = {
        "certificate-issued": (home_page(config), t("See your certificate")),
        "certificate-revoked": (home_page(config), t("See your certificate")),
        "liaison-digest": (department_page(config, "example"), t("See the department")),
        "liaison-left": (access_page(config), t("See who may do what")),
        "role-changed": (home_page(config), t("See your training")),
        "activation": (activation_page(config, "EXAMPLE"), t("Choose a password")),
        "reset": (activation_page(config, "EXAMPLE"), t("Choose a password")),
        "escalation": (team_page(config), t("See your team")),
        "dispute-opened": (home_page(config), t("See the dispute")),
        "dispute-answered": (home_page(config), t("See your dispute")),
        "feedback-answered": (home_page(config), t("See what you wrote")),
    }
    return link(*labels.get(kind, (home_page(config), t("See your training"))))
