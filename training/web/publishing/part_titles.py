"""What the sections and questions of a module are called, in the words of its author."""

from training.content.module import Module
from training.content.placed import ITEM, SECTION
from training.content.rendering import title_text


def part_titles(module: Module) -> dict[str, str]:
    """The title of every section and question, by part."""
    found: dict[str, str] = {}
    for file in (module.base, *(each.file for each in module.supplements)):
        for section in file.sections:
            found.setdefault(SECTION + section.id, title_text(section.title))
    for item in module.quiz.items if module.quiz else ():
        found[ITEM + item.id] = title_text(item.stem.partition("\n")[0])
    return found
