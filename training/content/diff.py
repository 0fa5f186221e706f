"""What differs between two texts of a module: per section and question, department, language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from training.content.attributes import Attributes
from training.content.canonical import typed
from training.content.module import Module
from training.content.placed import placed
from training.content.runs import Passage, Run, ordered, passages, words
from training.content.units import LANGUAGES, Known, Unit, units

__all__ = ["Change", "Passage", "Run", "as_text", "diff_modules", "passages", "words"]

SETTINGS = "settings:"
FILE = "file:"
WHAT = {
    "added": "Added",
    "removed": "Removed",
    "changed": "Changed",
    "moved": "Moved",
    "split": "Split",
    "merged": "Merged",
    "renamed": "Renamed",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change to one part, as one department reads it in one language.

    `department` is none for what all departments without a text of their own read. `was` and `now`
    are the texts as an author would type them, none where there is none or it stayed. `causes` are
    what the change comes from: a file's section, a source, a picture, a term. `part` is
    `section:<id>`, `item:<id>`, `settings:<path>` for all beside them, or `file:<path>`.
    """

    part: str
    what: str
    department: str | None
    language: str
    was: str | None
    now: str | None
    from_parts: tuple[str, ...]
    title: str
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """The units of both texts for one department in one language."""

    was: Mapping[str, Unit]
    now: Mapping[str, Unit]


class Comparison:
    """Two texts of a module, what was made of each already, and where new parts came from."""

    def __init__(self, was: Module | None, now: Module) -> None:
        self.was, self.now = was, now
        self.origins = _origins(was, now)
        self._known: tuple[Known, Known] = ({}, {})
        self._sides: dict[tuple[tuple[str, ...], str], Sides] = {}

    def sides(self, lineage: Sequence[str], language: str) -> Sides:
        """What a department reads in both."""
        key = (tuple(lineage), language)
        if key not in self._sides:
            before = units(self.was, lineage, language, self._known[0]) if self.was else {}
            after = units(self.now, lineage, language, self._known[1])
            self._sides[key] = Sides(before, after)
        return self._sides[key]

    def changes(
        self, lineage: Sequence[str], department: str | None, language: str
    ) -> tuple[Change, ...]:
        """What changes for a department in a language."""
        sides = self.sides(lineage, language)
        found = tuple(_changes(sides, self.origins, department, language))
        if language == "en":
            return found
        # A translation goes by itself only where its English stays; else it is a matter of that.
        english = self.sides(lineage, "en")
        return tuple(
            each
            for each in found
            if each.what != "removed" or len(set(_hashes(english, each.part))) == 1
        )


def diff_modules(
    was: Module | None, now: Module, lineages: Mapping[str, Sequence[str]]
) -> tuple[Change, ...]:
    """Every change from one text of a module to another, in the order they are read.

    `lineages` holds each department's slug with its own and its parents'. A department is named
    only where what it reads changes otherwise than what all the others read.
    """
    compared = Comparison(was, now)
    mentioned = now.mentioned | (was.mentioned if was else frozenset())
    found = [*_settings(was, now), *sorted(_beside(was, now), key=lambda each: each.part)]
    for language in LANGUAGES:
        shared = compared.changes((), None, language)
        others = compared.sides((), language)
        known = {(each.part, each.what) for each in shared}
        found += shared
        for department in sorted(mentioned):
            lineage = lineages.get(department, (department,))
            theirs = compared.sides(lineage, language)
            found += (
                each
                for each in compared.changes(lineage, department, language)
                if (each.part, each.what) not in known
                or _hashes(theirs, each.part) != _hashes(others, each.part)
            )
    return tuple(found)


def _hashes(sides: Sides, part: str) -> tuple[str | None, ...]:
    pair = (sides.was.get(part), sides.now.get(part))
    return tuple(each.sha256 if each else None for each in pair)


def _origins(was: Module | None, now: Module) -> dict[str, tuple[str, ...]]:
    """Of parts that are new, the old parts that they say they were.

    A part that stayed may have taken others in: then it is one of those it came from.
    """
    if was is None:
        return {}
    old, new = ({each.part for each in placed(side)} for side in (was, now))
    found: dict[str, tuple[str, ...]] = {}
    for each in placed(now):
        kind = each.part.partition(":")[0]
        sources = tuple(part for part in (f"{kind}:{one}" for one in each.was) if part in old)
        if each.part not in old and sources:
            found[each.part] = sources
        elif gone := tuple(part for part in sources if part not in new):
            found[each.part] = (each.part, *gone)
    return found


def _changes(
    sides: Sides,
    origins: Mapping[str, tuple[str, ...]],
    department: str | None,
    language: str,
) -> Iterator[Change]:
    used = {part for sources in origins.values() for part in sources}
    moved = _moved(sides)
    for part, unit in sides.now.items():
        old = sides.was.get(part)
        if part not in moved and old is not None and old.sha256 == unit.sha256:
            continue
        base = Change(part, "", department, language, None, unit.text, (), unit.title)
        taken_in = [each for each in origins.get(part, ()) if each in sides.was]
        if old is None or len(taken_in) > 1:
            yield _new(base, unit, sides, origins)
        elif old.sha256 != unit.sha256:
            causes = _causes(old.made_of, unit.made_of)
            yield replace(base, what="changed", was=old.text, causes=causes)
        if part in moved:
            yield replace(base, what="moved", now=None)
    for part, unit in sides.was.items():
        if part not in sides.now and part not in used:
            change = Change(part, "removed", department, language, unit.text, None, (), unit.title)
            yield change


def _new(base: Change, unit: Unit, sides: Sides, origins: Mapping[str, tuple[str, ...]]) -> Change:
    """A part that was not there: out of nothing, or out of others."""
    sources = tuple(each for each in origins.get(base.part, ()) if each in sides.was)
    causes = tuple(unit.made_of)[:1]
    if not sources:
        return replace(base, what="added", causes=causes)
    was = "\n\n".join(sides.was[each].text for each in sources)
    heirs = [part for part, theirs in origins.items() if sources[0] in theirs]
    if len(sources) > 1:
        what = "merged"
    elif len(heirs) > 1 or sources[0] in sides.now:
        what = "split"
    else:
        what = "renamed"
    changed = sides.was[sources[0]].sha256 != unit.sha256 or what != "renamed"
    return replace(base, what=what, was=was, from_parts=sources, causes=causes if changed else ())


def _causes(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    names = dict.fromkeys((*was, *now))
    return tuple(each for each in names if was.get(each) != now.get(each))


def _moved(sides: Sides) -> frozenset[str]:
    """The parts that stand elsewhere among those that stayed, as few as explain the order."""
    places = {part: n for n, part in enumerate(sides.was)}
    pairs = [(n, places[part]) for n, part in enumerate(sides.now) if part in places]
    stayed = {first for first, _second in ordered(pairs)}
    parts = list(sides.now)
    return frozenset(parts[first] for first, _second in pairs if first not in stayed)


def _settings(was: Module | None, now: Module) -> Iterator[Change]:
    """What stands beside sections and questions: what is set, titles in Spanish, the briefing."""
    before, after = _set(was) if was else {}, _set(now)
    for path in dict.fromkeys((*before, *after)):
        old, new = before.get(path), after.get(path)
        if old != new and was is not None:
            what = "changed" if old and new else "added" if new else "removed"
            yield Change(SETTINGS + path, what, None, "en", old, new, (), path)


def _beside(was: Module | None, now: Module) -> Iterator[Change]:
    """What stands in a heading's braces or below it, of sections that stayed."""
    before, after = _beside_sections(was) if was else {}, _beside_sections(now)
    for place in before.keys() & after.keys():
        old, new = before[place], after[place]
        if old != new:
            yield Change(SETTINGS + place, "changed", None, "en", old, new, (), place)


def _beside_sections(module: Module) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in module.texts:
        for each in file.sections:
            braces = Attributes(card=each.at.card, source_hash=each.at.source_hash).canonical()
            found[f"{file.path}#{each.id}"] = (
                f"{braces.strip()}\n{each.settings.canonical()}".strip()
            )
    return found


def _set(module: Module) -> dict[str, str]:
    found = {each.path: each.front.canonical() for each in module.files}
    for each in (module.huddle, module.huddle_translation):
        if each is not None:
            found[each.path] = f"{each.front.canonical()}\n\n{typed(each.text)}".strip()
    if module.quiz is not None:
        lines = [module.quiz.front.canonical()]
        for pool in module.quiz.pools:
            lines.append(f"{pool.title or 'Questions'}: draw {pool.draw or 'all'}")
            lines += [each.settings for each in pool.items]
        found[module.quiz.path] = "\n\n".join(lines)
    return {path: text for path, text in found.items() if text}


def diff_files(was: Mapping[str, bytes], now: Mapping[str, bytes]) -> tuple[Change, ...]:
    """What differs between files by path: for certificates and the City's own files."""
    found: list[Change] = []
    for path in sorted({*was, *now}):
        old, new = was.get(path), now.get(path)
        if old != new:
            what = "changed" if old and new else "added" if new else "removed"
            change = Change(FILE + path, what, None, "en", _text(old), _text(new), (), path)
            found.append(change)
    return tuple(found)


def _text(raw: bytes | None) -> str | None:
    return raw.decode("utf-8-sig", "replace") if raw else None


def as_text(changes: Iterable[Change]) -> str:
    """The changes for a terminal or a mail, each with what it was and what it is now."""
    return "\n".join(line for change in changes for line in _lines(change))


def _lines(change: Change) -> Iterator[str]:
    kind, _, name = change.part.partition(":")
    where = "" if change.department is None else f", for {change.department}"
    language = "" if change.language == "en" else f", {change.language}"
    origin = ", ".join(each.partition(":")[2] for each in change.from_parts)
    out_of = f", from {origin}" if origin else ""
    yield f"{WHAT[change.what]}: {kind} {name} “{change.title}”{where}{language}{out_of}"
    if change.was is not None and change.was == change.now:
        yield f"  Its words stay; what changes is {', '.join(change.causes) or 'its id'}."
        return
    for each in passages(change.was or "", change.now or ""):
        if each.was != each.now:
            yield from (f"  Was: {line}" for line in (each.was or "").splitlines())
            yield from (f"  Now: {line}" for line in (each.now or "").splitlines())
