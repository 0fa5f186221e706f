"""Where a file that an author sends belongs in the content root: by its name, then its settings."""

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath

from training.content.archive import LONGEST_PATH
from training.content.images import TYPES
from training.content.tree import DEPARTMENTS, FOLDERS

UNPLACED = "?/"
"""Before the name of a file whose place is not known yet; no place in a root begins so."""
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SETTING = re.compile(r"^([a-z-]+)[ \t]*:", re.MULTILINE)
FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
QUIZ = {"module", "pass", "attempts", "feedback", "scored"}
CERTIFICATE = {"requires", "valid-for", "signed-by", "design", "seal"}
SUPPLEMENT = {"departments", "instead"}


def bare_name(sent: str) -> str:
    """The last part of a name as a browser sent it, whatever system it is from."""
    return PurePosixPath(sent.replace("\\", "/")).name[:LONGEST_PATH]


def candidates(name: str, raw: bytes, known: Collection[str]) -> tuple[str, ...]:
    """The places a file of this name may have, the likely ones first; `known` are those in force.

    One candidate is its place; none or several are for the author to choose.
    """
    same = tuple(sorted(path for path in known if path.rpartition("/")[2] == name))
    if same:
        return same
    modules = sorted({path.split("/")[1] for path in known if path.startswith("modules/")})
    if name.rpartition(".")[2].lower() in TYPES:
        return tuple(f"modules/{each}/images/{name}" for each in modules)
    settings = _settings(raw)
    if name.endswith(".es.md"):
        english = name.removesuffix(".es.md") + ".md"
        found = sorted(path for path in known if path.rpartition("/")[2] == english)
        return tuple(path.removesuffix(".md") + ".es.md" for path in found)
    if settings & CERTIFICATE:
        return (f"certificates/{name}",)
    if settings & QUIZ:
        return (f"quizzes/{name}",)
    if settings & SUPPLEMENT:
        return tuple(f"modules/{each}/departments/{name}" for each in modules)
    if "summary" in settings and name != "module.md":
        return (f"modules/{name.removesuffix('.md')}/module.md",)
    return ()


def _settings(raw: bytes) -> set[str]:
    front = FRONT.match(raw[:20_000].decode("utf-8", "replace"))
    return set(SETTING.findall(front[1])) if front else set()


def place_singles(files: Mapping[str, bytes], known: Collection[str]) -> dict[str, bytes]:
    """Files by name put in their places; where that is not plain, under `UNPLACED`."""
    found: dict[str, bytes] = {}
    for name, raw in files.items():
        places = candidates(name, raw, known)
        found[places[0] if len(places) == 1 else UNPLACED + name] = raw
    return found


def place_folder(stem: str, files: Mapping[str, bytes], known: Collection[str]) -> dict[str, bytes]:
    """The files of a zip in their places; `stem` is the zip's name without its ending.

    A zip of one module's own folder belongs to the module it is named after.
    """
    rooted = {path: raw for path, raw in files.items() if path.split("/")[0] in FOLDERS}
    loose = {path: raw for path, raw in files.items() if path not in rooted}
    slug = stem.lower().replace("_", "-").replace(" ", "-")
    if "module.md" in loose and SLUG.fullmatch(slug):
        return rooted | {f"modules/{slug}/{path}": raw for path, raw in loose.items()}
    return rooted | place_singles({bare_name(path): raw for path, raw in loose.items()}, known)


def left_out(sent: Iterable[str], in_force: Collection[str]) -> tuple[str, ...]:
    """The files in force that something sent as a whole does without, so that they would go.

    Whoever sends a module with its `module.md` sends all of its folder; whoever sends a whole root
    sends all of the City's files.
    """
    here = set(sent)
    whole = [f"modules/{path.split('/')[1]}/" for path in here if path.endswith("/module.md")]
    whole += ["city/"] if DEPARTMENTS in here else []
    return tuple(
        sorted(path for path in in_force if path.startswith(tuple(whole)) and path not in here)
    )


def is_place(path: str) -> bool:
    """Whether these words can be the place of a file; the tree says whether it is a good one."""
    parts = path.split("/")
    return (
        len(path) <= LONGEST_PATH
        and parts[0] in FOLDERS
        and len(parts) > 1
        and all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*", each) for each in parts)
    )
