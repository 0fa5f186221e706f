"""`training serve` starts, keeps and ends everything it needs."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.running import Site, running, wait_for
from training import migrations
from training.db import Database


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """An empty site in a folder of its own."""
    address = f"sqlite:///{tmp_path / 'training.sqlite'}"
    database = Database(address)
    migrations.upgrade(database)
    database.dispose()
    return {
        "TRAINING_INSTANCE": str(tmp_path / "instance"),
        "TRAINING_DATABASE_URL": address,
        "TRAINING_PUBLIC_URL": "http://127.0.0.1",
    }


@pytest.fixture
def site(settings: dict[str, str]) -> Iterator[Site]:
    with running(settings) as found:
        yield found


def test_the_job_loop_runs_beside_it_and_is_restarted(site: Site) -> None:
    wait_for(site.job_loop)
    first = site.job_loop()
    assert first is not None
    first.kill()
    wait_for(lambda: (loop := site.job_loop()) is not None and loop.pid != first.pid)
    assert site.status() == 200


@pytest.mark.parametrize("word", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_all_of_it(site: Site, word: signal.Signals) -> None:
    wait_for(site.job_loop)
    family = site.family()
    assert len(family) == 3
    site.process.send_signal(word)
    assert site.process.wait(10) == 0
    _, alive = psutil.wait_procs(family, timeout=5)
    assert alive == []


def test_a_killed_server_leaves_nobody_behind(site: Site) -> None:
    wait_for(site.job_loop)
    family = site.family()
    site.process.kill()
    _, alive = psutil.wait_procs(family, timeout=15)
    assert alive == []


def test_a_killed_worker_is_replaced(site: Site) -> None:
    wait_for(site.job_loop)
    workers = [each for each in site.family() if "jobs" not in each.cmdline()]
    for each in workers:
        each.kill()
    psutil.wait_procs(workers, timeout=5)
    wait_for(lambda: site.status() == 200)
    assert {each.pid for each in workers}.isdisjoint(each.pid for each in site.family())


def test_without_jobs_there_is_no_job_loop(settings: dict[str, str]) -> None:
    command = (sys.executable, "-m", "training", "serve", "--workers", "1", "--no-jobs")
    with running(settings, command) as site:
        assert len(site.family()) == 1
