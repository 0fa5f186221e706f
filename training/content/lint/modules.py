"""A module as a whole: its pages' length, its departments, its pictures."""

from collections.abc import Iterator

from training.content.images import DRAWING, WIDEST, ImageFile
from training.content.lint.finding import Linted, problem
from training.content.module_file import WORDS_A_MINUTE
from training.content.variants import active, pages
from training.errors import Problem

MOST_MINUTES = 4
MOST_BYTES = 300_000
"""Of a picture as a phone loads it."""


def long_pages(linted: Linted) -> Iterator[Problem]:
    """Pages of more than four minutes, as any department reads them."""
    module, lineages = linted.module, linted.lineages
    found: dict[tuple[str, int], None] = {}
    for lineage in [(), *(lineages.get(each, (each,)) for each in sorted(module.mentioned))]:
        for page in pages(module, lineage, "en"):
            words, last = sum(each.words for each in page.pieces), page.pieces[-1]
            if words > MOST_MINUTES * WORDS_A_MINUTE and (last.path, last.line) not in found:
                found[last.path, last.line] = None
                yield problem(
                    last.path,
                    last.line,
                    f"the page “{page.id}” has {words} words, more than four minutes of reading",
                    "split it, or fold detail under “### More: …”",
                )


def missing_supplements(linted: Linted) -> Iterator[Problem]:
    """The departments for which a module adds nothing, where it adds something for others."""
    module = linted.module
    if not module.supplements:
        return
    without = [
        each for each in linted.departments if not active(module, linted.lineages[each.slug])
    ]
    if not without:
        return
    youth = [each.slug for each in without if each.youth]
    rest = [each.slug for each in without if not each.youth]
    names = ", ".join(sorted(rest))
    if youth:
        served = f"{', '.join(sorted(youth))} (who serve young people)"
        names = f"{served}, {names}" if names else served
    yield problem(
        module.base.path,
        1,
        f"nothing is added for {len(without)} of {len(linted.departments)} departments: {names}",
        f"where their work differs, write modules/{module.slug}/departments/<department>.md",
    )


def heavy_pictures(linted: Linted) -> Iterator[Problem]:
    """Pictures that stay heavy when they are made fit for phones."""
    for image in linted.module.images:
        size = _served(image)
        if size > MOST_BYTES:
            yield problem(
                image.path,
                1,
                f"a phone has to load about {size // 1000} kB for this picture",
                "save photos as JPEG or WebP, drawings as SVG, and cut away what shows nothing",
            )


def _served(image: ImageFile) -> int:
    """About the bytes of the largest picture made of it."""
    if image.type == DRAWING or image.width <= WIDEST:
        return len(image.raw)
    return int(len(image.raw) * (WIDEST / image.width) ** 2)
