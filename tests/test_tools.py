"""What is missing on a bare machine is said in plain words."""

import subprocess
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parent.parent / "tools"


def python_that(folder: Path, *, lacks: str) -> Path:
    """A Python that answers 1 when it is asked about something."""
    fake = folder / "python"
    fake.write_text(f'#!/bin/sh\ncase "$*" in *{lacks}*) exit 1 ;; -V) echo Python 3.9.2 ;; esac\n')
    fake.chmod(0o755)
    return fake


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        ("version_info", "Python 3.11 or newer is needed"),
        ("ensurepip", "On Debian or Ubuntu: apt install python3-venv"),
    ],
)
def test_a_python_that_will_not_do_is_explained(tmp_path: Path, lacks: str, said: str) -> None:
    command = [TOOLS / "environment.sh", python_that(tmp_path, lacks=lacks)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert said in done.stderr


def test_a_python_that_is_not_there_is_explained(tmp_path: Path) -> None:
    command = [TOOLS / "environment.sh", "python-of-tomorrow"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "apt install python3 python3-venv" in done.stderr


def test_a_missing_browser_is_named(tmp_path: Path) -> None:
    command = ["/bin/sh", TOOLS / "chromium.sh", "report"]
    environment = {"PATH": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Left out: browser journeys (Chromium is not installed")


def test_the_locks_name_no_address_of_an_index() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (TOOLS.parent / name).read_text("utf-8").splitlines()
        assert [each for each in lines if "://" in each or each.startswith("-")] == []
        pinned = [each for each in lines if "==" in each]
        assert len(pinned) > 40
        assert all(each.endswith("\\") for each in pinned)
