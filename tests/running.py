"""The real server in processes of its own, for the tests that kill it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

PATIENCE = 30.0


@dataclass
class Site:
    """A running `training serve` (or `demo`)."""

    process: subprocess.Popen[str]
    port: int

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def status(self, path: str = "/healthz") -> int:
        """The status of an answer; 0 when there is none."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except OSError:
            return 0

    def family(self) -> list[psutil.Process]:
        """Its workers and the job loop."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def job_loop(self) -> psutil.Process | None:
        """The child that runs `training jobs`."""
        for each in self.family():
            try:
                if "jobs" in each.cmdline():
                    return each
            except psutil.NoSuchProcess:
                continue
        return None

    def wait_until_ready(self, seconds: float = PATIENCE) -> None:
        """Return when `/healthz` says 200; raise when it ends before."""
        wait_for(lambda: self.process.poll() is not None or self.status() == 200, seconds)
        assert self.process.poll() is None, self.process.communicate()


def wait_for(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Return as soon as something is so; fail when it takes too long."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, "waited too long"
        time.sleep(0.05)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    settings: Mapping[str, str],
    command: Sequence[str] = (sys.executable, "-m", "training", "serve", "--workers", "2"),
    *,
    patience: float = PATIENCE,
) -> Iterator[Site]:
    """Start the server with `TRAINING_*` settings, wait until it answers; gone at the end."""
    port = free_port()
    ours = {name: value for name, value in os.environ.items() if not name.startswith("TRAINING_")}
    process = subprocess.Popen(
        command,
        env={**ours, "TRAINING_PROXIES": "0", **settings, "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    site = Site(process, port)
    try:
        site.wait_until_ready(patience)
        yield site
    finally:
        _end(site)


def _end(site: Site) -> None:
    family = site.family() if site.process.poll() is None else []
    site.process.terminate()
    try:
        said, _ = site.process.communicate(timeout=15)
    except subprocess.TimeoutExpired:
        site.process.kill()
        said, _ = site.process.communicate()
    sys.stdout.write(said or "")  # pytest shows it where a test has failed
    for each in family:
        if each.is_running():
            each.kill()
