"""A question as it is served: rendered, in one language."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.content.module import Module
from training.content.quiz_item import Item
from training.content.rendering import Rendering
from training.content.variants import asks, spanish_item


@dataclass(frozen=True, slots=True)
class OptionView:
    """An answer to choose; only `html` may be shown before the attempt is submitted."""

    html: str
    correct: bool
    feedback_html: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """A question; `kind` is `one` or `all`. Options stand in the order of the source."""

    id: str
    sha256: str
    kind: str
    stem_html: str
    options: tuple[OptionView, ...]
    explanation_html: str
    critical: bool
    points: float
    covers: tuple[str, ...]
    shuffle: bool
    language: str


@dataclass(frozen=True, slots=True)
class Pool:
    """Questions of which `draw` are asked, the critical ones always among them."""

    title: str
    draw: int
    items: tuple[str, ...]
    critical: tuple[str, ...]


def pools_for(module: Module, lineage: Sequence[str]) -> tuple[Pool, ...]:
    """What a department's attempts are drawn from; pools with nothing for it left out."""
    pools: list[Pool] = []
    for part in module.quiz.pools if module.quiz else ():
        mine = [each for each in part.items if asks(each, lineage)]
        if mine:
            critical = tuple(each.id for each in mine if each.critical)
            ids = tuple(each.id for each in mine)
            pools.append(Pool(part.title, part.draw or len(ids), ids, critical))
    return tuple(pools)


def item_view(module: Module, item: Item, language: str) -> ItemView:
    """A question in a language; in English where its translation is missing or old."""
    spanish = spanish_item(module, item) if language == "es" else None
    shown = spanish or item
    language = "es" if spanish else "en"
    asked = Rendering(f"{item.id}-q", language).citing(shown.entries)
    told = Rendering(item.id, language).citing(shown.entries)
    stem = asked.html(shown.stem)
    options = tuple(
        OptionView(asked.line(each.text), each.correct, told.line(each.feedback))
        for each in shown.options
    )
    explanation = told.html(shown.explanation)
    return ItemView(
        id=item.id,
        sha256=shown.sha256,
        kind=item.kind,
        stem_html="\n".join(part for part in (stem, asked.sources()) if part),
        options=options,
        explanation_html="\n".join(part for part in (explanation, told.sources()) if part),
        critical=item.critical,
        points=item.points,
        covers=item.covers,
        shuffle=item.shuffle,
        language=language,
    )
