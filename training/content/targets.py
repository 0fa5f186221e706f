"""Where links and pictures of a file lead: to other files of the content root, never out of it."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

MODULE = re.compile(r"^modules/([a-z0-9-]+)/(?:module(?:\.es)?\.md|departments/[^/]+\.md)$")
OWN = re.compile(r"^modules/([a-z0-9-]+)/")
SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")
TO_MODULE = "training-module:"
"""What an address to a module begins with until it is shown: `training-module:slug/section`."""
TO_IMAGE = "training-image:"
"""What a picture's address begins with until it is shown: `training-image:sha256`."""


@dataclass(frozen=True, slots=True)
class Target:
    """A module, or one of its sections."""

    module: str
    section: str

    @property
    def address(self) -> str:
        """The address that is filled in when it is shown."""
        return (
            f"{TO_MODULE}{self.module}/{self.section}"
            if self.section
            else (f"{TO_MODULE}{self.module}")
        )


def is_inside(address: str) -> bool:
    """Whether an address is one of a file or heading, not of the web."""
    return not SCHEME.match(address) and not address.startswith(("/", "\\"))


def resolved(path: str, address: str) -> str:
    """The file that an address in the file at `path` means; empty when it is out of the root."""
    wanted = unquote(address.partition("#")[0])
    if not wanted:
        return path
    found = posixpath.normpath(posixpath.join(posixpath.dirname(path), wanted))
    return "" if found.startswith(("..", "/")) or "\\" in found else found


def target_of(path: str, address: str) -> Target | None:
    """The module or section that an address means; none when it means anything else."""
    if not is_inside(address):
        return None
    match = (OWN if address.startswith("#") else MODULE).match(resolved(path, address))
    return Target(match[1], unquote(address.partition("#")[2])) if match else None
