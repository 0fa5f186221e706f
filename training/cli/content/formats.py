"""How `content check` says what it found: for people, for programs, for a pull request."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from training.content.checkup import Fault, Severity, Waiting

Lines = Iterator[str]


def _text(root: Path, faults: Sequence[Fault]) -> Lines:
    errors = [each for each in faults if each.severity is Severity.ERROR]
    warnings = [each for each in faults if each.severity is Severity.WARNING]
    for each in errors:
        yield from _told(each)
    if warnings:
        yield from [""] * bool(errors)
        yield "Worth a look, though it stops nothing:"
    for each in warnings:
        yield from _told(each)
    if errors:
        yield f"\n{root}: {_count(len(errors), 'error')}, {_count(len(warnings), 'warning')}."
    else:
        yield f"{root}: nothing is wrong." if not warnings else f"\n{root}: it can be published."


def _told(fault: Fault) -> Lines:
    yield str(fault)
    if fault.trail:
        yield f"    in {' › '.join(fault.trail)}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _json(_root: Path, faults: Sequence[Fault]) -> Lines:
    told: dict[str, list[dict[str, object]]] = {f"{severity}s": [] for severity in Severity}
    for each in faults:
        fault = asdict(each)
        told[f"{fault.pop('severity')}s"].append(fault)
    yield json.dumps(told, ensure_ascii=False, indent=2)


def _github(root: Path, faults: Sequence[Fault]) -> Lines:
    """Workflow commands; files are named from the folder one is in, the repository's."""
    for each in faults:
        file = os.path.relpath(root / each.path)
        title = " › ".join(each.trail) or each.path
        place = f"file={_property(file)},line={each.line},title={_property(title)}"
        remedy = f"; {each.remedy}" if each.remedy else ""
        yield f"::{each.severity} {place}::{_data(each.what + remedy)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Path, Sequence[Fault]], Lines]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}
"""By name, what makes lines of faults."""


def pending_lines(root: Path, waiting: Sequence[Waiting], style: str) -> Lines:
    """What OEI has yet to confirm: a line each, JSON or annotations."""
    if style == "json":
        yield json.dumps([asdict(each) for each in waiting], ensure_ascii=False, indent=2)
        return
    for each in waiting:
        if style == "github":
            file = _property(os.path.relpath(root / each.path))
            yield f"::notice file={file},line={each.line}::{_data(each.text)}"
        else:
            yield f"{each.path}:{each.line}: {each.text}"
            if each.trail:
                yield f"    in {' › '.join(each.trail)}"
    if style == "text":
        yield f"{len(waiting)} to be confirmed." if waiting else "Nothing waits to be confirmed."
