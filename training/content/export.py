"""Files out of the database: a revision, or a whole content root, as a folder."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from training.content.tree import FOLDERS
from training.errors import InputRefused, Problem


def write_root(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by path into a new or empty folder, which becomes a content root.

    Raises `InputRefused` for a folder with something in it and for a path that leads elsewhere.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputRefused(
            f"{folder} is not empty; nothing was written.",
            [Problem(str(folder), "holds files already", "name a new folder")],
        )
    for path in files:
        if not _is_inside(path):
            raise InputRefused(f"“{path}” leads out of a content root; nothing was written.")
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for path, raw in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] in FOLDERS and ".." not in parts and "\\" not in path
