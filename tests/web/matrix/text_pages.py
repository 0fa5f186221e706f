"""The routes for those who write, review and publish what employees read."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY
from tests.flows.proposing import answered
from tests.small_content import MODULE
from tests.web.matrix.city import DRAWING, PICTURE
from tests.web.matrix.city_pages import all_places
from tests.web.matrix.rows import Asks, Row, get, signed_in, who_is
from tests.web.matrix.stage import Ask, Stage, upload
from tests.web.matrix.viewers import Viewer
from training.content.drafts.placing import UNPLACED
from training.content.drafts.queries import root_in_force
from training.content.drafts.service import begin_draft
from training.content.queries import in_force
from training.content.tree import tree_of
from training.flows.propose_content import propose_content
from training.flows.propose_hold import propose_hold
from training.flows.publish import publish_tree
from training.people.models import Act
from training.people.queries import Person, person, person_by_login

READERS = ("author", "legal", "translator", "administrator")
AUTHORS = ("author", "administrator")
REVIEWERS = ("legal", "translator", "administrator")
HOLDERS = ("administrator", "legal")
DECIDERS = ("author", "legal", "administrator")
SECOND = "zcitsecond"
"""Who proposes what the viewers then look at."""
FILE = "modules/basics/module.md"
CHANGED = MODULE.replace("Greet people.", "Greet everybody.\n\n![A door](images/door.svg)\n\n")
FILES = {FILE: CHANGED.encode(), PICTURE: DRAWING}
TEXT = "/content/module/basics"
Make = Callable[[Session, Person], object]


def staff(_stage: Stage, _viewer: Viewer, _target: str) -> set[str]:
    """Those who write and review, who stand beside what they did; and every department."""
    return all_places(_stage, _viewer, _target) | {
        "zcitauthor",
        "zcitlegal",
        "zcittranslator",
        "zcitadmin",
        SECOND,
    }


def made(
    roles: tuple[str, ...],
    make: Make,
    path: str,
    form: dict[str, object] | None = None,
    none: object = 1,
) -> Callable[[Stage, Viewer, str], Ask]:
    """What is sent about something that is made for whoever may look at it; else about `none`."""

    def ask(stage: Stage, viewer: Viewer, _target: str) -> Ask:
        found: list[object] = [none]
        if viewer.role in roles:

            def change(db: Session) -> None:
                found[0] = make(db, known(db, stage, viewer.word))

            stage.change(change)
        if form is None:
            return Ask(path.format(found[0]))
        filled = {name: found[0] if value == "{}" else value for name, value in form.items()}
        return Ask(path.format(found[0]), filled)

    def known(db: Session, stage: Stage, word: str) -> Person:
        who = person(db, stage.city.people[word].id, now=NOW, today=TODAY)
        assert who
        return who

    return ask


def drafted(db: Session, who: Person) -> int:
    """A draft of the viewer's own."""
    return begin_draft(db, FILES, note="A draft", by=who.id, now=NOW).id


def unplaced(db: Session, who: Person) -> int:
    """A draft with a file whose place is not known."""
    files = {f"{UNPLACED}notes.md": b"Words.\n"}
    return begin_draft(db, files, note="A draft", by=who.id, now=NOW).id


def proposed(db: Session, _who: Person) -> int:
    """A proposal of the second administrator's."""
    files = {**root_in_force(db), **FILES}
    said = answered(db, files)
    act = propose_content(
        db, files, reason="Kinder", by=second(db), now=NOW, today=TODAY, labels=said
    )
    return act.id


def proposed_text(db: Session, who: Person) -> str:
    """The hash of what is proposed."""
    act = db.get_one(Act, proposed(db, who))
    return str(act.params["packages"][0]["sha256"])


def hold(db: Session, _who: Person) -> int:
    """A section that the second administrator wants withdrawn."""
    return propose_hold(db, "basics", "before", reason="Wrong", by=second(db), now=NOW).id


def twice(db: Session, _who: Person) -> int:
    """The first of two revisions."""
    publish_tree(db, tree_of({**root_in_force(db), **FILES}), by=None, now=NOW)
    return 1


def text_in_force(db: Session, _who: Person) -> str:
    """The hash of the module in force."""
    found = in_force(db, "module", "basics")
    assert found
    return found.sha256


def picture_of(make: Make) -> Make:
    """A draft's or proposal's number and the hash of its picture, as an address has them."""

    def both(db: Session, who: Person) -> str:
        number = make(db, who)
        image = tree_of({**root_in_force(db), **FILES}).modules["basics"].images[0]
        return f"{number}/images/{image.sha256}"

    return both


def second(db: Session) -> Person:
    """The second administrator."""
    who = person_by_login(db, SECOND, now=NOW, today=TODAY)
    assert who
    return who


def new_file(stage: Stage, _viewer: Viewer, _target: str) -> Ask:
    """A module's file, sent in."""
    data, _name = upload(MODULE.replace("Greet people.", "Greet everybody.").encode())
    return Ask("/content/upload", {"files": (data, "module.md")})


def more(roles: tuple[str, ...]) -> Callable[[Stage, Viewer, str], Ask]:
    """One more file for a draft."""
    plain = made(roles, drafted, "/content/drafts/{}/files", {})

    def ask(stage: Stage, viewer: Viewer, target: str) -> Ask:
        sent = plain(stage, viewer, target)
        data, _name = upload(MODULE.replace("Greet people.", "Say hello.").encode())
        return Ask(sent.path, {"files": (data, "module.md")})

    return ask


def published_picture(stage: Stage, viewer: Viewer, _target: str) -> Ask:
    """A picture of a module in force."""
    with stage.database.reading() as db:
        found = in_force(db, "module", "basics")
        assert found
        (sha256,) = found.manifest["images"][PICTURE]["widths"].values()
    return Ask(f"/images/{sha256}")


def approval(stage: Stage, viewer: Viewer, target: str) -> Ask:
    """The viewer's word on what is proposed."""
    role = "legal" if viewer.role == "legal" else "oei"
    fields: dict[str, object] = {"sha256": "{}", "role": role, "back": "/content"}
    return made(HOLDERS, proposed_text, f"{TEXT}/approve", fields)(stage, viewer, target)


def row(
    route: str, roles: tuple[str, ...], ask: Asks, says: str, *, may: tuple[str, ...] = ()
) -> Row:
    """A row of these pages: they are told by what they say."""
    return Row(route, roles, ask, who_is(*(may or roles)), sees=staff, says=says)


D, P = "/content/drafts/{}", "/content/proposals/{}"
SOURCE = TEXT + "/source/{}"
HOLD = f"{TEXT}/hold/before"
SAID: dict[str, object] = {"reason": "Kinder", "all-label": "wording", "all-reason": "As before."}
"""Of all that changes together: the words, and the picture."""

TEXT_PAGES = [
    Row("GET image", ("signed-in",), published_picture, signed_in, says="<svg"),
    row("GET texts", READERS, get("/content"), "In force now"),
    row("GET text_upload", AUTHORS, get("/content/upload"), "Send texts in"),
    row("POST text_upload_send", AUTHORS, new_file, "What would change"),
    row(
        "POST text_folder_send",
        AUTHORS,
        lambda _stage, _viewer, _target: Ask("/content/folder", {}),
        "executive-order",
    ),
    row("GET text_draft", AUTHORS, made(AUTHORS, drafted, D), "What would change"),
    row("POST text_draft_add", AUTHORS, more(AUTHORS), "What would change"),
    row(
        "POST text_draft_place",
        AUTHORS,
        made(AUTHORS, unplaced, f"{D}/places", {"name": "notes.md", "other": "quizzes/notes.md"}),
        "quizzes/notes.md",
    ),
    row(
        "POST text_draft_take_out",
        AUTHORS,
        made(AUTHORS, drafted, f"{D}/back", {"path": PICTURE}),
        "Done.",
    ),
    row("POST text_draft_again", AUTHORS, made(AUTHORS, drafted, f"{D}/again", {}), "What would"),
    row("GET text_draft_discard", AUTHORS, made(AUTHORS, drafted, f"{D}/discard"), "Discard it"),
    row(
        "POST text_draft_discard_send",
        AUTHORS,
        made(AUTHORS, drafted, f"{D}/discard", {}),
        "The draft is gone.",
    ),
    row(
        "POST text_propose",
        AUTHORS,
        made(AUTHORS, drafted, f"{D}/propose", {"slugs": "basics", **SAID}),
        "Proposed.",
    ),
    row(
        "GET text_draft_read", AUTHORS, made(AUTHORS, drafted, f"{D}/read/basics"), "Not published"
    ),
    row(
        "GET text_draft_picture",
        AUTHORS,
        made(AUTHORS, picture_of(drafted), D, none="1/images/0"),
        "<svg",
    ),
    row("GET text_proposal", READERS, made(READERS, proposed, P), "wants to publish 1 text"),
    row(
        "GET text_proposal_decide",
        READERS,
        made(READERS, proposed, f"{P}/publish"),
        "Publish this?",
    ),
    row(
        "POST text_proposal_decide_send",
        READERS,
        made(DECIDERS, proposed, f"{P}/publish", {}),
        "Published:",
        may=DECIDERS,
    ),
    row(
        "POST text_proposal_again", AUTHORS, made(AUTHORS, proposed, f"{P}/again", {}), "What would"
    ),
    row(
        "GET text_proposal_read",
        READERS,
        made(READERS, proposed, f"{P}/read/basics"),
        "Not published",
    ),
    row(
        "GET text_proposal_picture",
        READERS,
        made(READERS, picture_of(proposed), P, none="1/images/0"),
        "<svg",
    ),
    row("POST text_approve_send", REVIEWERS, approval, "Written down:", may=HOLDERS),
    row("GET text_history", READERS, get(TEXT), "Every revision"),
    row("GET text_revision", READERS, get(f"{TEXT}/1"), "Questions and answers"),
    row("GET text_revision_download", READERS, get(f"{TEXT}/1/download"), "application/zip"),
    row("GET text_compare", READERS, get(f"{TEXT}/compare"), "What changed"),
    row("GET text_revision_roll_back", AUTHORS, get(f"{TEXT}/1/roll-back"), "Roll back"),
    row(
        "POST text_revision_roll_back_send",
        AUTHORS,
        made(AUTHORS, twice, TEXT + "/{}/roll-back", SAID),
        "Asked.",
    ),
    row("GET text_source", READERS, made(READERS, text_in_force, SOURCE), "line&#39;s number"),
    row(
        "POST text_source_comment",
        READERS,
        made(READERS, text_in_force, f"{SOURCE}?path={FILE}", {"line": "3", "text": "Hm."}),
        "Your remark is kept.",
    ),
    row("GET text_statistics", AUTHORS, get(f"{TEXT}/statistics"), "What these figures mean"),
    row(
        "GET text_statistics_item",
        AUTHORS,
        get(f"{TEXT}/statistics/note"),
        "The whole question",
    ),
    row("GET text_statistics_csv", AUTHORS, get(f"{TEXT}/statistics.csv"), "note"),
    row("GET text_hold", HOLDERS, get(HOLD), "Ask for it to be withdrawn"),
    row(
        "POST text_hold_send",
        HOLDERS,
        lambda _stage, _viewer, _target: Ask(HOLD, {"what": "set", "reason": "Wrong"}),
        "Asked.",
    ),
    row(
        "POST text_hold_decide",
        HOLDERS,
        made(HOLDERS, hold, "/content/holds/{}", {"answer": "agree"}),
        "Withdrawn.",
    ),
]
