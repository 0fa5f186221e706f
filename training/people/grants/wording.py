"""Roles as people call them."""

from training.text import Translator


def role_name(role: str, t: Translator) -> str:
    """What a role is called in the reader's language."""
    words = {
        "liaison": t("Liaison"),
        "deputy": t("Deputy liaison"),
        "author": t("Author"),
        "legal": t("Legal reviewer"),
        "translator": t("Translation reviewer"),
        "administrator": t("OEI administrator"),
        "hr": t("Human Resources"),
        "auditor": t("Auditor"),
        "operator": t("Operator (IT)"),
    }
    return words[role]


def role_means(role: str, t: Translator) -> str:
    """What somebody with a role may do, in a line."""
    words = {
        "liaison": t("sees how their department is doing and helps its people sign in"),
        "deputy": t("does what the liaison does, for as long as you say"),
        "author": t("writes what employees read"),
        "legal": t("approves texts for the City Attorney"),
        "translator": t("approves translations"),
        "administrator": t("runs it all for the City"),
        "hr": t("brings rosters in and sees every department"),
        "auditor": t("reads records after saying why, and changes nothing"),
        "operator": t("sees settings and health, and no records"),
    }
    return words[role]
