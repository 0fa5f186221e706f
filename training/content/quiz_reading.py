"""Reads a question from the blocks under its `###` heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.content.attributes import Attributes, read_heading
from training.content.blocks import Block, heading_level, line_of, raw_inline
from training.content.canonical import canonical, inline_text
from training.content.ids import suggested_id
from training.content.quiz_answers import (
    Option,
    Parts,
    part,
    read_accepted,
    read_lines,
    read_options,
    take_answer,
)
from training.content.quiz_item import KINDS, Item
from training.content.scenario import Scene, read_scenes
from training.content.settings import OF_ITEMS, Settings, check_stray, take_settings
from training.content.source import Report
from training.content.sources import Notes

SPECIAL = re.compile(
    r"^(?:(?P<scenario>Scenario|Escenario)|Attest|Declaración)\s*:\s*", re.IGNORECASE
)
WORDS = frozenset({"answer", "hint"})
"""The settings that a translation has too: they are words."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a question can be answered with; which of these there are, its kind says."""

    kind: str
    options: tuple[Option, ...] = ()
    accepted: tuple[str, ...] = ()
    scenes: tuple[Scene, ...] = ()


def read_item(
    heading: Block,
    blocks: Sequence[Block],
    defaults: Settings,
    notes: Notes,
    report: Report,
    *,
    translation: bool,
) -> Item | None:
    """The question, or none when it cannot be read; the report says why."""
    line = line_of(heading)
    allowed = frozenset({"id", "from"} if translation else {"id", "was"})
    title, at = read_heading(raw_inline(heading), line, allowed, report)
    special = SPECIAL.match(title)
    title = title[special.end() :] if special else title
    if not title:
        report.add(line, "this question has no words", "write them after ###")
    own, rest = take_settings(heading, blocks, report)
    if translation and own.values.keys() - WORDS:
        report.add(line + 1, "a translation has no settings", "delete them; the English ones hold")
    if not at.id:
        report.add(
            line,
            f"the question “{title[:60]}” has no id",
            f"write {{#{suggested_id(title)}}} after it; it never changes once published",
        )
    found = len(report.problems)
    kind = "" if special is None else "scenario" if special["scenario"] else "attest"
    stem, answers, explanation, own = _read(
        kind, rest, own, defaults, line, report, translation=translation
    )
    unread = not answers.options and answers.kind in ("one", "all", "order")
    if not at.id or unread or (answers.kind == "scenario" and len(report.problems) > found):
        return None
    check_stray(stem, OF_ITEMS, report)
    words = "\n\n".join(each for each in (inline_text(title), canonical(stem)) if each)
    return _item(at, line, words, answers, canonical(explanation), own, defaults, notes, report)


def _read(
    special: str,
    blocks: Sequence[Block],
    own: Settings,
    defaults: Settings,
    line: int,
    report: Report,
    *,
    translation: bool,
) -> tuple[Sequence[Block], Answers, Sequence[Block], Settings]:
    """Stem, answers, explanation, and the settings of the question itself."""
    at = next((n for n, each in enumerate(blocks) if heading_level(each) == 4), len(blocks))
    if special == "scenario":
        parts = part(blocks[:at], report)
        scenes = read_scenes(blocks[at:], line, report, translation=translation)
        answers = Answers("scenario", scenes=scenes)
    else:
        if at < len(blocks):
            report.add(
                line_of(blocks[at]),
                "#### begins a scene, and this question is no scenario",
                "write “### Scenario: …” above it, or make it a line of text",
            )
        blocks, own = take_answer(blocks, own, report)
        parts = part(blocks, report)
        settings = own.over(defaults)
        answers = _answers(special, parts, settings, line, report, translation=translation)
    _check_shapes(answers.kind, parts.shape, own, line, report)
    return parts.stem, answers, parts.explanation, own


def _answers(
    special: str,
    parts: Parts,
    settings: Settings,
    line: int,
    report: Report,
    *,
    translation: bool,
) -> Answers:
    if special:
        return Answers(special)
    if parts.answers is not None and parts.shape == "order":
        return Answers("order", options=read_lines(parts.answers, report))
    if parts.answers is not None:
        shuffled = not translation and settings.yes("shuffle", report, default=True)
        options = read_options(parts.answers, report, shuffle=shuffled)
        kind = _kind(settings, options, line, report, translation=translation)
        return Answers(kind, options=options)
    if "answer" not in settings.values and not translation:
        report.add(
            line,
            "this question has no answers",
            "write them as “- [ ] …” and “- [x] …”, or as “Answer: …” under the heading",
        )
        return Answers("one")
    return Answers("short", accepted=read_accepted(settings, report))


def _check_shapes(kind: str, shape: str, own: Settings, line: int, report: Report) -> None:
    """Report a question that could be answered in two ways, or a setting that it has no use for."""
    shapes = {"boxes": "boxes", "order": "a numbered list"}
    found = [f"“{kind.capitalize()}:”"] if kind in ("scenario", "attest") else []
    found += [shapes[shape]] if shape else []
    found += ["“Answer:”"] if "answer" in own.values else []
    if len(found) > 1:
        report.add(
            line, f"this question has two kinds of answers: {' and '.join(found)}", "keep one"
        )
    for name in ("choose", "shuffle"):
        if name in own.values and kind not in ("one", "all"):
            report.add(
                own.lines[name],
                f"“{name.capitalize()}” means nothing in a question {KINDS[kind]}",
                "delete it",
            )


def _item(
    at: Attributes,
    line: int,
    stem: str,
    answers: Answers,
    explanation: str,
    own: Settings,
    defaults: Settings,
    notes: Notes,
    report: Report,
) -> Item:
    settings = own.over(defaults)
    critical = settings.yes("critical", report, default=False)
    use = settings.use(report)
    if critical and use:
        report.add(
            settings.lines["use"],
            "a critical question is always asked, and this one is kept back",
            "delete “Critical:” or “Use:”",
        )
    return Item(
        id=at.id,
        line=line,
        kind=answers.kind,
        stem=stem,
        options=answers.options,
        accepted=answers.accepted,
        scenes=answers.scenes,
        hint=inline_text(settings.values.get("hint", "")),
        explanation=explanation,
        critical=critical,
        points=settings.number("points", report, default=_worth(answers)),
        covers=settings.items("covers"),
        serves=settings.items("serves"),
        policy=settings.items("policy"),
        departments=settings.items("departments"),
        shuffle=settings.yes("shuffle", Report(""), default=True),
        use=use,
        was=at.was,
        source_hash=at.source_hash,
        lines=dict(settings.lines),
        notes=notes,
    )


def _worth(answers: Answers) -> float:
    """The points of a question that sets none: 1, or those of a scenario's best ending."""
    return max((each.points for each in answers.scenes), default=0.0) or 1.0


def _kind(
    settings: Settings, options: Sequence[Option], line: int, report: Report, *, translation: bool
) -> str:
    wanted = settings.values.get("choose", "").strip().lower()
    right = sum(each.correct for each in options)
    if wanted not in ("", "one", "all"):
        where = settings.lines["choose"]
        report.add(
            where, f"“Choose: {wanted}” cannot be read", "write Choose: all, or leave it out"
        )
    elif options and right == 0:
        report.add(line, "no answer is marked as right", "put an x in its box: - [x]")
    elif right > 1 and wanted != "all" and not translation:
        report.add(
            line,
            f"{right} answers are marked as right",
            "set “Choose: all” under the heading, or leave one x",
        )
    return "all" if wanted == "all" else "one"
