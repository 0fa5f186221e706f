"""Ids for sections, questions, scenes and departments that have none."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.content.attributes import IDENTIFIER, KEYS, Attributes, read_heading
from training.content.blocks import PARSER
from training.content.formatting.raw import with_words, words_of
from training.content.front_matter import read_front_matter
from training.content.ids import suggested_id
from training.content.quiz_reading import SPECIAL
from training.content.source import Report, SourceFile, read_source

SPANISH = ".es.md"
ANY = frozenset({"id", "card", *KEYS})
LONGEST = 60
NAMES = {2: "section", 3: "question", 4: "scene"}
"""What a heading of a level is, for one whose title has no letters."""


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading that has an id or should have one; `words` are its title."""

    line: int
    level: int
    words: str
    at: Attributes


def with_ids(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with an id in every heading that needs one, the others as they are."""
    headings = {path: _headings(path, raw) for path, raw in contents.items()}
    taken = _taken(headings)
    done = dict(contents)
    english = [path for path in sorted(headings) if not path.endswith(SPANISH)]
    for path in (*english, *(each for each in sorted(headings) if each.endswith(SPANISH))):
        if all(each.at.id for each in headings[path]):
            continue
        if path.endswith(SPANISH):
            original = headings.get(path.removesuffix(SPANISH) + ".md", [])
            found = _paired(headings[path], original)
        else:
            found = _made(headings[path], taken[_family(path)])
            headings[path] = _filled(headings[path], found)
        done[path] = with_words(contents[path], {line: f"#{each}" for line, each in found.items()})
    return done


def _levels(path: str) -> frozenset[int]:
    """The levels of headings that have ids in a file."""
    folder, *rest = path.split("/")
    if folder == "quizzes" and len(rest) == 1:
        return frozenset({3, 4})
    in_module = folder == "modules" and (
        rest[1:] in (["module.md"], ["module.es.md"]) or rest[1:2] == ["departments"]
    )
    return frozenset({2} if in_module or path == "city/departments.md" else set())


def _headings(path: str, raw: bytes) -> list[Headed]:
    levels = _levels(path)
    if not levels or not path.endswith(".md"):
        return []
    source = read_source(path, raw, Report(path))
    return list(_found(source, levels)) if source else []


def _found(source: SourceFile, levels: frozenset[int]) -> Iterable[Headed]:
    body = read_front_matter(source, (), (), Report(source.path)).body
    tokens = PARSER.parse(body, {})
    scenario = False
    for at, token in enumerate(tokens):
        if token.type != "heading_open" or token.level or not token.map:
            continue
        level, line = int(token.tag[1]), token.map[0] + 1
        words = tokens[at + 1].content
        report = Report(source.path)
        title, attributes = read_heading(words, line, ANY, report)
        if level <= 3:
            special = SPECIAL.match(title)
            scenario = bool(special and special["scenario"])
        of_question = level != 4 or scenario
        # What cannot be read is reported by the check, and left alone here.
        readable = not report.problems and words_of(source.lines[line - 1]) == " ".join(
            words.split()
        )
        if level in levels and of_question and title and readable:
            special = SPECIAL.match(title)
            yield Headed(line, level, title[special.end() :] if special else title, attributes)


def _family(path: str) -> str:
    """Files whose ids must differ: a module with its supplements."""
    return path.rpartition("/departments/")[0] or path.removesuffix("/module.md")


def _taken(headings: Mapping[str, list[Headed]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path, each in headings.items():
        if not path.endswith(SPANISH):
            ids = {one.at.id for one in each if one.at.id}
            found.setdefault(_family(path), set()).update(ids)
    return found


def _made(headings: list[Headed], taken: set[str]) -> dict[int, str]:
    """A new id by line, of each heading that has none."""
    found: dict[int, str] = {}
    scenes: set[str] = set()
    for number, each in enumerate(headings):
        if each.level == 3:
            scenes = _scenes_after(headings, number)
        used = scenes if each.level == 4 else taken
        if not each.at.id:
            found[each.line] = _new(each, used)
            used.add(found[each.line])
    return found


def _scenes_after(headings: list[Headed], number: int) -> set[str]:
    """The ids of a scenario's scenes, which are its own."""
    ids: set[str] = set()
    for each in headings[number + 1 :]:
        if each.level != 4:
            break
        ids.add(each.at.id)
    return ids


def _new(heading: Headed, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", heading.words)
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    made = suggested_id(plain)[:LONGEST].strip("-")
    if not IDENTIFIER.match(made) or made == "its-id":
        made = NAMES[heading.level]
    number, name = 2, made
    while name in taken:
        name, number = f"{made}-{number}", number + 1
    return name


def _filled(headings: list[Headed], found: Mapping[int, str]) -> list[Headed]:
    return [
        Headed(each.line, each.level, each.words, Attributes(id=found[each.line]))
        if each.line in found
        else each
        for each in headings
    ]


def _paired(spanish: list[Headed], english: list[Headed]) -> dict[int, str]:
    """The English ids by line, where both files have the same headings in the same order."""
    alike = len(spanish) == len(english) and all(
        ours.level == theirs.level and ours.at.id in ("", theirs.at.id)
        for ours, theirs in zip(spanish, english, strict=True)
    )
    if not alike:
        return {}
    pairs = zip(spanish, english, strict=True)
    return {ours.line: theirs.at.id for ours, theirs in pairs if not ours.at.id and theirs.at.id}
