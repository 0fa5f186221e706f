"""Whether a parsed content root can be published, proved before anybody waits for it."""

from training.content.edition import Edition
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
        edition = Edition(slug, "", module)
        for lineage in ((), *((each,) for each in sorted(module.mentioned))):
            for language in LANGUAGES:
                _render(edition, lineage, language)
    return tree


def _render(edition: Edition, lineage: tuple[str, ...], language: str) -> None:
    """What cannot be shown fails here and not for a reader."""
    edition.sections(lineage, language)
    for pool in edition.pools(lineage):
        for item in pool.items:
            edition.item(item, lineage, language)
