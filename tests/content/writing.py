"""A parsed file written out again as an author would type it."""

from training.content.canonical import typed
from training.content.module_file import ModuleFile, Section


def written(file: ModuleFile) -> str:
    """The file's source, from what was parsed of it."""
    front = "".join(f"{key}: {value}\n" for key, value in file.front.values.items())
    parts = [_section(each) for each in file.sections]
    return f"---\n{front}---\n\n" + "\n\n".join(parts) + f"\n\n{typed(file.own_notes)}\n"


def _section(section: Section) -> str:
    settings = section.settings.canonical()
    head = f"## {typed(section.title)}{section.at.canonical()}\n\n"
    folds = "".join(f"\n\n### More: {typed(x.title)}\n\n{typed(x.text)}" for x in section.folds)
    return head + (f"{settings}\n" if settings else "") + typed(section.text) + folds
