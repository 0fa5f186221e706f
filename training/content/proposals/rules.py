"""Whether somebody else has published since: plain hashes by kind and slug."""

from collections.abc import Iterable, Mapping

from training.content.packages import Package
from training.errors import Conflict, Said

Hashes = Mapping[tuple[str, str], str]


def refuse_overtaken(wanted: Iterable[tuple[str, str, str]], before: Hashes, now: Hashes) -> None:
    """Raise `Conflict` when another text than that of `before` is in force now.

    `wanted` holds kind, slug and hash of what is to be published; whoever publishes exactly what is
    in force already is not in anybody's way.
    """
    for kind, slug, sha256 in wanted:
        here = now.get((kind, slug))
        if here not in (before.get((kind, slug)), sha256):
            raise Conflict(
                Said(
                    "Somebody else has published “{slug}” since you began. Look at what it says "
                    "now, and begin again from there.",
                    slug=slug,
                )
            )


def named(packages: Iterable[Package]) -> list[tuple[str, str, str]]:
    """Kind, slug and hash of packages."""
    return [(each.kind, each.slug, each.sha256) for each in packages]


def changed(packages: Iterable[Package], in_force: Hashes) -> tuple[Package, ...]:
    """The packages that say something else than what is in force."""
    return tuple(each for each in packages if in_force.get((each.kind, each.slug)) != each.sha256)
