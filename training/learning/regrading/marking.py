"""Marking an answer again by another key: plain values in, plain values out.

An answer stands for what was on the screen then. The options of the two texts are paired by their
English words, then by place, so that a key that moved with its option is the same key.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from training.content.item_view import ItemView, OptionView, SceneView
from training.content.labelling import pair_options
from training.learning.answers import positions, walk
from training.learning.scoring import ItemScore, Result, score_item, total

CHOSEN = ("one", "all")


def _right(view: ItemView) -> object:
    """What is right in a question, by its words."""
    if view.kind in CHOSEN:
        return view.kind, frozenset(each.html for each in view.options if each.correct)
    if view.kind == "scenario":
        return view.kind, tuple((each.id, each.result, each.share) for each in view.scenes)
    return view.kind, tuple(each.html for each in view.options), view.accepted


@dataclass(frozen=True, slots=True)
class Key:
    """A corrected question beside the one that was asked, each in English."""

    asked: ItemView
    corrected: ItemView

    @property
    def pairs(self) -> tuple[tuple[int | None, int | None], ...]:
        """The options that were and those that are, from 0; none where one has no partner."""
        was, now = ([each.html for each in view.options] for view in (self.asked, self.corrected))
        return pair_options(was, now)

    @property
    def wrong(self) -> bool:
        """Whether another answer was right then than now."""
        return _right(self.asked) != _right(self.corrected)

    def mark(self, asked: ItemView, corrected: ItemView, value: object) -> ItemScore | None:
        """What an answer brings by the right key, of the points that the question had then.

        `asked` and `corrected` are in the language of the attempt. None where the answer cannot be
        carried over: it chose what is no longer there, or what is right now was not offered.
        """
        if self.asked.kind != self.corrected.kind or asked.kind != corrected.kind:
            return None
        view = self._with_key(asked, corrected, value)
        if view is None:
            return None
        if asked.kind == "order":
            value = self._in_new_places(value)
        share = score_item(view, value)
        points = share.points / share.of * asked.points if share.of else 0.0
        return replace(share, points=points, of=asked.points, critical=asked.critical)

    def _with_key(self, asked: ItemView, corrected: ItemView, value: object) -> ItemView | None:
        """The question as it was asked, with the right key."""
        if asked.kind in CHOSEN:
            options = self._options(asked.options, positions(value))
            return replace(asked, options=options) if options else None
        if asked.kind == "order":
            whole = all(None not in each for each in self.pairs)
            return corrected if whole else None
        if asked.kind == "short":
            same = asked.language == corrected.language
            return replace(asked, accepted=corrected.accepted) if same else None
        if asked.kind == "scenario":
            scenes = _scenes(asked, corrected, value)
            return replace(asked, scenes=scenes) if scenes else None
        return asked

    def _options(
        self, asked: Sequence[OptionView], chosen: Iterable[int]
    ) -> tuple[OptionView, ...] | None:
        partner = {was: now for was, now in self.pairs if was is not None and now is not None}
        right = {n for n, each in enumerate(self.corrected.options) if each.correct}
        if not set(chosen) <= partner.keys() or not right <= set(partner.values()):
            return None
        return tuple(replace(each, correct=partner.get(n) in right) for n, each in enumerate(asked))

    def _in_new_places(self, value: object) -> list[int]:
        """The place that each line was given, in the order in which the lines are right."""
        given = positions(value)
        was = {now: before for before, now in self.pairs}
        places = (was[n] for n in range(len(self.corrected.options)))
        return [given[n] for n in places if n is not None and n < len(given)]


def _scenes(asked: ItemView, corrected: ItemView, value: object) -> tuple[SceneView, ...] | None:
    """The scenes with the endings' right worth; none where the way through leads elsewhere now."""
    now = {each.id: each for each in corrected.scenes}
    way = walk(asked, value)
    for scene in (*(scene for scene, _choice in way.steps), way.scene):
        there = now.get(scene.id)
        if there is None or _ways(there) != _ways(scene):
            return None
    return tuple(
        replace(each, result=now[each.id].result, share=now[each.id].share)
        if each.id in now
        else each
        for each in asked.scenes
    )


def _ways(scene: SceneView) -> list[str]:
    return [each.to for each in scene.choices]


def rescored(items: Iterable[ItemScore], marked: ItemScore, pass_share: float) -> Result:
    """An attempt's result with one of its items marked again."""
    return total([marked if each.item == marked.item else each for each in items], pass_share)


def kept_scores(
    stored: Mapping[str, Sequence[Any]], critical: Mapping[str, bool]
) -> list[ItemScore]:
    """The items' scores as `Score.items` keeps them; `critical` says which were, by item."""
    return [
        ItemScore(item, float(points), float(of), bool(right), bool(safe), critical[item])
        for item, (points, of, right, safe) in stored.items()
    ]


class Marked(NamedTuple):
    """An attempt marked again. `by_key`: whether it passes by the right key; `worse`: whether this
    question brings less by it than is on record."""

    attempt_id: int
    employee_id: int
    was: float
    passed: bool
    result: Result
    item: ItemScore
    by_key: bool
    worse: bool

    @property
    def gains(self) -> bool:
        """Whether it did not pass and does now."""
        return self.by_key and not self.passed

    @property
    def falls(self) -> bool:
        """Whether it passed and would not by the right key.

        A pass that was left when another question was marked again has nothing to do with this one.
        """
        return self.passed and not self.by_key and self.worse

    @property
    def changed(self) -> bool:
        """Whether its points or its outcome are others."""
        return self.gains or self.falls or abs(self.result.points - self.was) > 1e-6

    def passes(self, *, takes_passes: bool) -> bool:
        """Whether it counts as passed: nobody loses a pass unless the author says so."""
        return self.by_key or (self.passed and not (takes_passes and self.falls))


def answered_wrong(marked: Mapping[int, ItemScore], completing: Iterable[int]) -> bool:
    """Whether somebody's last answer to the question that completed anything is wrong now.

    `marked` are their attempts' scores of it, `completing` the attempts that completed the module,
    in order. Of whoever was never asked, or whose answer cannot be marked, nobody can say so.
    """
    asked = [marked[each] for each in completing if each in marked]
    return bool(asked) and not asked[-1].safe
