"""Reads bombs, each in a process of its own: `python -m tests.hostile.measuring`, names behind it.

Writes a line of JSON for each: what it took, and how it was answered.
"""

import json
import os
import resource
import sys
from contextlib import redirect_stdout
from io import BytesIO, StringIO
from tempfile import TemporaryFile
from typing import IO

from tests.hostile.bombs import BOMBS
from tests.hostile.roots import Sent
from training.content import bounded, bounded_child
from training.content.archive import unpack
from training.errors import InputRefused


def main(names: list[str]) -> None:
    """Measure the bombs of these names, or all."""
    for name in names or BOMBS:
        sys.stdout.write(json.dumps({"name": name} | measured(BOMBS[name]())) + "\n")
        sys.stdout.flush()


def measured(sent: Sent) -> dict[str, object]:
    """Seconds, megabytes and the answer: `refused`, `problems`, `fine`, or how the child ended."""
    with TemporaryFile("w+") as out:
        child = os.fork()
        if child == 0:
            _read(sent, out)
        _, status, usage = os.wait4(child, 0)
        out.seek(0)
        answer, _, detail = out.read().partition("\n")
    ended = os.waitstatus_to_exitcode(status)
    return {
        "seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "megabytes": usage.ru_maxrss // 1_000,
        "answer": answer if ended == 0 else _killed(ended, answer),
        "detail": detail[:300],
    }


def _killed(ended: int, last: str) -> str:
    refused = bounded._over(ended, {"at": "x"})
    return f"killed: {refused.problems[0].what}" if refused.problems else f"ended {ended} {last}"


def _read(sent: Sent, out: IO[str]) -> None:
    """In the child: as a page does it, but for the process that is this one already."""
    code = 1
    try:
        bounded_child.bound(files=10_000_000)
        with redirect_stdout(StringIO()):
            answer = _answer(sent)
        code = 0
    except MemoryError:
        answer, code = "", bounded_child.OUT_OF_MEMORY
    finally:
        out.write(answer)
        out.flush()
        os._exit(code)


def _answer(sent: Sent) -> str:
    bounded_child.Seconds().begin("zip")
    try:
        files = unpack("x.zip", sent) if isinstance(sent, bytes) else sent
    except InputRefused as refused:
        return f"refused\n{refused.problems}"
    message = bounded._message(files, files)
    head, _, rest = message.partition(b"\n")
    found = bounded_child.read(json.loads(head), BytesIO(rest))
    if "refused" in found:
        return f"refused\n{found['problems']}"
    errors = [each for each in found["faults"] if each["severity"] == "error"]
    return f"problems\n{len(errors)} {errors[0]['what']}" if errors else "fine"


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main(sys.argv[1:])
