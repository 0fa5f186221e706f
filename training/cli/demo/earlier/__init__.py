"""The demonstration's content as it was two months ago: one page and one certificate differ."""

import re
from pathlib import Path

from training.content.tree import Tree, read_contents, tree_of

HERE = Path(__file__).resolve().parent
PAGES = {
    "modules/executive-order/module.md": "report.md",
    "modules/executive-order/module.es.md": "report.es.md",
}
CORE = "certificates/immigrant-protection-core.md"
ADDED = "ice-interaction"
"""The module that the certificate has required since."""


def earlier_tree(root: Path) -> Tree:
    """A content root as it was. Raises `LookupError` when it has no such page or certificate."""
    contents = read_contents(root)
    for path, page in PAGES.items():
        contents[path] = with_page(contents[path].decode(), (HERE / page).read_text()).encode()
    contents[CORE] = without(ADDED, contents[CORE].decode()).encode()
    return tree_of(contents)


def with_page(text: str, page: str) -> str:
    """A module's text with one of its sections as `page` has it."""
    id_ = re.escape(page.partition("{#")[2].partition("}")[0])
    old = re.search(rf"^## [^\n]*\{{#{id_}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if old is None:
        raise LookupError(f"the module has no section {id_}")
    return text[: old.start()] + page + "\n" + text[old.end() :]


def without(module: str, certificate: str) -> str:
    """A certificate that does not require a module yet."""
    match = re.search(r"^requires:(.*)$", certificate, re.MULTILINE)
    if match is None:
        raise LookupError("the certificate requires nothing")
    rest = [each for each in match[1].replace(",", " ").split() if each != module]
    return certificate.replace(match[0], f"requires: {', '.join(rest)}")
