"""How long `training content check` takes on a thousand modules: `python -m bench.checking`.

It is a command like any other: it starts, reads files, uses as many processes as it likes. What
the processes work is told too, for a machine that is busy otherwise.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.authored import write

MODULES = 1_000
MOST_SECONDS = 20.0


def main() -> int:
    """Measure, print, and say with the exit status whether it was quick enough."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), MODULES)
        began, worked = time.perf_counter(), os.times()
        done = subprocess.run(
            [sys.executable, "-m", "training", "content", "check"],
            env=os.environ | {"TRAINING_CONTENT": folder},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        seconds, ended = time.perf_counter() - began, os.times()
    said = done.stdout.splitlines()
    cpu = ended.children_user + ended.children_system
    cpu -= worked.children_user + worked.children_system
    print(said[-1] if said else "It said nothing.")
    print(
        f"{MODULES} modules: {seconds:.1f} s (limit {MOST_SECONDS:.0f} s), "
        f"{cpu:.1f} s of CPU, {os.cpu_count()} cores"
    )
    return 1 if done.returncode or seconds > MOST_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
