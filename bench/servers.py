"""The two servers side by side, and the CPU time their workers used."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

CPUCLOCK_SCHED = 2
ONE_WORKER = ("--workers", "1", "--threads", "8", "--no-jobs")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server with one worker."""

    port: int
    worker: psutil.Process

    def cpu(self) -> float:
        """Seconds of CPU its worker has used, all threads, to the nanosecond.

        Linux has a clock for each process, `clock_getcpuclockid(3)`, numbered as here.
        """
        return time.clock_gettime((~self.worker.pid << 3) | CPUCLOCK_SCHED)


@contextmanager
def site(settings: Mapping[str, str]) -> Iterator[Server]:
    """`training serve`."""
    port = _free_port()
    command = [sys.executable, "-m", "training", "serve", "--port", str(port), *ONE_WORKER]
    with _running(command, port, {"TRAINING_PROXIES": "0", **settings}, "/healthz") as server:
        yield server


@contextmanager
def hello() -> Iterator[Server]:
    """The app that says hello."""
    port = _free_port()
    with _running([sys.executable, "-m", "bench.hello", str(port)], port, {}, "/") as server:
        yield server


@contextmanager
def _running(
    command: list[str], port: int, settings: Mapping[str, str], path: str
) -> Iterator[Server]:
    process = subprocess.Popen(command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)
    try:
        _wait(process, f"http://127.0.0.1:{port}{path}")
        (worker,) = psutil.Process(process.pid).children()
        yield Server(port, worker)
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{address} does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
