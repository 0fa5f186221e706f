"""Finds the interface's sentences and brings the Spanish catalogue in line with them.

Run `python -m tools.messages`; sentences that have no Spanish yet are listed, exit 1.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "training"
CATALOGUE = PACKAGE / "translations" / "es.po"
ERRORS = ("NotAllowed", "NotFound", "Conflict", "InputRefused", "NotReady", "TooEarly")


def sentences(package: Path = PACKAGE) -> dict[str, list[str]]:
    """Every sentence given to `t(…)`, `t.count(…)` or `Said(…)` or raised, with its files."""
    found: dict[str, list[str]] = {}
    for path in sorted(package.rglob("*.py")):
        for text in _in_python(path):
            found.setdefault(text, []).append(str(path.relative_to(package)))
    for path in sorted(package.rglob("*.html")):
        for text in _in_template(path):
            found.setdefault(text, []).append(str(path.relative_to(package)))
    return found


def _in_python(path: Path) -> Iterator[str]:
    shown = "cli" not in path.parts  # the command line speaks English
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Raise) and shown:
            texts = _of_error(node)
        elif isinstance(node, ast.Call):
            texts = _of_call(node)
        else:
            continue
        for each in texts:
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value:
                yield each.value


def _of_call(node: ast.Call) -> list[ast.expr]:
    name = node.func
    if isinstance(name, ast.Name):
        # `count = t_of_request().count` is how views shorten it.
        return node.args[: {"t": 1, "Said": 1, "count": 2}.get(name.id, 0)]
    if isinstance(name, ast.Attribute) and name.attr == "count":
        return node.args[:2] if isinstance(name.value, ast.Name) and name.value.id == "t" else []
    return node.args[:1] if isinstance(name, ast.Attribute) and name.attr == "t" else []


def _of_error(node: ast.Raise) -> list[ast.expr]:
    """The error page says an error's text by `t(error.said)`."""
    error = node.exc
    if isinstance(error, ast.Call) and isinstance(error.func, ast.Name):
        return error.args[:1] if error.func.id in ERRORS else []
    return []


def _in_template(path: Path) -> Iterator[str]:
    tree = Environment().parse(path.read_text("utf-8"))
    for call in tree.find_all(nodes.Call):
        name = call.node
        if isinstance(name, nodes.Name) and name.name == "t":
            texts = call.args[:1]
        elif isinstance(name, nodes.Getattr) and name.attr == "count":
            texts = call.args[:2]
        else:
            texts = []
        for each in texts:
            if isinstance(each, nodes.Const) and isinstance(each.value, str):
                yield each.value


def main() -> int:
    """Rewrite the catalogue with exactly today's sentences; list what lacks Spanish, exit 1."""
    catalogue = Catalog(locale="es", project="civic-training", charset="utf-8")
    old = {}
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            old = {str(each.id): str(each.string) for each in read_po(file, locale="es") if each.id}
    found = sentences()
    for text, places in found.items():
        catalogue.add(text, string=old.get(text, ""), locations=[(each, 0) for each in places])
    with CATALOGUE.open("wb") as file:
        write_po(
            file, catalogue, sort_output=True, include_lineno=False, width=100, omit_header=True
        )
    missing = [text for text in found if not old.get(text)]
    for text in missing:
        print(text)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
