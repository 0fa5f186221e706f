"""The City's words: which of them a text uses, and what they mean.

A term is found as whole words, in any case and with a plural s; an abbreviation only in capitals.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from training.content.blocks import Block, line_of, parse_blocks
from training.content.canonical import canonical, inline, inline_text, labels
from training.content.source import Report, SourceFile

BOTH = re.compile(r"\s+\|\s+")
BEHIND = re.compile(r"^(.*\S)\s*\(([^()]+)\)$")
WITHIN = re.compile(r"\s*\([^()]*\)\s*")
CAPITALS = re.compile(r"^(?=.*[A-Z])[A-Z0-9][A-Z0-9.&/-]+$")
WORD = re.compile(r"\w+")
ABBREVIATION = re.compile(r"^\*\[([^\]]+)\]:\s*(.*)$")
UNFINISHED = re.compile(r"[*_`\\]")


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one language, and what it means as canonical Markdown."""

    name: str
    meaning: str

    def canonical(self) -> str:
        """The term as it counts in the hash of what shows it."""
        return f"{self.name}: {self.meaning}"

    @property
    def forms(self) -> tuple[str, ...]:
        """What it may be called in a text."""
        name = UNFINISHED.sub("", self.name)
        found: list[str] = []
        for each in re.split(r"\s+/\s+|,\s+", name):
            behind = BEHIND.match(each)
            if behind and CAPITALS.match(behind[2]):
                found += [behind[1], behind[2]]
            else:
                found.append(WITHIN.sub(" ", each).strip())
        return tuple(each for each in dict.fromkeys(found) if len(each) > 1)


@dataclass(frozen=True, slots=True)
class Found:
    """A term, and where in a text it stands."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True)
class Words:
    """The terms of one language."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def _by_first(self) -> Mapping[str, Sequence[tuple[re.Pattern[str], Term]]]:
        """By the first word in small letters: patterns, the longest first."""
        forms = [(form, term) for term in self.terms for form in term.forms]
        found: dict[str, list[tuple[re.Pattern[str], Term]]] = {}
        for form, term in sorted(forms, key=lambda pair: -len(pair[0])):
            first = WORD.search(form)
            if first:
                found.setdefault(first[0].casefold(), []).append((_pattern(form), term))
        return found

    def find(self, text: str) -> Iterator[Found]:
        """Where the text uses a term, from left to right; the longest wins."""
        patterns, end = self._by_first, 0
        if not patterns:
            return
        for word in WORD.finditer(text):
            first = word[0].casefold()
            keys = (first, first.removesuffix("s"), first.removesuffix("es"))
            if word.start() < end or patterns.keys().isdisjoint(keys):
                continue
            for key in keys:
                match = next(
                    (
                        Found(term, word.start(), hit.end())
                        for pattern, term in patterns.get(key, ())
                        if (hit := pattern.match(text, word.start()))
                    ),
                    None,
                )
                if match:
                    end = match.end
                    yield match
                    break

    def over(self, own: Iterable[Term]) -> "Words":
        """These words with a file's own over them."""
        mine = tuple(own)
        if not mine:
            return self
        names = {form for each in mine for form in each.forms}
        return Words((*mine, *(each for each in self.terms if names.isdisjoint(each.forms))))


def _pattern(form: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(each) for each in form.split())
    words = re.sub("['’]", "['’]", words)
    if CAPITALS.match(form):
        return re.compile(rf"{words}s?(?!\w)")
    return re.compile(rf"{words}(?:e?s)?(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meant:
    """One entry of `city/glossary.md` in both languages, and its own source lines."""

    terms: Mapping[str, Term]
    source: str
    line: int

    def canonical(self) -> str:
        """The entry however it is wrapped."""
        return "\n".join(f"{key} {self.terms[key].canonical()}" for key in sorted(self.terms))


@dataclass(frozen=True, slots=True)
class Glossary:
    """The City's words, by language."""

    entries: tuple[Meant, ...] = ()
    words: Mapping[str, Words] = field(default_factory=dict)

    def language(self, language: str) -> Words:
        """The terms of a language."""
        return self.words.get(language, Words())

    def only(self, shown: Iterable[Term]) -> tuple[Meant, ...]:
        """The entries that these terms come from, in the order of the file."""
        wanted = set(shown)
        return tuple(each for each in self.entries if not wanted.isdisjoint(each.terms.values()))


def read_glossary(source: SourceFile, report: Report) -> Glossary:
    """The definition list of `city/glossary.md`; other text in it is for its readers only."""
    entries: list[Meant] = []
    seen: dict[str, int] = {}
    for block in parse_blocks(source.text, report).blocks:
        if block.type == "dl":
            for term, meanings in _pairs(block):
                entry = _entry(term, meanings, source, report)
                if entry is None:
                    continue
                name = entry.terms["en"].name.casefold()
                if name in seen:
                    what = f"“{entry.terms['en'].name}” is explained twice"
                    report.add(entry.line, what, f"see line {seen[name]}; keep one")
                seen.setdefault(name, entry.line)
                entries.append(entry)
    words = {
        language: Words(tuple(each.terms[language] for each in entries if language in each.terms))
        for language in ("en", "es")
    }
    return Glossary(tuple(entries), words)


def _pairs(block: Block) -> Iterator[tuple[Block, list[Block]]]:
    term: Block | None = None
    meanings: list[Block] = []
    for child in block.children:
        if child.type == "dt":
            if term is not None:
                yield term, meanings
            term, meanings = child, []
        else:
            meanings.append(child)
    if term is not None:
        yield term, meanings


def _entry(term: Block, meanings: list[Block], source: SourceFile, report: Report) -> Meant | None:
    line = line_of(term)
    names = BOTH.split("".join(inline(each) for each in term.children))
    blocks = [each for meaning in meanings for each in meaning.children]
    texts = BOTH.split(canonical(blocks))
    if len(meanings) != 1 or len(blocks) != 1 or blocks[0].type != "paragraph":
        report.add(line, f"“{names[0]}” needs one meaning in one paragraph", "write one “: …” line")
        return None
    if len(names) != 2 or len(texts) != 2:
        report.add(
            line,
            f"“{names[0]}” is not in both languages",
            "write “Word | Palabra”, and below it “: What it means. | Qué quiere decir.”",
        )
        return None
    if labels(*texts):
        report.add(line, f"the meaning of “{names[0]}” has a footnote", "cite it where it is used")
    terms = {key: Term(names[at], texts[at]) for at, key in enumerate(("en", "es"))}
    return Meant(terms, _lines(source, term, meanings[0]), line)


def _lines(source: SourceFile, term: Block, meaning: Block) -> str:
    start = line_of(term) - 1
    last = meaning.children[-1]
    end = last.map[1] if last.map else start + 2
    return "\n".join(source.lines[start:end]).strip()


def take_own_terms(blocks: Sequence[Block]) -> tuple[tuple[Term, ...], list[Block]]:
    """A file's own abbreviations, `*[ICE]: what it means`, and the blocks without them."""
    terms: list[Term] = []
    rest: list[Block] = []
    for block in blocks:
        text = block.children[0].content if block.type == "paragraph" else ""
        if not ABBREVIATION.match(text.partition("\n")[0]):
            rest.append(block)
            continue
        for line in text.split("\n"):
            match = ABBREVIATION.match(line)
            if match:
                terms.append(Term(match[1], match[2].strip()))
            else:
                terms[-1] = Term(terms[-1].name, f"{terms[-1].meaning} {line.strip()}")
    return tuple(Term(each.name, inline_text(each.meaning)) for each in terms), rest


def used_terms(blocks: Sequence[Block], words: Words) -> tuple[Term, ...]:
    """The terms that running text uses, each once: not what stands in headings, links or code."""
    found: dict[Term, None] = {}
    for block in blocks:
        for text in _running(block):
            found |= {each.term: None for each in words.find(text)}
    return tuple(found)


def _running(node: Block) -> Iterator[str]:
    if node.type in ("heading", "link", "dt"):
        return
    if node.type == "text":
        yield node.content
    for child in node.children:
        yield from _running(child)
