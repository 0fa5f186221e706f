"""A row of the table: a route, who may use it over whose data, and what it then shows."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tests.web.matrix.city import STAFFED
from tests.web.matrix.stage import Ask, Stage
from tests.web.matrix.viewers import Viewer

Asks = Callable[[Stage, Viewer, str], Ask | None]
"""What is sent for a target; none where the viewer has nothing of the kind."""
May = Callable[[Viewer, str], bool]
Words = Callable[[Stage, Viewer, str], AbstractSet[str]]

ONE = ("",)
"""The target of a route that is the same whatever is looked at."""
WHOSE = ("mine", "own", "oth", "non")
"""Somebody's own, or that of somebody in one of the departments."""


def anybody(_viewer: Viewer, _target: str) -> bool:
    """Whoever asks."""
    return True


def signed_in(viewer: Viewer, _target: str) -> bool:
    """Whoever has signed in and works here."""
    return viewer.may_enter


def mine(viewer: Viewer, target: str) -> bool:
    """Whose it is."""
    return viewer.may_enter and target == "mine"


def keeper(viewer: Viewer, target: str) -> bool:
    """Who looks after the department."""
    return target in viewer.keeps


def looker(viewer: Viewer, target: str) -> bool:
    """Who may look at the department's people."""
    return target in viewer.looks_into


def who_is(*roles: str) -> May:
    """Who has one of these roles; an auditor has to have said why."""

    def may(viewer: Viewer, _target: str) -> bool:
        return viewer.role in roles and (viewer.role != "auditor" or viewer.says_why)

    return may


def auditor(viewer: Viewer, _target: str) -> bool:
    """An auditor, whether or not they have said why."""
    return viewer.role == "auditor"


def nothing(_stage: Stage, _viewer: Viewer, _target: str) -> set[str]:
    """No word."""
    return set()


def self_(_stage: Stage, viewer: Viewer, _target: str) -> set[str]:
    """The viewer's own word."""
    return viewer.header


def of(what: str, *, own: bool = False) -> Words:
    """The word of something of the target's, as `done`; of the viewer's own where that is meant."""

    def words(_stage: Stage, viewer: Viewer, target: str) -> set[str]:
        return {f"z{target}{what}"} | (viewer.header if own else set())

    return words


def people(stage: Stage, _viewer: Viewer, target: str) -> set[str]:
    """Everybody who works at the target, its places and sites."""
    return stage.city.active(target)


def everything(stage: Stage, _viewer: Viewer, _target: str) -> set[str]:
    """Every word there is."""
    return EVERY


class _Every(set[str]):
    def __contains__(self, _word: object) -> bool:
        return True


EVERY: set[str] = _Every()


def places(_stage: Stage, viewer: Viewer, _target: str) -> set[str]:
    """The names of the departments that the viewer may look at."""
    return {f"z{each}place" for each in viewer.looks_into}


def at_home(_stage: Stage, viewer: Viewer, _target: str) -> set[str]:
    """What My training names: where they work, what they look after, and who gave it to them."""
    if not viewer.may_enter:
        return set()
    given = {f"z{each}place" for each in viewer.keeps} | {"zcitadmin"} if viewer.role else set()
    return given | {f"z{viewer.home}place"}


def calls(_stage: Stage, viewer: Viewer, _target: str) -> set[str]:
    """Whom the viewer calls, and the names of what they keep."""
    return viewer.calls | {f"z{each}place" for each in viewer.keeps}


@dataclass(frozen=True)
class Row:
    """What is true of a route."""

    route: str
    """The method and the endpoint."""
    declares: tuple[str, ...]
    """What the view should say of itself."""
    ask: Asks
    may: May
    targets: tuple[str, ...] = ONE
    shows: Words = nothing
    """What a permitted answer has to show."""
    sees: Words = nothing
    """What it may show besides, and the viewer's own name."""
    says: str = ""
    """What it has to say, where no word can show that it is the right page."""
    leads_away: bool = False
    """Whether it ends at an address that is not ours."""
    then_sign_in: bool = False
    """Whether it may end at the sign-in page, with what was wanted done."""

    @property
    def method(self) -> str:
        """GET or POST."""
        return self.route.split(" ")[0]

    @property
    def endpoint(self) -> str:
        """The view's name."""
        return f"training.{self.route.split(' ')[1]}"

    @property
    def is_silent(self) -> bool:
        """Whether nothing could tell a permitted answer from an empty page."""
        return self.shows is nothing and not self.says and not self.leads_away


def get(path: str, **query: str) -> Asks:
    """A page; `{slug}` is the target's address, and so on."""

    def ask(stage: Stage, viewer: Viewer, target: str) -> Ask | None:
        if target == "mine" and not viewer.word:
            return None
        values = found(stage, viewer, target)
        filled = {name: value.format(**values) for name, value in query.items()}
        return Ask(path.format(**values), query=filled)

    return ask


def post(path: str, **form: object) -> Asks:
    """A form and its fields."""

    def ask(stage: Stage, viewer: Viewer, target: str) -> Ask | None:
        if target == "mine" and not viewer.word:
            return None
        values = found(stage, viewer, target)
        filled = {
            name: value.format(**values) if isinstance(value, str) else value
            for name, value in form.items()
        }
        return Ask(path.format(**values), filled)

    return ask


def found(stage: Stage, viewer: Viewer, target: str) -> dict[str, object]:
    """What the words in braces stand for: the target's ids and addresses."""
    city = stage.city
    values: dict[str, object] = {"word": viewer.word}
    if target in STAFFED:
        values |= {
            "slug": city.slug(target),
            "number": f"z{target}learner".upper(),
            "grant": city.people[f"z{target}helper"].grant,
            "new": city.people[f"z{target}new"].id,
            "paper": city.people[f"z{target}paper"].id,
            "act": city.acts[target],
            "tablet": city.tablets[target],
            "code": city.codes[target],
        }
    if target in (*STAFFED, "cit"):
        values |= {
            "contact": city.contacts[target],
            "place": "city-wide" if target == "cit" else city.slug(target),
        }
    word = viewer.word if target == "mine" else f"z{target}done"
    if theirs := city.people.get(word):
        values |= {
            "attempt": theirs.attempt,
            "sent": theirs.sent,
            "check_in": theirs.check_in,
            "serial": theirs.serial,
            "session": theirs.session,
            "factor": theirs.factor,
        }
    return values
