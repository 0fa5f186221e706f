"""What completing a module gave credit for, as a chain that everybody with the same past shares."""

import hashlib
import json
from collections.abc import Collection


def knowledge_sha256(
    before_id: int | None,
    *,
    module: str,
    revision_id: int,
    department: str,
    language: str,
    parts: Collection[str] | None,
    held: Collection[str] | None,
) -> str:
    """The name of a link in the chain: of what it says, and of the link before it."""
    said = [before_id, module, revision_id, department, language, _sorted(parts), _sorted(held)]
    text = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _sorted(parts: Collection[str] | None) -> list[str] | None:
    return sorted(parts) if parts else None
