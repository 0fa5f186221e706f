"""Unpublished text is read in a process of its own first, which is killed when it takes too much.

What a child has read within its bounds, the same bytes can be read here: parsing and rendering
depend on nothing else.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from training.content.checkup import Fault, Severity
from training.content.images import TYPES
from training.errors import InputRefused, Problem, Said

CHILD = "training.content.bounded_child"
MOST_MEMORY = 256_000_000
"""Bytes of address space, the interpreter's own included."""
MOST_SECONDS = 2.0
"""Of processor time for each picture and each module; pages of readers are waiting meanwhile."""
MOST_IN_ALL = 30
"""Seconds of processor time for everything that is sent."""
PATIENCE = 60.0
"""Seconds on the wall, for a machine that is busy or a child that hangs."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of files that were read within their bounds."""

    faults: tuple[Fault, ...]

    @property
    def problems(self) -> list[Problem]:
        """What stops a publication; nothing when these files can be published."""
        errors = (each for each in self.faults if each.severity is Severity.ERROR)
        return [Problem(f"{each.path}:{each.line}", each.what, each.remedy) for each in errors]


def read_bounded(files: Mapping[str, bytes], new: Collection[str] | None = None) -> Verdict:
    """What is wrong or doubtful in a content root whose files are given by path.

    `new` are the paths that were never published (by default all): only their pictures are looked
    at, and only what they change is rendered. Raises `InputRefused` when reading takes more than
    2 seconds for a module or a picture, or more than 256 MB, and for what `tree_of` refuses.
    """
    fresh = set(files if new is None else new)
    done, out = _run(_message(files, fresh))
    lines = out.decode("utf-8", "replace").splitlines()
    last = json.loads(lines[-1]) if lines and lines[-1].endswith("}") else {}
    if done == 0 and "faults" in last:
        return Verdict(tuple(_fault(each) for each in last["faults"]))
    if done == 0 and "refused" in last:
        raise InputRefused(last["refused"], [Problem(*each) for each in last["problems"]])
    raise _over(done, last)


def _message(files: Mapping[str, bytes], fresh: Collection[str]) -> bytes:
    """A line that says what comes, then the bytes of every file; old pictures by name alone."""
    names = [path for path in files if path in fresh or not _is_picture(path)]
    known = [path for path in files if path not in fresh and _is_picture(path)]
    head = {
        "sizes": [[path, len(files[path])] for path in names],
        "known": known,
        "new": sorted(fresh),
    }
    return b"".join((json.dumps(head).encode(), b"\n", *(files[path] for path in names)))


def _is_picture(path: str) -> bool:
    return path.rpartition(".")[2].lower() in TYPES


def _run(message: bytes) -> tuple[int, bytes]:
    """How the child ended, and what it wrote."""
    # The whole path, so that it finds what this process found; nothing else of the environment.
    environment = {"PYTHONPATH": os.pathsep.join(os.path.abspath(each) for each in sys.path)}  # noqa: PTH100
    with subprocess.Popen(  # noqa: S603 - our own module, and no word of it from outside
        [sys.executable, "-P", "-m", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as child:
        try:
            out, _ = child.communicate(message, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            out, _ = child.communicate()
            return -signal.SIGPROF, out
    return child.returncode, out


def _over(done: int, last: Mapping[str, Any]) -> InputRefused:
    """The error for a child that did not come to its end, and where it was then."""
    where = last.get("at", "")
    if done in (-signal.SIGPROF, -signal.SIGXCPU, -signal.SIGKILL):
        what, remedy = "takes too long to read", "make its parts smaller, or split it"
    else:
        what, remedy = "takes too much memory to read", "make its parts smaller, or split it"
    if not where:
        return InputRefused("These files cannot be read. Send fewer at a time.")
    return InputRefused(
        Said("“{name}” cannot be read, so nothing was taken.", name=where),
        [Problem(where, what, remedy)],
    )


def _fault(values: Mapping[str, Any]) -> Fault:
    return Fault(
        severity=Severity(values["severity"]),
        rule=values["rule"],
        path=values["path"],
        line=values["line"],
        trail=tuple(values["trail"]),
        what=values["what"],
        remedy=values["remedy"],
    )
