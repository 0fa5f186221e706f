"""What stands in the menu for whom."""

from flask import request

from training.people.queries import Person
from training.text import Translator
from training.web.blueprint import address

Entry = tuple[str, str, bool]
TEXTS = ("author", "legal", "translator", "administrator")
"""Whoever writes, reviews or publishes what employees read."""


BEHIND = {
    "training.revocations": "training.hr_evidence",
    "training.sign_ins": "training.departments",
    "training.tablets": "training.departments",
    "training.person_page": "training.departments",
    "training.person_extend": "training.departments",
    "training.reminder_slips": "training.departments",
    "training.disputes_page": "training.texts",
    "training.dispute_page": "training.texts",
    "training.dispute_answer_send": "training.texts",
    "training.feedback_page": "training.texts",
    "training.feedback_one": "training.texts",
    "training.feedback_reply": "training.texts",
    "training.mail_sent": "training.mail_texts",
    "training.mail_settings": "training.mail_texts",
    "training.mail_settings_save": "training.mail_texts",
    "training.measures_sample": "training.measures_page",
    "training.measures_sample_save": "training.measures_page",
}
"""Pages behind an entry whose names do not begin like it."""


def navigation(t: Translator, person: Person | None) -> list[Entry]:
    """Label, address and whether it is the page one is on; nothing for people not signed in."""
    if person is None:
        return []
    entries = [(t("My training"), "training.home"), (t("Whom to call"), "training.contacts")]
    administers = "administrator" in person.roles
    if person.supervises:
        entries.append((t("My team"), "training.team"))
    if administers or person.liaison_of or not person.roles.isdisjoint(("hr", "auditor")):
        entries.append((t("Departments"), "training.departments"))
    if administers or person.liaison_of:
        entries.append((t("Measures"), "training.measures_page"))
    if person.supervises or person.liaison_of:
        entries.append((t("Drills"), "training.drills"))
    if administers:
        entries.append((t("Requirements"), "training.requirements"))
        entries.append((t("Mail"), "training.mail_texts"))
    if not person.roles.isdisjoint(TEXTS):
        entries.append((t("Texts"), "training.texts"))
    if administers or "hr" in person.roles:
        entries.append((t("Roster"), "training.roster"))
    if "hr" in person.roles:
        entries.append((t("Human Resources"), "training.hr"))
    elif administers:
        entries.append((t("Training elsewhere"), "training.hr_evidence"))
    if administers or "auditor" in person.roles:
        entries.append((t("Who may do what"), "training.grants"))
    if "auditor" in person.roles:
        entries.append((t("Who did what"), "training.audit"))
    if "operator" in person.roles:
        entries.append((t("Operations"), "training.operations"))
    return [(label, address(endpoint), _is_on(endpoint)) for label, endpoint in entries]


def _is_on(endpoint: str) -> bool:
    """Whether this page is the entry's, or one behind it: `roster_check` is behind `roster`."""
    here = (request.endpoint or "").removesuffix("_send").removesuffix("_add")
    here = BEHIND.get(here, here)
    behind = endpoint.removesuffix("s")
    return here in (endpoint, behind) or here.startswith((f"{endpoint}_", f"{behind}_"))
