"""What `training content fmt` writes: missing ids, missing `from=` hashes, and quotes.

Nothing else of a file is touched, not even its line endings; formatting twice changes nothing more.
"""

from collections.abc import Mapping

from training.content.formatting.hashes import with_hashes
from training.content.formatting.missing_ids import with_ids
from training.content.formatting.quotes import with_quotes


def formatted(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a content root that change, by path, as they should be."""
    quoted = {path: with_quotes(path, raw) for path, raw in contents.items()}
    # English ids come before hashes: a text without an id has none yet.
    done = with_hashes(with_ids(quoted))
    return {path: raw for path, raw in done.items() if raw != contents[path]}
