"""The files and folders that a command is told to look at."""

from pathlib import Path

from training.errors import NotFound


def inside(root: Path, words: tuple[str, ...]) -> tuple[str, ...]:
    """Paths in the content root, each as typed from here or from the root; none for all of it.

    Raises `NotFound` for one that is not there.
    """
    return tuple(_inside(root, Path(each)) for each in words)


def _inside(root: Path, path: Path) -> str:
    for found in (path.absolute(), (root / path).absolute()):
        if found.exists() and found.resolve().is_relative_to(root.resolve()):
            return found.resolve().relative_to(root.resolve()).as_posix()
    raise NotFound(f"{path} is not in the content root {root}; TRAINING_CONTENT names another.")


def is_within(path: str, places: tuple[str, ...]) -> bool:
    """Whether a file of the content root is one of these or in one of them; no places are all."""
    return not places or any(
        each == "." or path == each or path.startswith(f"{each}/") for each in places
    )
