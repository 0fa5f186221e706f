"""The certificate as a card for a wallet: who, what, until when, and where to check it."""

from training.credentials.facts import CertificateFacts, said
from training.credentials.layouts import CARD
from training.credentials.page import HAIRLINE, Page
from training.pdf.pen import ACCENT, QUIET
from training.pdf.typeface import REGULAR, SEMIBOLD
from training.text import Translator

EDGE = 12.0
CODE = 62.0
"""Large enough for a telephone's camera at arm's length."""
MOST_ROWS = 3
"""Modules on the card; of a longer list it says how many there are."""


def draw_wallet(facts: CertificateFacts, t: Translator, verify_url: str) -> bytes:
    """The card as PDF in the translator's language; `verify_url` goes into its QR code."""
    title = said(facts.title, t.language)
    page = Page(
        title=f"{title} – {facts.name}",
        author=facts.city,
        subject=t("Certificate {serial}", serial=facts.serial),
        language=t.language,
        size=CARD,
    )
    if facts.demonstration:
        page.watermark(t("DEMONSTRATION"))
    elif facts.pilot:
        page.watermark(t("PILOT"))
    page.frame(2, colour=HAIRLINE, width=0.4)
    wide = page.width - 2 * EDGE
    narrow = wide - CODE - 6
    top = page.height - EDGE
    head = f"{facts.city} · {t('Staff training')}"
    page.fitted(EDGE, wide, head, font=REGULAR, sizes=(7, 5), colour=QUIET).draw(top)
    what = page.fitted(
        EDGE, wide, title, role="H1", font=SEMIBOLD, sizes=(10, 6), lines=2, colour=ACCENT
    )
    what.draw(top - 11)
    y = top - 17.5 - what.height
    who = page.fitted(EDGE, wide, facts.name, font=SEMIBOLD, sizes=(14, 7), lines=2)
    who.draw(y)
    y -= who.height + 6
    for text in _lines(facts, t):
        line = page.fitted(EDGE, narrow, text, font=REGULAR, sizes=(7, 4))
        line.draw(y)
        y -= line.height + 3.6
    leads = t("QR code that leads to {address}", address=verify_url)
    page.code(page.width - EDGE - CODE, EDGE - 4, CODE, verify_url, leads)
    return page.finish()


def _lines(facts: CertificateFacts, t: Translator) -> list[str]:
    """What stands beside the code, the most important first."""
    found = [said(facts.department, t.language), t.day(facts.day, "long")]
    if facts.demonstration:
        found.append(t("Demonstration: this person is invented"))
    if facts.pilot:
        found.append(t("Pilot: not all reviewers have approved this text yet"))
    if facts.expires is not None:
        found.append(t("Valid until {day}", day=t.day(facts.expires, "long")))
    if facts.renewed is not None:
        found.append(t("Renewed {day}, by answers to questions", day=t.day(facts.renewed, "long")))
    found.append(facts.serial)
    if len(facts.modules) > MOST_ROWS:
        return [*found, t("{n} modules: see the code", n=len(facts.modules))]
    return found + [
        f"{said(each.title, t.language)}: {t('Revision {n}', n=each.revision)}, {each.sha256}"
        for each in facts.modules
    ]
