"""The scenes of a `### Scenario: …`: what happens, what one may do, and how it ends."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.content.attributes import read_heading
from training.content.blocks import Block, callout_of, heading_level, line_of, plain, raw_inline
from training.content.canonical import canonical, inline, inline_text
from training.content.ids import check_repeated, suggested_id
from training.content.settings import OF_SCENES, take_settings
from training.content.source import Report, nearest

RESULTS = ("best", "acceptable", "harmful")
RESULT = re.compile(r"^(best|acceptable|harmful)\s+(\d{1,3}(?:\.\d{1,2})?)$", re.IGNORECASE)
BOX = re.compile(r"^\[[ xX]\] ")
MOST_SCENES = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """Something one may do: where it leads, its canonical words, and what is said of it later."""

    to: str
    text: str
    feedback: str
    line: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A `####` of a scenario. One that ends it has a `result` and the points it is worth.

    `debrief` is what its `>` says, told only when the quiz has been sent.
    """

    id: str
    line: int
    text: str
    choices: tuple[Choice, ...]
    result: str
    points: float
    debrief: str

    @property
    def canonical(self) -> str:
        """The scene as one text. What an ending brings in points is a setting, and no text."""
        choices = "\n".join(
            f"- [{each.text}](#{each.to})\n  > {each.feedback}" for each in self.choices
        )
        result = f"Result: {self.result}" if self.result else ""
        return f"#### {{#{self.id}}} {self.text}\n\n{choices}\n\n{result}\n\n> {self.debrief}"


def read_scenes(
    blocks: Sequence[Block], line: int, report: Report, *, translation: bool
) -> tuple[Scene, ...]:
    """The scenes from the first `####` on. In a translation, results stay with the English."""
    parts: list[tuple[Block, list[Block]]] = []
    for block in blocks:
        if heading_level(block) == 4:
            parts.append((block, []))
        elif parts:
            parts[-1][1].append(block)
    before = len(report.problems)
    scenes = tuple(
        scene
        for heading, inside in parts
        if (scene := _scene(heading, inside, report, translation=translation))
    )
    if not parts:
        report.add(
            line, "the scenario has no scene", "begin one with “#### What happens {#its-id}”"
        )
    elif len(scenes) > MOST_SCENES:
        report.add(line, f"the scenario has more than {MOST_SCENES} scenes", "make two of it")
    elif len(report.problems) == before:
        check_repeated(scenes, "scene", report)
        _check_ways(scenes, report)
        if not translation:
            _check_results(scenes, line, report)
    return scenes


def _scene(
    heading: Block, blocks: Sequence[Block], report: Report, *, translation: bool
) -> Scene | None:
    line = line_of(heading)
    title, at = read_heading(raw_inline(heading), line, frozenset({"id"}), report)
    if not title:
        report.add(line, "this scene has no words", "write what happens after ####")
    if not at.id:
        report.add(line, f"the scene “{title[:60]}” has no id", f"write {{#{suggested_id(title)}}}")
        return None
    settings, rest = take_settings(heading, blocks, report, OF_SCENES)
    if translation and settings.values:
        report.add(line + 1, "a translation has no settings", "delete them; the English ones hold")
    told, choices, after = _parts(rest, report)
    wanted = settings.values.get("result", "")
    result, points = _result(wanted, settings.lines.get("result", line), report)
    if choices and wanted:
        report.add(
            line, f"the scene “{at.id}” ends and goes on", "delete its choices or its “Result:”"
        )
    elif not choices and not wanted and not translation:
        report.add(
            line,
            f"the scene “{at.id}” has neither choices nor a result",
            "write “- [What one does](#scene)” or, under its heading, “Result: best 2”",
        )
    words = "\n\n".join(part for part in (inline_text(title), canonical(told)) if part)
    return Scene(at.id, line, words, choices, result, points, canonical(after))


def _parts(
    blocks: Sequence[Block], report: Report
) -> tuple[list[Block], tuple[Choice, ...], list[Block]]:
    """What is told, the choices, and what is said of the scene later."""
    told: list[Block] = []
    choices: tuple[Choice, ...] = ()
    after: list[Block] = []
    for block in blocks:
        if block.type == "bullet_list" and any(_link(each) for each in block.children):
            if choices:
                report.add(line_of(block), "the choices are in two lists", "join the lists")
            choices += tuple(each for item in block.children if (each := _choice(item, report)))
        elif block.type == "blockquote" and not callout_of(block):
            after += block.children
        elif choices or after:
            report.add(
                line_of(block),
                "this text stands after the choices or the feedback",
                "move it above them, or start it with > if it is told afterwards",
            )
        else:
            _check_boxes(block, report)
            told.append(block)
    return told, choices, after


def _check_boxes(block: Block, report: Report) -> None:
    if block.type == "bullet_list" and any(
        each.children and BOX.match(raw_inline(each.children[0])) for each in block.children
    ):
        report.add(
            line_of(block), "a scene has choices, not boxes", "write “- [What one does](#scene)”"
        )


def _link(item: Block) -> Block | None:
    """The link that a list item's first paragraph consists of, when it leads to a scene."""
    if not item.children or item.children[0].type != "paragraph":
        return None
    pieces = item.children[0].children[0].children
    alone = len(pieces) == 1 or (pieces and pieces[1].type == "softbreak")
    if not alone or pieces[0].type != "link":
        return None
    return pieces[0] if str(pieces[0].attrGet("href") or "").startswith("#") else None


def _choice(item: Block, report: Report) -> Choice | None:
    line, link = line_of(item), _link(item)
    if link is None:
        report.add(
            line,
            f"This looks like a choice but is not read as one: “{plain(item.children[:1])[:60]}”",
            "write “- [What one does](#scene)”, and nothing else on the line",
        )
        return None
    feedback = [inner for each in item.children[1:] for inner in each.children if _told(each)]
    stray = [line_of(each) for each in item.children[1:] if not _told(each)]
    if "\n" in raw_inline(item.children[0]):
        stray.insert(0, line + 1)
    for where in stray:
        report.add(
            where,
            "This line is part of the choice people see; start it with >",
            "two spaces, then >, then the feedback",
        )
    to = str(link.attrGet("href") or "").removeprefix("#")
    words = inline(link)
    if not words:
        report.add(line, "this choice has no words", "write them between [ and ]")
    return Choice(to, words, canonical(feedback), line)


def _told(block: Block) -> bool:
    return block.type == "blockquote"


def _result(wanted: str, line: int, report: Report) -> tuple[str, float]:
    if not wanted:
        return "", 0.0
    match = RESULT.match(wanted.strip())
    if match is None:
        report.add(
            line,
            f"“Result: {wanted[:40]}” cannot be read",
            "write best, acceptable or harmful, then its points: “Result: best 2”",
        )
        return "harmful", 0.0
    return match[1].lower(), float(match[2])


def _check_ways(scenes: Sequence[Scene], report: Report) -> None:
    """Report choices that lead nowhere, scenes nobody reaches, and loops that never end."""
    by_id = {each.id: each for each in scenes}
    for scene in scenes:
        for choice in scene.choices:
            if choice.to not in by_id:
                report.add(
                    choice.line,
                    f"this choice leads to “{choice.to[:60]}”, and there is no such scene",
                    nearest(choice.to, set(by_id)),
                )
    reached = _closure({scenes[0].id}, {each.id: _next(each) for each in scenes})
    for scene in scenes:
        if scene.id not in reached:
            report.add(
                scene.line,
                f"no choice leads to the scene “{scene.id}”",
                "link to it from an earlier scene, or delete it",
            )
    back: dict[str, set[str]] = {each.id: set() for each in scenes}
    for scene in scenes:
        for to in _next(scene) & by_id.keys():
            back[to].add(scene.id)
    ending = _closure({each.id for each in scenes if not each.choices}, back)
    if stuck := [each for each in scenes if each.id not in ending]:
        names = ", ".join(f"“{each.id}”" for each in stuck[:5])
        report.add(
            stuck[0].line,
            f"there is no way out of {names}",
            "let one of their choices lead to a scene with a “Result:”",
        )


def _next(scene: Scene) -> set[str]:
    return {each.to for each in scene.choices}


def _closure(start: set[str], onward: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += onward.get(each, set())
    return found


def _check_results(scenes: Sequence[Scene], line: int, report: Report) -> None:
    """Report a scenario that nobody can do best in, and points that contradict the words."""
    ends = [each for each in scenes if each.result]
    points = {name: [each.points for each in ends if each.result == name] for name in RESULTS}
    if ends and (not points["best"] or min(points["best"]) <= 0):
        report.add(
            line, "no ending of the scenario is the best one", "write “Result: best 2” in a scene"
        )
        return
    for better, worse in (("best", "acceptable"), ("best", "harmful"), ("acceptable", "harmful")):
        if points[better] and points[worse] and max(points[worse]) >= min(points[better]):
            report.add(
                line,
                f"the scenario's {worse} ending brings as many points as the {better} one",
                "give it fewer",
            )
