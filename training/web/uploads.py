"""Files that wait between “what would happen” and “do it”: personal data, so never for long."""

import hashlib
import os
import re
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from training.errors import NotReady

DAY = timedelta(days=1)
_NAME = re.compile(r"[0-9a-f]{64}")


class Uploads:
    """The folder of waiting files, each under the SHA-256 of its bytes, its owner's only."""

    def __init__(self, instance: Path) -> None:
        self.folder = instance / "uploads"

    def keep(self, data: bytes) -> str:
        """Keep a file until it is used; its hash. Raises `NotReady` when the disk does not."""
        name = hashlib.sha256(data).hexdigest()
        draft = self.folder / f"{name}.{secrets.token_hex(4)}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(file, "wb") as out:
                out.write(data)
            draft.replace(self._path(name))
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise NotReady(
                "The file could not be kept for the next step; the disk may be full."
            ) from error
        return name

    def read(self, name: str) -> bytes | None:
        """A file that is still there, and still what it was."""
        if not _NAME.fullmatch(name):
            return None
        try:
            data = self._path(name).read_bytes()
        except FileNotFoundError:
            return None
        return data if hashlib.sha256(data).hexdigest() == name else None

    def discard(self, name: str) -> None:
        """Delete a file, if it is there."""
        if _NAME.fullmatch(name):
            self._path(name).unlink(missing_ok=True)

    def sweep(self, now: datetime) -> None:
        """Delete what nobody came back for within a day."""
        for path in self.folder.glob("*"):
            with suppress(FileNotFoundError):  # somebody else was quicker
                if path.stat().st_mtime < (now - DAY).timestamp():
                    path.unlink()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.csv"
