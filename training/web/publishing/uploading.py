"""Sending texts in: a zip, single files, or the folder of the server."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from flask import redirect, request
from werkzeug.wrappers import Response

from training.content.archive import unpack
from training.content.drafts.placing import bare_name, left_out, place_folder, place_singles
from training.content.drafts.queries import root_in_force
from training.content.drafts.service import begin_draft, changed_only
from training.content.tree import read_contents
from training.errors import InputRefused
from training.web.access import access
from training.web.blueprint import address, blueprint
from training.web.identity import current
from training.web.languages import t, t_of_request
from training.web.pages import render, say
from training.web.publishing.footing import AUTHORS
from training.web.publishing.forms import upload_form
from training.web.state import now, state
from training.web.unit import close, commit, db

Files = dict[str, bytes | None]


@blueprint.get("/content/upload")
@access(*AUTHORS)
def text_upload() -> str:
    """The two ways to send texts in."""
    return _page()


@blueprint.post("/content/upload")
@access(*AUTHORS)
def text_upload_send() -> Response | tuple[str, int]:
    """Keep what was sent as a draft, and show what it would change."""
    form = upload_form(request.form, request.files)
    if not form.validate():
        return _page(form), 422
    try:
        files, note = sent_files(form.files.data)
    except InputRefused as refused:
        return _page(form, refused), 422
    return _kept(files, note, form)


@blueprint.post("/content/folder")
@access(*AUTHORS)
def text_folder_send() -> Response | tuple[str, int]:
    """Take the content root of the server's own folder as a draft."""
    close()
    try:
        root = read_contents(state().config.content_root)
    except InputRefused as refused:
        return _page(None, refused), 422
    with state().database.reading() as looking:
        gone = left_out(root, root_in_force(looking).keys())
    return _kept(root | dict.fromkeys(gone), t("The folder of the server"), None)


def sent_files(sent: list[Any]) -> tuple[Files, str]:
    """The files that were sent, by place, none for what would go; and what they are called.

    Raises `InputRefused` with everything that is wrong with a zip.
    """
    # Only looking: nobody's writing waits while a zip is unpacked.
    close()
    with state().database.reading() as looking:
        known = root_in_force(looking).keys()
    found: Files = {}
    singles: dict[str, bytes] = {}
    for each in sent:
        name, data = bare_name(each.filename), each.stream.read()
        if name.lower().endswith(".zip"):
            placed = place_folder(PurePosixPath(name).stem, unpack(name, data), known)
            found |= {**dict.fromkeys(left_out(placed, known)), **placed}
        else:
            singles[name] = data
    found |= place_singles(singles, known)
    return found, _called(sent)


def _called(sent: list[Any]) -> str:
    first = bare_name(sent[0].filename)
    more = len(sent) - 1
    if not more:
        return first
    count = t_of_request().count
    return count("{first} and {n:,} more file", "{first} and {n:,} more files", more, first=first)


def _kept(files: Mapping[str, bytes | None], note: str, form: Any) -> Response | tuple[str, int]:
    with state().database.reading() as looking:
        changes = changed_only(files, root_in_force(looking))
    if not changes:
        nothing = InputRefused("All of it says what is in force already. Nothing was kept.")
        return _page(form, nothing), 422
    made = begin_draft(db(), changes, note=note, by=current().id, now=now())
    commit()
    ignored = len(files) - len(changes)
    if ignored:
        count = t_of_request().count
        say(
            "info",
            count(
                "{n:,} file says what is in force already, and was left aside.",
                "{n:,} files say what is in force already, and were left aside.",
                ignored,
            ),
        )
    return redirect(address("training.text_draft", draft_id=made.id), 303)


def _page(form: Any = None, refused: InputRefused | None = None) -> str:
    shown = form or upload_form(None)
    return render(
        "content/upload.html",
        form=shown,
        refused=refused,
        errors=bool(shown.errors or refused),
    )
