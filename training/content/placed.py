"""Where the parts of a module stand, what they say they were, and the clauses they rest on."""

from collections.abc import Iterator
from dataclasses import dataclass

from training.content.module import Module
from training.content.variants import page_of

SECTION, ITEM = "section:", "item:"


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of the working copy, where it stands and what it says it was."""

    part: str
    path: str
    line: int
    was: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its id, without the word before it."""
        return self.part.partition(":")[2]


def placed(module: Module) -> tuple[Placed, ...]:
    """Every section and question of a module, once each."""
    found: dict[str, Placed] = {}
    texts = [module.base, *(each.file for each in module.supplements)]
    for file in texts:
        for section in file.sections:
            part = Placed(SECTION + section.id, file.path, section.line, _ids(section.at.was))
            found.setdefault(part.part, part)
    if module.quiz is not None:
        for item in module.quiz.items:
            part = Placed(ITEM + item.id, module.quiz.path, item.line, _ids(item.was))
            found.setdefault(part.part, part)
    return tuple(found.values())


def _ids(was: str) -> tuple[str, ...]:
    return tuple(each for each in was.split(",") if each)


def origins(module: Module) -> dict[str, tuple[str, ...]]:
    """Of each part that says so with `was=`, the parts that it was."""
    return {
        each.part: tuple(f"{each.part.partition(':')[0]}:{old}" for old in each.was)
        for each in placed(module)
        if each.was
    }


def unasked(module: Module) -> tuple[str, ...]:
    """The questions that no attempt counts: those kept for checks, and all of a practice quiz."""
    quiz = module.quiz
    items = quiz.items if quiz else ()
    return tuple(ITEM + each.id for each in items if each.use or (quiz and not quiz.rules.scored))


def clauses(module: Module) -> tuple[tuple[str, str], ...]:
    """The parts that rest on a clause of law or policy, each with the clause as it was written.

    What a department adds to a page rests the page on it.
    """
    return tuple(dict.fromkeys(_clauses(module)))


def _clauses(module: Module) -> Iterator[tuple[str, str]]:
    for file in (module.base, *(each.file for each in module.supplements)):
        for section in file.sections:
            for each in section.settings.policy:
                yield SECTION + page_of(module, section.id), each.text
    for item in module.quiz.items if module.quiz else ():
        for clause in item.policy:
            yield ITEM + item.id, clause
