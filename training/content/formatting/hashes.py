"""`from=`: which English a translation or a replacement was made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from training.content.formatting.raw import with_words
from training.content.module import Module
from training.content.module_file import Section
from training.content.tree import Tree, tree_of
from training.errors import NotFound

SHORT = 12
"""Of a hash, enough to tell any two texts of a module apart."""


@dataclass(frozen=True, slots=True)
class Made:
    """A text made from an English one: where it stands, the hash it names, and the present one.

    `english` and `words` are both texts as canonical Markdown.
    """

    path: str
    id: str
    line: int
    named: str
    current: str
    english: str
    words: str

    @property
    def word(self) -> str:
        """What stands in the braces of one made from the present English."""
        return f"from={self.current[:SHORT]}"

    @property
    def fresh(self) -> bool:
        """Whether it names the present English."""
        return bool(self.named) and self.current.startswith(self.named)


def with_hashes(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with a `from=` wherever one is missing; no `from=` that is there changes."""
    wanted: dict[str, dict[int, str]] = {}
    for each in made_from(tree_of(contents)):
        if not each.named:
            wanted.setdefault(each.path, {})[each.line] = each.word
    changed = {path: with_words(contents[path], words) for path, words in wanted.items()}
    return {**contents, **changed}


def made_from(tree: Tree) -> Iterator[Made]:
    """Everything in a content root that is made from an English text."""
    for module in tree.modules.values():
        yield from _sections(module)
        yield from _items(module)


def refreshed(contents: Mapping[str, bytes], made: Made) -> bytes:
    """The file with the hash of the present English in its place."""
    return with_words(contents[made.path], {made.line: made.word})


def find_made(tree: Tree, path: str, part: str) -> Made:
    """The translation or replacement with this id in a file. Raises `NotFound`."""
    for each in made_from(tree):
        if each.path == path and each.id == part:
            return each
    raise NotFound(f"{path} has no “{part}” that is made from an English text.")


def _sections(module: Module) -> Iterator[Made]:
    pairs = [(module.base, module.translation)]
    pairs += [(each.file, each.translation) for each in module.supplements]
    for english, spanish in pairs:
        known = {each.id: each for each in english.sections}
        for section in spanish.sections if spanish else ():
            if section.id in known:
                yield _made(section, known[section.id])
    base = {each.id: each for each in module.base.sections}
    for supplement in module.supplements:
        for section in () if supplement.instead else supplement.file.sections:
            if section.id in base and not section.at.within and not section.at.after:
                yield _made(section, base[section.id])


def _made(section: Section, english: Section) -> Made:
    return Made(
        section.path,
        section.id,
        section.line,
        section.at.source_hash,
        english.sha256,
        english.canonical,
        section.canonical,
    )


def _items(module: Module) -> Iterator[Made]:
    quiz, spanish = module.quiz, module.quiz_translation
    known = {each.id: each for each in quiz.items} if quiz else {}
    for item in spanish.items if spanish else ():
        if spanish and item.id in known:
            yield Made(
                spanish.path,
                item.id,
                item.line,
                item.source_hash,
                known[item.id].sha256,
                known[item.id].canonical,
                item.canonical,
            )
