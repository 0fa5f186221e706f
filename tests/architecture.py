"""The rules of the house, read from the source of one file at a time."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOMS = {
    "doors": 11,
    "cli": 10,
    "web": 9,
    "jobs": 9,
    "standards": 8,
    "migrations": 8,
    "flows": 7,
    "reporting": 6,
    "assignments": 5,
    "credentials": 4,
    "learning": 3,
    "content": 2,
    "people": 1,
    "ground": 0,
}
"""Bottom to top. Rooms on one floor are strangers to each other.

Migrations know every table, so they stand above all models and below the edges that ask whether
the database is of this version.
"""
DOORS = {"__init__", "__main__", "app", "extension"}
GROUND = {"db", "errors", "config", "text", "pdf", "audit", "outbox", "links", "keys"}
GROUND |= {"production", "redaction", "secret_files", "settings"}
EDGES = 9
"""From here up there are frameworks, a clock and commits."""
DOMAIN = {"people", "content", "learning", "credentials", "assignments"}
"""Packages whose files are models, queries, a service, and otherwise pure."""
STATEFUL = {"models", "queries", "service"}
FRAMEWORKS = {
    "flask": 9,
    "flask_login": 9,
    "wtforms": 9,
    "werkzeug": 9,
    "click": 10,
    "rich": 10,
    "gunicorn": 10,
}
CLOCKS = {"now", "utcnow", "today"}
WRITES = {"add", "add_all", "delete", "flush", "merge", "commit"}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "managers", "manager", "misc", "common"}
MOST_LINES = 400


OF_AN_EXTRA = {"training.pdf.signature"}
"""Files of ours that need an extra: they are imported where they are used and nowhere else."""


@dataclass(frozen=True)
class Module:
    """A source file: its path from the repository, `training/…`, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed text."""
        return ast.parse(self.text)

    @property
    def steps(self) -> list[str]:
        """The dotted name's parts after `training`."""
        return list(Path(self.path).with_suffix("").parts[1:])


def modules(root: Path) -> list[Module]:
    """Every source file of the package but the migrations' versions, which are history."""
    return [
        Module(str(path.relative_to(root)), path.read_text("utf-8"))
        for path in sorted((root / "training").rglob("*.py"))
        if path.parent.name != "versions"
    ]


def room(path: str) -> str:
    """The room a file stands in."""
    return _room(Path(path).with_suffix("").parts[1:])


def broken_rules(module: Module) -> list[str]:
    """What is wrong with a file, each with its line."""
    if room(module.path) not in ROOMS:
        return [f"{module.path}: no such room: {room(module.path)}"]
    checks = (
        _sizes,
        _imports,
        _local_imports,
        _hidden_imports,
        _purity,
        _clock,
        _commits,
        _queries,
    )
    return [f"{module.path}:{each}" for check in checks for each in check(module)]


def neighbours(all_modules: list[Module]) -> dict[str, set[str]]:
    """By dotted name, the files of ours that each file imports."""
    names = {_dotted(each): each for each in all_modules}
    found: dict[str, set[str]] = {}
    for name, module in names.items():
        wanted = {
            f"{base}.{each.name}" if f"{base}.{each.name}" in names else base
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ImportFrom) and (base := node.module or "")
            for each in node.names
        }
        wanted |= {imported for _line, imported in _imported(module.tree)}
        found[name] = {each for each in wanted if each in names and each != name}
    return found


def _dotted(module: Module) -> str:
    return ".".join(Path(module.path).with_suffix("").parts).removesuffix(".__init__")


def _room(steps: tuple[str, ...] | list[str]) -> str:
    first = steps[0] if steps else "__init__"
    return "doors" if first in DOORS else "ground" if first in GROUND else first


def _floor(module: Module) -> int:
    return ROOMS[room(module.path)]


def _sizes(module: Module) -> Iterator[str]:
    lines = module.text.count("\n")
    if lines > MOST_LINES:
        yield f"{lines}: {lines} lines, at most {MOST_LINES}"
    for step in module.steps:
        if step in EMPTY_NAMES:
            yield f"1: a name that says nothing: {step}"


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything imported; relative ones begin with a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield node.lineno, base
            if base == "training":
                # Either a room or something of the front doors.
                for each in node.names:
                    known = each.name in ROOMS or each.name in GROUND
                    yield node.lineno, f"training.{each.name if known else '__init__'}"


def _imports(module: Module) -> Iterator[str]:
    here, floor = room(module.path), _floor(module)
    for line, name in _imported(module.tree):
        top, *steps = name.split(".")
        if name.startswith("."):
            yield f"{line}: a relative import: {name}"
        elif FRAMEWORKS.get(top, 0) > floor:
            yield f"{line}: {top} is for floor {FRAMEWORKS[top]} and up"
        elif top == "training" and steps:
            there = _room(steps)
            if ROOMS.get(there, 99) > floor:
                yield f"{line}: upward: {name}"
            elif ROOMS[there] == floor and there != here:
                yield f"{line}: between strangers: {name}"


def _local_imports(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom) and inner.module in OF_AN_EXTRA:
                    continue
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield f"{inner.lineno}: an import inside a function or class"


def _hidden_imports(module: Module) -> Iterator[str]:
    if room(module.path) == "doors":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name in {"import_module", "__import__"}:
                yield f"{node.lineno}: an import that cannot be seen: {name}"


def _purity(module: Module) -> Iterator[str]:
    steps = module.steps
    if steps[0] not in DOMAIN or STATEFUL & set(steps):
        return
    for line, name in _imported(module.tree):
        parts = name.split(".")
        if parts[0] == "sqlalchemy" or parts[:2] == ["training", "db"]:
            yield f"{line}: {name} in a pure file"
        if parts[0] == "training" and STATEFUL & set(parts[2:]):
            yield f"{line}: {name} in a pure file"


def _calls(module: Module) -> Iterator[tuple[int, str, str]]:
    """Line, what it is called on (a plain name, or nothing) and the method."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            yield node.lineno, owner.id if isinstance(owner, ast.Name) else "", node.func.attr


def _clock(module: Module) -> Iterator[str]:
    if _floor(module) >= EDGES:
        return
    for line, owner, method in _calls(module):
        if method in CLOCKS:
            yield f"{line}: reads the clock: {method}"
        elif owner == "time":
            yield f"{line}: reads the clock: time.{method}"


def _commits(module: Module) -> Iterator[str]:
    if _floor(module) < EDGES:
        for line, _owner, method in _calls(module):
            if method == "commit":
                yield f"{line}: commits below floor {EDGES}"


def _queries(module: Module) -> Iterator[str]:
    if module.steps[-1] == "queries":
        for line, owner, method in _calls(module):
            if owner == "db" and method in WRITES:
                yield f"{line}: a query that writes: {method}"
