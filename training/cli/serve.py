"""`training serve`: the site under gunicorn, the job loop beside it."""

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from training import migrations
from training.cli.context import Context, open_database, pass_context
from training.cli.job_loop import JobLoop
from training.config import Config
from training.errors import NotReady

HOST = "127.0.0.1"
WORKERS = min(4, os.cpu_count() or 1)
THREADS = 8
COLLECT_AFTER = 20_000
"""Objects made beyond those let go, before the garbage collector looks for cycles."""
COUNT = click.IntRange(min=1)
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108


@click.command()
@click.option("--host", default=HOST, show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, envvar="PORT", show_default=True, help="Or set PORT.")
@click.option("--workers", default=WORKERS, type=COUNT, show_default=True, help="Processes.")
@click.option("--threads", default=THREADS, type=COUNT, show_default=True, help="In each process.")
@click.option("--jobs/--no-jobs", default=True, show_default=True, help="The job loop beside it.")
@pass_context
def serve(ctx: Context, host: str, port: int, workers: int, threads: int, jobs: bool) -> None:
    """Serve the site until Ctrl-C or SIGTERM, sending its mail beside it."""
    serve_forever(
        ctx.create_app,
        ctx.config,
        host=host,
        port=port,
        workers=workers,
        threads=threads,
        jobs=jobs,
        ready=lambda: ctx.say(f"Serving at http://{host}:{port}"),
    )


def serve_forever(
    create_app: Callable[[], Flask],
    config: Config,
    *,
    host: str,
    port: int,
    workers: int = WORKERS,
    threads: int = THREADS,
    jobs: bool = True,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until told to stop, then leave the program; `ready` is called once the port is open.

    Raises `NotReady` before anything is started when the database is not of this version, and
    whatever `create_app` raises about the settings.
    """
    database = open_database(config)
    current = migrations.is_current(database)
    database.dispose()
    if not current:
        raise NotReady("The database is not of this version; run `training upgrade` first.")
    # Connections must not be shared by forked processes: every worker makes an app of its own,
    # and this one only shows that it can be made.
    create_app()
    settings = gunicorn_settings(host, port, workers, threads)
    Site(create_app, settings, JobLoop() if jobs else None, ready).run()


def gunicorn_settings(host: str, port: int, workers: int, threads: int) -> dict[str, Any]:
    """How the site is served; the benchmark serves its measuring stick in the same way."""
    found = {
        "bind": f"{host}:{port}",
        "worker_class": "gthread",
        "workers": workers,
        "threads": threads,
        "timeout": 60,
        "graceful_timeout": 5,
        "loglevel": "warning",
        "proc_name": "training",
        "control_socket_disable": True,
    }
    # Workers show that they live through a file; on a disk that stalls they would be killed.
    return found | ({"worker_tmp_dir": str(SHARED_MEMORY)} if SHARED_MEMORY.is_dir() else {})


def settle() -> None:
    """Keep the garbage collector away from what is there by now and stays for a worker's life.

    A request leaves few cycles behind: by Python's own settings the collector takes a fifth of a
    page's time to find nothing.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 10, 10)


class Site(BaseApplication):
    """gunicorn, told what to serve by us rather than by a file."""

    def __init__(
        self,
        create_app: Callable[[], Flask],
        settings: dict[str, Any],
        jobs: JobLoop | None,
        ready: Callable[[], None],
    ) -> None:
        self._create_app = create_app
        self._settings = settings
        self._jobs = jobs
        self._ready = ready
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its settings."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)
        self.cfg.set("when_ready", lambda _arbiter: self._ready())

    def load(self) -> Any:
        """The site, made in a worker."""
        app = self._create_app()
        settle()
        return app

    def run(self) -> None:
        """Serve until told to stop."""
        master = os.getpid()
        try:
            Keeper(self, self._jobs).run()
        finally:
            # Workers are forks of this process and leave through here too.
            if self._jobs and os.getpid() == master:
                self._jobs.stop()


class Keeper(Arbiter):
    """gunicorn's master, which keeps the job loop as it keeps its workers."""

    def __init__(self, app: Site, jobs: JobLoop | None) -> None:
        super().__init__(app)
        self._jobs = jobs

    def manage_workers(self) -> None:
        """Start whatever is missing; called every second."""
        super().manage_workers()
        if self._jobs:
            self._jobs.keep()
