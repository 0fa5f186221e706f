"""The certificate as one would hang it up: landscape letter, the same bytes for the same facts."""

from training.credentials.facts import CertificateFacts, ModuleFacts, said
from training.credentials.page import (
    HAIRLINE,
    HEIGHT,
    WIDTH,
    Block,
    Page,
)
from training.credentials.wording import lead_and_rest, paragraphs, words
from training.pdf.pen import ACCENT, QUIET
from training.pdf.typeface import BOLD, REGULAR, SEMIBOLD
from training.text import Translator

LEFT, RIGHT = 66.0, WIDTH - 66.0
TOP, BOTTOM = HEIGHT - 62.0, 62.0
SEAL = 92.0
"""A square at the upper right that stays empty for a seal."""
COLUMN = RIGHT - LEFT - SEAL - 24
SIGNATURE = BOTTOM + 142
ASIDE = LEFT + 388
"""Where the right-hand column begins."""
CODE = 100.0
TABLE_WIDTH = 366.0
GAPS = (20.0, 11.0, 12.0, 0.0)
"""The least distances after title, lead, name and sentence."""
MOST_ROWS = 6
"""Modules on the certificate itself; a longer list has a page of its own behind it."""


def draw_certificate(facts: CertificateFacts, t: Translator, verify_url: str) -> bytes:
    """The PDF of a certificate in the translator's language; `verify_url` goes into its QR code."""
    title = said(facts.title, t.language)
    page = Page(
        title=f"{title} – {facts.name}",
        author=facts.city,
        subject=t("Certificate {serial}", serial=facts.serial),
        language=t.language,
    )
    _draw_ground(page, facts, t)
    _draw_head(page, facts, t)
    _draw_award(page, facts, t)
    _draw_signature(page, facts, t)
    _draw_foot(page, facts, t, verify_url)
    if len(facts.modules) > MOST_ROWS:
        page.next()
        _draw_ground(page, facts, t)
        exact = t("The exact text")
        page.text(LEFT, TOP - 20, exact, role="H2", font=BOLD, size=18, colour=ACCENT)
        page.text(LEFT, TOP - 40, f"{title} · {facts.name} · {facts.serial}", colour=QUIET)
        _draw_modules(page, facts.modules, t, top=TOP - 72, width=RIGHT - LEFT, step=15)
    return page.finish()


def _draw_ground(page: Page, facts: CertificateFacts, t: Translator) -> None:
    if facts.demonstration:
        page.watermark(t("DEMONSTRATION"))
    elif facts.pilot:
        page.watermark(t("PILOT"))
    page.frame(26, colour=HAIRLINE, width=0.6)
    page.frame(31, colour=ACCENT, width=1.6)


def _draw_head(page: Page, facts: CertificateFacts, t: Translator) -> None:
    page.text(LEFT, TOP - 12, facts.city, font=SEMIBOLD, size=13)
    page.text(LEFT, TOP - 28, t("Staff training"), size=10, colour=QUIET)
    x = LEFT
    if facts.demonstration:
        x = page.label(x, TOP - 54, t("Demonstration: this person is invented")) + 8
    if facts.pilot:
        page.label(x, TOP - 54, t("Pilot: not all reviewers have approved this text yet"))


def _draw_award(page: Page, facts: CertificateFacts, t: Translator) -> None:
    top = TOP - (82 if facts.demonstration or facts.pilot else 62)
    room = top - SIGNATURE - 34
    for size in (14.0, 13.0, 12.0, 11.0, 10.0, 9.0):
        blocks = _award(page, facts, t, size)
        needed = sum(each.height for each in blocks) + sum(GAPS)
        if needed <= room:
            break
    spare = max(0.0, room - needed)
    stretch = min(1.5, 1 + spare / 2 / sum(GAPS))
    y = top - spare / 4
    for block, gap in zip(blocks, GAPS, strict=True):
        block.draw(y)
        y -= block.height + gap * stretch


def _award(page: Page, facts: CertificateFacts, t: Translator, size: float) -> list[Block]:
    """Title, lead, name and sentence; the name shrinks with the sentence when space is short."""
    width = RIGHT - LEFT
    lead, rest = lead_and_rest(said(facts.body, t.language))
    lead = lead or t("This certificate belongs to")
    values = words(facts, t)
    # A date that breaks at the end of a line is hard to read.
    values["date"] = values["date"].replace(" ", "\u00a0")
    largest = round(46 - (14 - size) * 4)
    title, name = said(facts.title, t.language), facts.name
    return [
        page.fitted(
            LEFT, COLUMN, title, role="H1", font=BOLD, sizes=(26, 16), lines=2, colour=ACCENT
        ),
        page.fitted(LEFT, width, lead, font=REGULAR, sizes=(13, 9), colour=QUIET),
        page.fitted(LEFT, width, name, font=SEMIBOLD, sizes=(largest, 22), lines=2),
        page.paragraphs(LEFT, width - 30, paragraphs(rest, values), size=size),
    ]


def _draw_signature(page: Page, facts: CertificateFacts, t: Translator) -> None:
    page.line(LEFT, SIGNATURE, LEFT + 270, colour=QUIET)
    page.fitted(LEFT, 270, facts.signed_by, font=REGULAR, sizes=(9, 6), colour=QUIET).draw(
        SIGNATURE - 7
    )
    page.text(ASIDE, SIGNATURE + 6, facts.serial, font=SEMIBOLD, size=12)
    page.line(ASIDE, SIGNATURE, RIGHT, colour=QUIET)
    page.text(ASIDE, SIGNATURE - 13.5, t("Serial number"), size=9, colour=QUIET)
    if facts.expires is not None:
        until = t("Valid until {day}", day=t.day(facts.expires, "long"))
        page.text(ASIDE, SIGNATURE - 26, until, size=9, colour=QUIET)
    if facts.renewed is not None:
        # The sentence still names the day on which its modules were completed.
        renewed = t("Renewed {day}, by answers to questions", day=t.day(facts.renewed, "long"))
        line = page.fitted(LEFT, 270, renewed, font=REGULAR, sizes=(9, 6), colour=QUIET)
        line.draw(SIGNATURE - 19.5)


def _draw_foot(page: Page, facts: CertificateFacts, t: Translator, verify_url: str) -> None:
    top = BOTTOM + CODE - 7
    page.text(LEFT, top, t("The exact text"), role="H2", font=SEMIBOLD, size=9.5)
    if len(facts.modules) > MOST_ROWS:
        many = t("{n} modules, listed on the next page", n=len(facts.modules))
        page.text(LEFT, top - 17, many, size=8.5)
    else:
        _draw_modules(page, facts.modules, t, top=top - 17, width=TABLE_WIDTH, step=13)
    page.text(ASIDE, top, t("Check this certificate"), role="H2", font=SEMIBOLD, size=9.5)
    start, _, serial = verify_url.rpartition("/")
    for at, part in enumerate((f"{start}/", serial)):
        line = page.fitted(ASIDE, RIGHT - CODE - 12 - ASIDE, part, font=REGULAR, sizes=(9, 5))
        line.draw(top - 10.5 - 13 * at)
    leads = t("QR code that leads to {address}", address=verify_url)
    page.code(RIGHT - CODE, BOTTOM, CODE, verify_url, leads)


def _draw_modules(
    page: Page,
    modules: tuple[ModuleFacts, ...],
    t: Translator,
    *,
    top: float,
    width: float,
    step: float,
) -> None:
    columns = LEFT + width - 134
    with page.within("L"):
        for at, each in enumerate(modules):
            y = top - at * step
            title = said(each.title, t.language)
            with page.within("LI"), page.within("LBody"):
                page.fitted(LEFT, columns - LEFT - 10, title, font=REGULAR, sizes=(9, 6)).draw(
                    y + 6.5
                )
                page.text(columns, y, t("Revision {n}", n=each.revision), size=9, colour=QUIET)
                page.text(columns + 64, y, each.sha256, size=9, colour=QUIET)
