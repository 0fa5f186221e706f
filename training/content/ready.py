"""Whether a parsed content root can be published, proved before anybody waits for it."""

from training.content.edition import Edition
from training.content.module import Module
from training.content.tree import Tree, check_tree
from training.errors import InputRefused

LANGUAGES = ("en", "es")


def ready(tree: Tree) -> Tree:
    """The same tree, proved to be without a problem and to be shown as everybody reads it.

    Raises `InputRefused` with every problem.
    """
    problems = check_tree(tree)
    if problems:
        raise InputRefused("Nothing was published: the content has problems.", problems)
    for slug, module in tree.modules.items():
        show_to_everybody(slug, module)
    return tree


def show_to_everybody(slug: str, module: Module) -> None:
    """Render a module as each department reads it: what cannot be shown fails here."""
    edition = Edition(slug, "", module)
    for language in LANGUAGES:
        for lineage in ((), *((each,) for each in sorted(module.mentioned))):
            edition.sections(lineage, language)
        for item in module.quiz.items if module.quiz else ():
            edition.drawn_item(item.id, language)
        edition.huddle(language)
