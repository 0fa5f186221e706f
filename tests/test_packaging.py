"""The wheel holds everything: installed elsewhere, alone, it runs the demonstration."""

import json
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.running import running

ROOT = Path(__file__).resolve().parent.parent
DEMONSTRATED = {
    "learner",
    "legal",
    "liaison",
    "author",
    "administrator",
    "supervisor",
    "hr",
    "auditor",
    "operator",
    "moved",
    "excused",
    "behind",
}
CONTENT = ("city", "modules", "quizzes", "certificates")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this repository."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (found,) = folder.glob("civic_training-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment elsewhere, with the wheel and what is locked; its `bin` folder."""
    folder = tmp_path_factory.mktemp("elsewhere") / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    pip = [sys.executable, "-m", "pip", "--quiet", "--python", folder / "bin" / "python"]
    locked = ["--require-hashes", "--requirement", ROOT / "requirements.lock"]
    subprocess.run([*pip, "install", *locked], check=True)
    subprocess.run([*pip, "install", "--no-deps", wheel], check=True)
    subprocess.run([*pip, "check"], check=True)
    return folder / "bin"


def files_of(folder: Path) -> set[str]:
    """Every file below a folder, but what Python leaves behind."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    assert {f"training/{each}" for each in files_of(ROOT / "training")} - held == set()
    for folder in CONTENT:
        wanted = {f"training/default_content/{folder}/{each}" for each in files_of(ROOT / folder)}
        assert wanted - held == set()


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    tops = {each.split("/")[0] for each in zipfile.ZipFile(wheel).namelist()}
    assert {each for each in tops if not each.endswith(".dist-info")} == {"training"}


def test_the_demonstration_runs_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    settings = {"TRAINING_INSTANCE": str(instance)}
    with running(settings, [str(installed / "training"), "demo"], patience=120) as site:
        sign_ins = json.loads((instance / "demo.json").read_text("utf-8"))
        assert set(sign_ins) == DEMONSTRATED
        with urllib.request.urlopen(f"{site.address}/sign-in", timeout=10) as page:
            text = page.read().decode()
        assert sign_ins["learner"]["login"] in text
    assert (instance / "training.sqlite").stat().st_size > 0
