"""Random histories of publishing, moving and completing, and what follows from them by hand.

`World` is written as it was drawn, not as the engine takes it: the replay below reads the draws.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import strategies as st

from tests.assignments.publishing import LINEAGES, label, named, on
from training.assignments.owing.facts import Credit, Person, Posting, Publication, completed
from training.content.labels import Labelled

VARIANTS: dict[str, str | None] = {"transit": None, "library": "library", "bookmobile": "library"}
PARTS = ("a", "b", "c")
TEXTS = ("1", "2", "3")
"""Few, so that texts come back and departments come to share them."""
WEIGHTS = {"wording": 0, "reread": 1, "retest": 2}
KINDS = st.sampled_from(("retest", "wording", "retest", "reread"))
NEW = 3
Shown = dict[tuple[str, str], str]
"""A department's texts, by part and language."""


@dataclass(frozen=True)
class Edition:
    """A revision as it was drawn: each variant's texts, and the label of each that changed."""

    texts: dict[str | None, Shown]
    labels: dict[tuple[str | None, str, str], str]
    was: dict[str, tuple[str, ...]]

    def label(self, variant: str | None, part: str, language: str) -> str | None:
        """The label of a change for a variant; one that changes as all do has no own."""
        own = self.labels.get((variant, part, language))
        return own or self.labels.get((None, part, language))


@dataclass
class World:
    """One history; publication N, from 1, is on day 10 N, so that other days lie between."""

    editions: list[Edition] = field(default_factory=list)
    moves: list[tuple[int, str]] = field(default_factory=list)
    done: list[tuple[int, int, str, str]] = field(default_factory=list)
    """Day, the edition completed (from 0), department, language."""

    def publications(self) -> list[Publication]:
        """As the engine takes them."""
        return [_publication(n, each) for n, each in enumerate(self.editions, start=1)]

    def person(self) -> Person:
        """As the engine takes them."""
        published = self.publications()
        credits_: list[Credit] = []
        for day, n, department, language in sorted(self.done):
            lineage = LINEAGES[department]
            credits_ += completed(published[n], lineage, language, tested=(), at=on(day))
        postings = tuple(Posting(on(day), LINEAGES[there]) for day, there in self.moves)
        return Person(tuple(credits_), postings)

    @property
    def department(self) -> str:
        """Where they work in the end."""
        return self.moves[-1][1]

    def shown(self, n: int) -> Shown:
        """What their present department reads in an edition."""
        return self.editions[n].texts[VARIANTS[self.department]]

    def known(self) -> set[tuple[str, str]]:
        """Every part and text they were shown when they completed."""
        found: set[tuple[str, str]] = set()
        for _day, n, department, language in self.done:
            texts = self.editions[n].texts[VARIANTS[department]]
            for part, other in texts:
                if other == "en":
                    found.add((part, texts.get((part, language), texts[part, "en"])))
        return found


def _publication(number: int, edition: Edition) -> Publication:
    readings: dict[str | None, dict[str, dict[str, str]]] = {}
    for variant, texts in edition.texts.items():
        readings[variant] = {"en": {}, "es": {}}
        for (part, language), text in texts.items():
            readings[variant][language][named(part)] = text
    rows: list[Labelled] = []
    for (variant, part, language), kind in edition.labels.items():
        rows += label(kind, part, department=variant, language=language)
    origins = {named(part): tuple(map(named, theirs)) for part, theirs in edition.was.items()}
    return Publication(number, on(10 * number), readings, origins, tuple(rows))


@st.composite
def worlds(draw: st.DrawFn, *, lineage: bool = True) -> World:
    """A history of three to six editions, up to three completions and three moves."""
    world = World()
    for _ in range(draw(st.integers(3, 6))):
        world.editions.append(draw(_editions(world.editions, lineage)))
    last = len(world.editions)
    days = st.integers(11, 10 * last + 9).filter(lambda day: day % 10 != 0)
    departments = st.sampled_from(list(VARIANTS))
    moved = draw(st.lists(st.tuples(days, departments), max_size=3, unique_by=lambda each: each[0]))
    world.moves = [(1, draw(departments)), *sorted(moved)]
    for day in draw(st.lists(days, min_size=1, max_size=3)):
        # Begun on this edition or an earlier one: in mid-attempt others were published.
        n = draw(st.integers(0, day // 10 - 1))
        there = next(place for start, place in reversed(world.moves) if start <= day)
        world.done.append((day, n, there, draw(st.sampled_from(("en", "en", "es")))))
    return world


@st.composite
def _editions(draw: st.DrawFn, earlier: list[Edition], lineage: bool) -> Edition:
    texts: dict[str | None, Shown] = {}
    was = _origins(draw, earlier[-1], lineage) if earlier else {}
    for variant in (None, "library"):
        if variant is not None and draw(st.booleans()):
            texts[variant] = dict(texts[None])
            continue
        before = earlier[-1].texts[variant] if earlier else {}
        texts[variant] = _texts(draw, before, {*was})
    labels = _labels(draw, earlier[-1], texts) if earlier else {}
    return Edition(texts, labels, was)


def _origins(draw: st.DrawFn, last: Edition, lineage: bool) -> dict[str, tuple[str, ...]]:
    """One part may be made of others, where it was not before."""
    present = sorted({part for texts in last.texts.values() for part, _language in texts})
    absent = [part for part in PARTS if part not in present]
    if not (lineage and absent and present and draw(st.booleans())):
        return {}
    sources = draw(st.lists(st.sampled_from(present), min_size=1, max_size=2, unique=True))
    return {absent[0]: tuple(sources)}


def _texts(draw: st.DrawFn, before: Shown, made: set[str]) -> Shown:
    found: Shown = {}
    for part in PARTS:
        had = (part, "en") in before
        if part not in made and draw(st.integers(0, 9)) < (1 if had else 5):
            continue
        for language in ("en", "es"):
            old = before.get((part, language))
            if old is not None and draw(st.booleans()):
                found[part, language] = old
            elif language == "en" or draw(st.integers(0, 3)) == 0:
                found[part, language] = f"{language}{draw(st.sampled_from(TEXTS))}"
    return found


def _labels(
    draw: st.DrawFn, last: Edition, texts: Mapping[str | None, Shown]
) -> dict[tuple[str | None, str, str], str]:
    """A label for all that differs; a department's own where it differs from what all get."""
    found: dict[tuple[str | None, str, str], str] = {}
    for variant, now in texts.items():
        for part, language in now:
            pair = last.texts[variant].get((part, language)), now[part, language]
            shared = last.texts[None].get((part, language)), texts[None].get((part, language))
            if pair[0] != pair[1] and (variant is None or pair != shared):
                found[variant, part, language] = draw(KINDS)
    return found


Ledger = dict[str, dict[frozenset[str], int]]
"""What is owed of each part, by the languages in which it is known: none where it is not."""


def replayed(world: World) -> dict[str, int]:
    """What is owed of each part in the end: a ledger kept edition by edition.

    A text that is known clears the account; every change is charged to those that stand open.
    """
    known = world.known()
    ledger: Ledger = {}
    seen: dict[str, Shown] = {}
    for n in range(len(world.editions)):
        now = world.shown(n)
        before = {part: dict(account) for part, account in ledger.items()}
        for part in _read(now):
            if fresh := [each for each in ("en", "es") if (part, now.get((part, each))) in known]:
                ledger[part] = {frozenset({each}): 0 for each in fresh}
                continue
            sources = _sources(world, n, part, seen)
            ledger[part] = {
                way: max(owed, _asked(world, n, part, way, sources, seen))
                for way, owed in _had([before[each] for each in sources]).items()
            }
        seen |= dict.fromkeys(_read(now), now)
    return {part: min(ledger[part].values()) for part in _read(now)}


def _read(texts: Shown) -> list[str]:
    return [part for part, language in texts if language == "en"]


def _sources(world: World, n: int, part: str, seen: Mapping[str, Shown]) -> list[str]:
    """What a part comes from in an edition: itself, what it was, or what it replaces again."""
    last = _read(world.shown(n - 1)) if n else []
    if part in last:
        return [part]
    if declared := [each for each in world.editions[n].was.get(part, ()) if each in last]:
        return declared
    if part not in seen:
        return []
    now = _read(world.shown(n))
    heirs = [
        heir
        for heir, theirs in world.editions[n - 1].was.items()
        if part in theirs and heir in last and heir not in now
    ]
    return heirs or [part]


def _had(accounts: list[dict[frozenset[str], int]]) -> dict[frozenset[str], int]:
    """What was owed of the sources together: all known, the heaviest; some, `reread` at least."""
    if not accounts:
        return {frozenset(): NEW}
    first, *others = accounts
    if not others:
        return first
    found: dict[frozenset[str], int] = {}
    for one, mine in first.items():
        for other, theirs in _had(others).items():
            owed = max(mine, theirs)
            if owed == NEW and min(mine, theirs) < NEW:
                owed = max(min(mine, theirs), WEIGHTS["reread"])
            found[one | other] = min(owed, found.get(one | other, NEW))
    return found


def _asked(
    world: World,
    n: int,
    part: str,
    way: frozenset[str],
    sources: list[str],
    seen: Mapping[str, Shown],
) -> int:
    """What an edition asks for a change: of a translation, what its English asks as well."""
    changed = set()
    for language in {"en", *way}:
        now = _text(world.shown(n), part, language)
        if len(sources) != 1 or _text(seen[sources[0]], sources[0], language) != now:
            changed.add(language)
    if not changed & way:
        return 0
    labels = {
        language: world.editions[n].label(VARIANTS[world.department], part, language)
        for language in changed
    }
    missing = {"en": "reread", "es": "wording"}
    return max(WEIGHTS[kind or missing[language]] for language, kind in labels.items())


def _text(texts: Shown, part: str, language: str) -> str | None:
    return texts.get((part, language)) or texts.get((part, "en"))


def by_hash_alone(world: World) -> dict[str, int]:
    """The simple rival: a graph of texts, with every change that anybody's variant ever made.

    What is owed is the way from a known text to the one in force whose heaviest label is lightest.
    """
    edges: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for before, now in pairwise(world.editions):
        for variant, texts in now.texts.items():
            for (part, language), text in texts.items():
                old = before.texts[variant].get((part, language))
                kind = now.label(variant, part, language)
                if old is not None and old != text and kind is not None:
                    edges.setdefault((part, old), []).append((text, WEIGHTS[kind]))
    shown = world.shown(len(world.editions) - 1)
    owed = dict.fromkeys(_read(shown), NEW)
    for part, start in world.known():
        reached = {start: 0}
        queue = [start]
        while queue:
            here = queue.pop()
            for there, weight in edges.get((part, here), []):
                cost = max(reached[here], weight)
                if cost < reached.get(there, NEW):
                    reached[there] = cost
                    queue.append(there)
        for language in ("en", "es"):
            text = shown.get((part, language))
            if part in owed and text in reached:
                owed[part] = min(owed[part], reached[text])
    return owed


def overcharged(world: World, owed: Mapping[str, int]) -> list[str]:
    """The parts of which something is owed although the text in force is known."""
    shown = world.shown(len(world.editions) - 1)
    known = world.known()
    return [
        part for (part, _language), text in shown.items() if (part, text) in known and owed[part]
    ]


def escaped(world: World, owed: Mapping[str, int]) -> list[str]:
    """The parts whose `retest` is not owed, said without any ledger.

    For texts known in one language only: since the edition that showed the one known last, the
    department read the part all the time, and a change to it was to be retested.
    """
    found = []
    for part in owed:
        texts = {text for each, text in world.known() if each == part}
        languages = {text[:2] for text in texts}
        if len(languages) == 1 and _retested(world, part, texts, *languages) and owed[part] < 2:
            found.append(part)
    return found


def _retested(world: World, part: str, texts: set[str], language: str) -> bool:
    shown = [world.shown(n) for n in range(len(world.editions))]
    last = max(
        (n for n, each in enumerate(shown) if each.get((part, language)) in texts), default=None
    )
    if last is None or any((part, "en") not in each for each in shown[last:]):
        return False
    variant = VARIANTS[world.department]
    for n in range(last + 1, len(shown)):
        if _text(shown[n - 1], part, language) == _text(shown[n], part, language):
            continue
        for one in {language, "en"}:
            changed = _text(shown[n - 1], part, one) != _text(shown[n], part, one)
            if changed and world.editions[n].label(variant, part, one) == "retest":
                return True
    return False
