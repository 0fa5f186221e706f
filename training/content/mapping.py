"""How a content root maps acts to the pages that teach them and the questions that ask for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from training.content.module import Module
from training.content.module_file import Section
from training.content.tree import Tree


@dataclass(frozen=True, slots=True)
class Page:
    """A section: what it teaches, who reads it, how many questions ask about it."""

    id: str
    title: str
    serves: tuple[str, ...]
    departments: tuple[str, ...]
    """Empty for a page that everybody reads."""
    questions: int
    """That an attempt may ask."""
    later: int
    """That are asked later: after the certificate, or to measure what stays."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A module: its pages in their order, the supplements' last, and its scenarios."""

    slug: str
    title: str
    minutes: str
    pages: tuple[Page, ...]
    questions: int
    scenarios: int
    pending: int
    """Boxes that say what OEI has yet to confirm, in English."""

    def serving(self, act: str) -> list[str]:
        """The ids of the pages that teach an act."""
        return [each.id for each in self.pages if act in each.serves]


@dataclass(frozen=True, slots=True)
class Asked:
    """How many questions of a module ask for an act."""

    module: str
    questions: int


def taught(tree: Tree) -> tuple[Taught, ...]:
    """Every module of a content root, by name."""
    return tuple(_taught(each) for _, each in sorted(tree.modules.items()))


def asked(tree: Tree, act: str) -> tuple[Asked, ...]:
    """Where an act is asked for, module by module; without those that never do."""
    found = (
        Asked(slug, sum(act in item.serves for item in module.quiz.items))
        for slug, module in sorted(tree.modules.items())
        if module.quiz is not None
    )
    return tuple(each for each in found if each.questions)


def _taught(module: Module) -> Taught:
    front = module.base.front
    items = module.quiz.items if module.quiz else ()
    sections = [(each, ()) for each in module.base.sections]
    every = [*sections, *_of_supplements(module)]
    return Taught(
        module.slug,
        front.text("title"),
        front.text("minutes"),
        tuple(_page(module, section, departments) for section, departments in every),
        len(items),
        sum(each.kind == "scenario" for each in items),
        sum(len(section.pending_callouts) for section, _ in every),
    )


def _of_supplements(module: Module) -> Iterator[tuple[Section, tuple[str, ...]]]:
    for supplement in module.supplements:
        for section in supplement.file.sections:
            yield section, supplement.departments


def _page(module: Module, section: Section, departments: tuple[str, ...]) -> Page:
    items = module.quiz.items if module.quiz else ()
    about = [each for each in items if section.id in each.covers]
    return Page(
        section.id,
        section.title,
        tuple(each.text for each in section.settings.serves),
        departments,
        sum(not each.use for each in about),
        sum(bool(each.use) for each in about),
    )
