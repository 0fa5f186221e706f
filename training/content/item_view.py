"""A question as it is served: rendered, in one language."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.content.module import Module
from training.content.quiz_item import Item
from training.content.rendering import Rendering
from training.content.scenario import Choice, Scene
from training.content.variants import items, page_of, spanish_item


@dataclass(frozen=True, slots=True)
class OptionView:
    """An answer to choose; only `html` may be shown before the attempt is submitted.

    In a question to put in order, a line: they stand in the right order, all of them correct.
    """

    html: str
    correct: bool
    feedback_html: str


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """Something one may do in a scene; only `html` may be shown before the attempt is submitted.

    `to` is the id of the scene it leads to.
    """

    to: str
    html: str
    feedback_html: str


@dataclass(frozen=True, slots=True)
class SceneView:
    """A scene. Before the attempt is submitted, `html` and the choices' words may be shown of it.

    `result` is empty, or `best`, `acceptable` or `harmful` where the scenario ends; `share` is then
    what it brings of the question's points, 0 to 1.
    """

    id: str
    html: str
    choices: tuple[ChoiceView, ...]
    result: str
    share: float
    debrief_html: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """A question; `kind` is one of `quiz_item.KINDS`. Options stand in the order of the source.

    `stem_html` of `attest` is the statement that is signed. `accepted` (of `short`), `explanation`
    and what tells right from wrong never leave the server before the attempt is submitted. `covers`
    are the ids of pages.
    """

    id: str
    sha256: str
    kind: str
    stem_html: str
    options: tuple[OptionView, ...]
    accepted: tuple[str, ...]
    scenes: tuple[SceneView, ...]
    hint_html: str
    explanation_html: str
    critical: bool
    points: float
    covers: tuple[str, ...]
    shuffle: bool
    use: str
    language: str


@dataclass(frozen=True, slots=True)
class Pool:
    """Questions of which `draw` are asked, the critical ones always among them."""

    title: str
    draw: int
    items: tuple[str, ...]
    critical: tuple[str, ...]


def pools_for(module: Module, lineage: Sequence[str]) -> tuple[Pool, ...]:
    """What a department's attempts are drawn from; pools with nothing for it left out.

    Questions with a `Use` are in none: they are kept for checks.
    """
    pools: list[Pool] = []
    asked = {each.id for each in items(module, lineage)}
    for part in module.quiz.pools if module.quiz else ():
        mine = [each for each in part.items if not each.use and each.id in asked]
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
    asked = _rendering(f"{item.id}-q", language, shown)
    told = _rendering(item.id, language, shown)
    stem = asked.html(shown.stem)
    hint = asked.line(shown.hint) if shown.hint else ""
    options = tuple(
        OptionView(asked.line(each.text), each.correct, told.line(each.feedback))
        for each in shown.options
    )
    scenes = _scenes(shown, language, told)
    explanation = told.html(shown.explanation)
    return ItemView(
        id=item.id,
        sha256=shown.sha256,
        kind=item.kind,
        stem_html="\n".join(part for part in (stem, asked.sources()) if part),
        options=options,
        accepted=shown.accepted,
        scenes=scenes,
        hint_html=hint,
        explanation_html="\n".join(part for part in (explanation, told.sources()) if part),
        critical=item.critical,
        points=item.points,
        covers=tuple(dict.fromkeys(page_of(module, each) for each in item.covers)),
        shuffle=item.shuffle,
        use=item.use,
        language=language,
    )


def _rendering(prefix: str, language: str, item: Item) -> Rendering:
    return Rendering(prefix, language).citing(item.entries).showing(item.images)


def _scenes(item: Item, language: str, told: Rendering) -> tuple[SceneView, ...]:
    best = max((each.points for each in item.scenes), default=0.0) or 1.0
    return tuple(
        _scene(each, f"{item.id}-{each.id}", language, item, told, best) for each in item.scenes
    )


def _scene(
    scene: Scene, prefix: str, language: str, item: Item, told: Rendering, best: float
) -> SceneView:
    """A scene brings its own sources along: those of later scenes would tell what comes."""
    asked = _rendering(prefix, language, item)
    html = asked.html(scene.text)
    choices = tuple(_choice(each, asked, told) for each in scene.choices)
    return SceneView(
        id=scene.id,
        html="\n".join(part for part in (html, asked.sources()) if part),
        choices=choices,
        result=scene.result,
        share=scene.points / best if scene.result else 0.0,
        debrief_html=told.html(scene.debrief),
    )


def _choice(choice: Choice, asked: Rendering, told: Rendering) -> ChoiceView:
    return ChoiceView(choice.to, asked.line(choice.text), told.line(choice.feedback))
