"""The job loop as a child of the server: started beside it, restarted when it dies."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

COMMAND = (sys.executable, "-m", "training", "jobs")
REST = 5.0
"""Seconds between two starts, so that a loop that cannot live does not eat the machine."""
PATIENCE = 10.0
"""Seconds it has to finish what it is at."""
PR_SET_PDEATHSIG = 1


class JobLoop:
    """A child process that is there as long as `keep` is called."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._started = -REST

    def keep(self) -> None:
        """Start the child if it is not there."""
        if self._process and self._process.poll() is None:
            return
        if time.monotonic() - self._started < REST:
            return
        self._started = time.monotonic()
        on_linux = sys.platform == "linux"
        self._process = subprocess.Popen(  # noqa: S603
            self._command,
            preexec_fn=_end_with_parent() if on_linux else None,  # noqa: PLW1509
        )

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


def _end_with_parent() -> Callable[[], None]:
    # A server that is killed cannot stop its child; the kernel does it then.
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

    return ask
