"""Which {words} the text of each kind of mail may use, and whether a text uses them rightly."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from training.content.city import MailText, read_mail
from training.content.source import Report, SourceFile, nearest

WORD = re.compile(r"\{([^{}\s]{1,40})\}")
BLOCKS = frozenset({"list", "others"})
"""Words that stand for several lines, so each has a paragraph of its own."""
ABOUT_ONESELF = ("name", "list", "others", "link")
WORDS: Mapping[str, tuple[str, ...]] = {
    "assigned": ABOUT_ONESELF,
    "reminder": ABOUT_ONESELF,
    "overdue": ABOUT_ONESELF,
    "escalation": ("name", "list", "link"),
    "certificate-issued": ("name", "certificate", "date", "link"),
    "certificate-revoked": ("name", "certificate", "number", "link"),
    "liaison-digest": ("name", "department", "day", "list", "link"),
    "liaison-left": ("name", "liaison", "role", "department", "rest", "link"),
    "role-changed": ("name", "role", "what", "link"),
    "activation": ("name", "number", "link", "until"),
    "reset": ("name", "number", "link", "until"),
    "dispute-opened": ("name", "dispute", "module", "since", "link"),
    "dispute-answered": ("name", "dispute", "module", "outcome", "answer", "from", "link"),
    "feedback-answered": ("name", "module", "answer", "link"),
}
"""By kind, in the order in which an author is shown them."""
NEEDED = BLOCKS | {"link", "answer"}
"""Words without which a mail of a kind that has them says too little."""


def mail_kind(path: str) -> str:
    """The kind of mail that `city/mail/<kind>.md` and `<kind>.es.md` word."""
    return PurePosixPath(path).name.removesuffix(".md").removesuffix(".es")


def check_mail(source: SourceFile, report: Report) -> MailText:
    """A mail's text; its faults, and words that its kind has not, go to the report."""
    mail = read_mail(source, report)
    known = WORDS.get(mail_kind(source.path))
    if known is None:
        return mail
    used: set[str] = set()
    for number, line in enumerate(source.lines, 1):
        found = WORD.findall(line)
        used |= set(found)
        for word in found:
            if word not in known:
                report.add(
                    number, f"“{{{word}}}” is no word of this mail", nearest(word, set(known))
                )
        _check_alone(source.lines, number, found, report)
    for word in sorted(NEEDED & set(known) - used):
        report.add(1, f"“{{{word}}}” is missing", "give it a paragraph of its own")
    return mail


def _check_alone(lines: tuple[str, ...], number: int, found: list[str], report: Report) -> None:
    """Report a word for several lines that has no paragraph of its own."""
    for word in sorted(BLOCKS.intersection(found)):
        around = [lines[each] for each in (number - 2, number) if 0 <= each < len(lines)]
        if lines[number - 1].strip() != f"{{{word}}}" or any(each.strip() for each in around):
            report.add(
                number,
                f"“{{{word}}}” stands for several lines",
                "give it a paragraph of its own, an empty line above and below",
            )
