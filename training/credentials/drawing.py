"""The certificate as one would hang it up or carry it: the same bytes for the same facts."""

from training.credentials.facts import CertificateFacts, ModuleFacts, said
from training.credentials.layouts import LANDSCAPE, LAYOUTS, WALLET, Layout
from training.credentials.page import HAIRLINE, Block, Page
from training.credentials.wallet import draw_wallet
from training.credentials.wording import lead_and_rest, paragraphs, words
from training.pdf.pen import ACCENT, QUIET
from training.pdf.typeface import BOLD, REGULAR, SEMIBOLD
from training.text import Translator

SEAL = 92.0
"""A square at the upper right that stays empty for a seal."""
CODE = 100.0
GAPS = (20.0, 11.0, 12.0, 0.0)
"""The least distances after title, lead, name and sentence."""
MOST_ROWS = 6
"""Modules on the certificate itself; a longer list has a page of its own behind it."""


def draw_certificate(facts: CertificateFacts, t: Translator, verify_url: str) -> bytes:
    """The PDF of a certificate in the translator's language; `verify_url` goes into its QR code."""
    if facts.design == WALLET:
        return draw_wallet(facts, t, verify_url)
    at = LAYOUTS.get(facts.design, LAYOUTS[LANDSCAPE])
    title = said(facts.title, t.language)
    page = Page(
        title=f"{title} – {facts.name}",
        author=facts.city,
        subject=t("Certificate {serial}", serial=facts.serial),
        language=t.language,
        size=at.size,
    )
    _draw_ground(page, facts, t)
    _draw_head(page, at, facts, t)
    _draw_award(page, at, facts, t)
    _draw_signature(page, at, facts, t)
    _draw_foot(page, at, facts, t, verify_url)
    if len(facts.modules) > MOST_ROWS:
        page.next()
        _draw_ground(page, facts, t)
        exact = t("The exact text")
        page.text(at.left, at.top - 20, exact, role="H2", font=BOLD, size=18, colour=ACCENT)
        page.text(at.left, at.top - 40, f"{title} · {facts.name} · {facts.serial}", colour=QUIET)
        _draw_modules(page, at, facts.modules, t, top=at.top - 72, width=at.width, step=15)
    return page.finish()


def _draw_ground(page: Page, facts: CertificateFacts, t: Translator) -> None:
    if facts.demonstration:
        page.watermark(t("DEMONSTRATION"))
    elif facts.pilot:
        page.watermark(t("PILOT"))
    page.frame(26, colour=HAIRLINE, width=0.6)
    page.frame(31, colour=ACCENT, width=1.6)


def _draw_head(page: Page, at: Layout, facts: CertificateFacts, t: Translator) -> None:
    page.text(at.left, at.top - 12, facts.city, font=SEMIBOLD, size=13)
    page.text(at.left, at.top - 28, t("Staff training"), size=10, colour=QUIET)
    x = at.left
    if facts.demonstration:
        x = page.label(x, at.top - 54, t("Demonstration: this person is invented")) + 8
    if facts.pilot:
        page.label(x, at.top - 54, t("Pilot: not all reviewers have approved this text yet"))


def _draw_award(page: Page, at: Layout, facts: CertificateFacts, t: Translator) -> None:
    top = at.top - (82 if facts.demonstration or facts.pilot else 62)
    room = top - at.signature - 34
    for size in (14.0, 13.0, 12.0, 11.0, 10.0, 9.0):
        blocks = _award(page, at, facts, t, size)
        needed = sum(each.height for each in blocks) + sum(GAPS)
        if needed <= room:
            break
    spare = max(0.0, room - needed)
    stretch = min(1.5, 1 + spare / 2 / sum(GAPS))
    y = top - spare / 4
    for block, gap in zip(blocks, GAPS, strict=True):
        block.draw(y)
        y -= block.height + gap * stretch


def _award(
    page: Page, at: Layout, facts: CertificateFacts, t: Translator, size: float
) -> list[Block]:
    """Title, lead, name and sentence; the name shrinks with the sentence when space is short."""
    width = at.width
    lead, rest = lead_and_rest(said(facts.body, t.language))
    lead = lead or t("This certificate belongs to")
    values = words(facts, t)
    # A date that breaks at the end of a line is hard to read.
    values["date"] = values["date"].replace(" ", "\u00a0")
    largest = round(46 - (14 - size) * 4)
    title, name = said(facts.title, t.language), facts.name
    return [
        page.fitted(
            at.left,
            width - SEAL - 24,
            title,
            role="H1",
            font=BOLD,
            sizes=(26, 16),
            lines=2,
            colour=ACCENT,
        ),
        page.fitted(at.left, width, lead, font=REGULAR, sizes=(13, 9), colour=QUIET),
        page.fitted(at.left, width, name, font=SEMIBOLD, sizes=(largest, 22), lines=2),
        page.paragraphs(at.left, width - 30, paragraphs(rest, values), size=size),
    ]


def _draw_signature(page: Page, at: Layout, facts: CertificateFacts, t: Translator) -> None:
    page.line(at.left, at.signature, at.left + at.signed, colour=QUIET)
    page.fitted(at.left, at.signed, facts.signed_by, font=REGULAR, sizes=(9, 6), colour=QUIET).draw(
        at.signature - 7
    )
    page.text(at.aside, at.signature + 6, facts.serial, font=SEMIBOLD, size=12)
    page.line(at.aside, at.signature, at.right, colour=QUIET)
    page.text(at.aside, at.signature - 13.5, t("Serial number"), size=9, colour=QUIET)
    if facts.expires is not None:
        until = t("Valid until {day}", day=t.day(facts.expires, "long"))
        page.text(at.aside, at.signature - 26, until, size=9, colour=QUIET)
    if facts.renewed is not None:
        # The sentence still names the day on which its modules were completed.
        renewed = t("Renewed {day}, by answers to questions", day=t.day(facts.renewed, "long"))
        line = page.fitted(at.left, at.signed, renewed, font=REGULAR, sizes=(9, 6), colour=QUIET)
        line.draw(at.signature - 19.5)


def _draw_foot(
    page: Page, at: Layout, facts: CertificateFacts, t: Translator, verify_url: str
) -> None:
    page.text(at.left, at.foot, t("The exact text"), role="H2", font=SEMIBOLD, size=9.5)
    if len(facts.modules) > MOST_ROWS:
        many = t("{n} modules, listed on the next page", n=len(facts.modules))
        page.text(at.left, at.foot - 17, many, size=8.5)
    else:
        _draw_modules(page, at, facts.modules, t, top=at.foot - 17, width=at.table, step=13)
    x, top = at.check
    page.text(x, top, t("Check this certificate"), role="H2", font=SEMIBOLD, size=9.5)
    start, _, serial = verify_url.rpartition("/")
    rows, leads = (f"{start}/", serial), t("Leads to {address}", address=verify_url)
    page.linked(x, at.address, top - 10.5, rows, step=13, sizes=(9, 5), leads=leads)
    leads = t("QR code that leads to {address}", address=verify_url)
    page.code(*at.code, CODE, verify_url, leads)


def _draw_modules(
    page: Page,
    at: Layout,
    modules: tuple[ModuleFacts, ...],
    t: Translator,
    *,
    top: float,
    width: float,
    step: float,
) -> None:
    columns = at.left + width - 134
    with page.within("L"):
        for n, each in enumerate(modules):
            y = top - n * step
            title = said(each.title, t.language)
            with page.within("LI"), page.within("LBody"):
                page.fitted(
                    at.left, columns - at.left - 10, title, font=REGULAR, sizes=(9, 6)
                ).draw(y + 6.5)
                page.text(columns, y, t("Revision {n}", n=each.revision), size=9, colour=QUIET)
                page.text(columns + 64, y, each.sha256, size=9, colour=QUIET)
