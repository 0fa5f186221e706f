"""Keys that are made once and kept in a file that only its owner can read."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def kept_key(path: Path, make: Callable[[], str]) -> str:
    """What the file holds; it is made the first time, whole or not at all."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w", encoding="ascii") as opened:
            opened.write(make())
            opened.flush()
            os.fsync(opened.fileno())
        with suppress(FileExistsError):
            # Whoever links first has made it; a process that came second uses theirs.
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii")
