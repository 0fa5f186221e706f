"""The job loop as a child of the server: started beside it, restarted when it dies."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence

COMMAND = (sys.executable, "-m", "training", "jobs", "--parent")
REST = 5.0
"""Seconds between two starts, so that a loop that cannot live does not eat the machine."""
PATIENCE = 10.0
"""Seconds it has to finish what it is at."""


class JobLoop:
    """A child process that is there as long as `keep` is called."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        # A server that is killed cannot stop its child, so the child watches for that.
        self._command = [*command, str(os.getpid())]
        self._process: subprocess.Popen[bytes] | None = None
        self._started = -REST

    def keep(self) -> None:
        """Start the child if it is not there."""
        if self._process and self._process.poll() is None:
            return
        if time.monotonic() - self._started < REST:
            return
        self._started = time.monotonic()
        self._process = subprocess.Popen(self._command)  # noqa: S603

    def stop(self) -> None:
        """End the child: it may finish what it is at, but not for long."""
        if not self._process:
            return
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
