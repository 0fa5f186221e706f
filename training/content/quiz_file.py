"""A quiz file: its settings, pools and questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.content.attributes import read_heading
from training.content.blocks import (
    IN_QUIZ,
    Block,
    heading_level,
    inline_lines,
    line_of,
    parse_blocks,
    plain,
    raw_inline,
)
from training.content.front_matter import FrontMatter, read_front_matter
from training.content.ids import check_repeated
from training.content.near_misses import check_near_misses
from training.content.quiz_answers import indent_feedback
from training.content.quiz_item import Item
from training.content.quiz_reading import read_item
from training.content.quiz_rules import Rules, read_rules
from training.content.section_parts import Place, pending_callouts, pictures_of
from training.content.settings import DEFAULTS, Settings, check_stray, take_settings
from training.content.source import Report, SourceFile
from training.content.sources import City, Notes, check_notes, check_pictures, read_notes
from training.content.words import IN_MODULES, check_words

KEYS = ("title", "module", "pass", "attempts", "wait", "time-limit", "feedback", "scored")
TRANSLATION_KEYS = ("title",)


@dataclass(frozen=True, slots=True)
class PoolPart:
    """A `##` of a quiz and its questions; `draw` is none for all of them.

    `whole` is whether each of its questions could be read.
    """

    title: str
    draw: int | None
    line: int
    items: tuple[Item, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class QuizFile:
    """A parsed quiz."""

    path: str
    front: FrontMatter
    pools: tuple[PoolPart, ...]
    rules: Rules
    own_notes: str
    pending_callouts: tuple[Place, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Every question, in order."""
        return tuple(item for pool in self.pools for item in pool.items)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every footnote cited."""
        return tuple(dict.fromkeys(label for each in self.items for label in each.labels))

    def canonical(self) -> str:
        """What the file says, however it is wrapped: settings and structure too."""
        parts = [self.front.canonical()]
        for pool in self.pools:
            parts.append(f"## {pool.title} draw={pool.draw}")
            for item in pool.items:
                parts += [item.settings, item.canonical]
        return "\n\n".join((*parts, self.own_notes))


def read_quiz(source: SourceFile, city: City, report: Report, *, translation: bool) -> QuizFile:
    """The quiz, or the translation of one."""
    keys, required = (TRANSLATION_KEYS, ()) if translation else (KEYS, ("title", "module"))
    front = read_front_matter(source, keys, required, report)
    document = parse_blocks(indent_feedback(front.body), report, IN_QUIZ)
    check_words(document.blocks, IN_MODULES, report)
    check_near_misses(document.blocks, report)
    notes, own = read_notes(document.definitions, city, report)
    used: dict[str, int] = {}
    for block in document.blocks:
        for line, piece in inline_lines(block):
            if piece.type == "footnote_ref":
                used.setdefault(str(piece.meta["label"]), line)
    check_notes(used, own, notes, report)
    check_pictures(pictures_of(document.blocks), notes, report)
    pools = _pools(document.blocks, notes, report, translation=translation)
    if not any(pool.items for pool in pools) and not report.problems:
        report.add(1, "the quiz has no question", "begin one with “### Its words? {#its-id}”")
    check_repeated([item for pool in pools for item in pool.items], "question", report)
    _check_links(document.blocks, report)
    rules = Rules() if translation else read_rules(front, report)
    own_notes = "\n".join(f"[^{each}]: {notes.own[each].canonical()}" for each in sorted(own))
    waiting = pending_callouts(document.blocks)
    return QuizFile(source.path, front, pools, rules, own_notes, waiting)


def _pools(
    blocks: Sequence[Block], notes: Notes, report: Report, *, translation: bool
) -> tuple[PoolPart, ...]:
    found: list[PoolPart] = []
    for heading, inside in _split(blocks, 2, report):
        title, draw, line, defaults = "", None, 1, Settings()
        rest: Sequence[Block] = inside
        if heading is not None:
            line = line_of(heading)
            allowed = frozenset({"draw"} if not translation else set())
            title, at = read_heading(raw_inline(heading), line, allowed, report)
            draw = at.draw
            before = next((n for n, b in enumerate(inside) if heading_level(b) == 3), len(inside))
            defaults, rest = take_settings(heading, inside[:before], report, DEFAULTS)
            check_stray(rest, DEFAULTS, report)
            rest = [*rest, *inside[before:]]
        asked = [(each, part) for each, part in _split(rest, 3, report) if each is not None]
        items = tuple(
            item
            for question, part in asked
            if (item := read_item(question, part, defaults, notes, report, translation=translation))
        )
        # What stands before the first pool may be a note of the author's, and no pool at all.
        if heading is not None or asked:
            found.append(PoolPart(title, draw, line, items, len(items) == len(asked)))
    return tuple(found)


def _split(
    blocks: Sequence[Block], level: int, report: Report
) -> list[tuple[Block | None, list[Block]]]:
    parts: list[tuple[Block | None, list[Block]]] = []
    for block in blocks:
        if heading_level(block) == 1:
            if level == 2:
                report.add(
                    line_of(block),
                    "The title belongs in the front matter",
                    "write “title: …” between the --- lines; ## begins a pool, ### a question",
                )
        elif heading_level(block) == level:
            parts.append((block, []))
        elif parts:
            parts[-1][1].append(block)
        elif level == 2:
            parts.append((None, [block]))
        elif plain([block]):
            report.add(
                line_of(block),
                "this text stands before the first question",
                "begin a question with ### above it, or delete it",
            )
    return parts


def _check_links(blocks: Sequence[Block], report: Report) -> None:
    """Report a link to a scene anywhere but in a list of choices."""
    scene = False
    for block in blocks:
        scene = heading_level(block) == 4 or (scene and not heading_level(block))
        for line, piece in inline_lines(block):
            address = str(piece.attrGet("href") or "") if piece.type == "link" else ""
            if address.startswith("#") and not (scene and block.type == "bullet_list"):
                report.add(
                    line,
                    f"the link to “{address[:60]}” leads nowhere",
                    "only a scenario's choices lead to its scenes",
                )
