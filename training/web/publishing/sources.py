"""The source of one exact text with line numbers, and the remarks on its lines."""

from typing import Any

from flask import redirect, request
from werkzeug.wrappers import Response

from training.content.comments.queries import MAY_SEE_PRIVILEGED, comments_on
from training.content.comments.service import comment
from training.content.models import Comment
from training.content.proposals.queries import files_of_text
from training.errors import NotFound
from training.web.access import access
from training.web.blueprint import address, blueprint
from training.web.identity import current
from training.web.languages import t
from training.web.pages import render, say
from training.web.publishing.footing import READERS, known_kind, name_of, title_of
from training.web.publishing.forms import comment_form
from training.web.state import now
from training.web.unit import commit, db

SOURCE = "/content/<kind>/<slug>/source/<sha256>"
MOST_DIGITS = 7


@blueprint.get(SOURCE)
@access(*READERS)
def text_source(kind: str, slug: str, sha256: str) -> str:
    """A file of a text as its author wrote it, and what was remarked on its lines."""
    return _page(kind, slug, sha256, request.args.get("line", ""), None)


@blueprint.post(SOURCE)
@access(*READERS)
def text_source_comment(kind: str, slug: str, sha256: str) -> Response | tuple[str, int]:
    """Keep a remark on a line."""
    form = _form(request.form)
    path = request.args.get("path", "")
    line = str(form.line.data or "")
    if not form.validate():
        return _page(kind, slug, sha256, line, form), 422
    comment(
        db(),
        known_kind(kind),
        slug,
        sha256=sha256,
        path=path,
        line=_line(line),
        text=form.text.data,
        privileged=bool("privileged" in form and form.privileged.data),
        by=current().id,
        roles=current().roles,
        now=now(),
    )
    commit()
    say("success", t("Your remark is kept."))
    back = address("training.text_source", kind=kind, slug=slug, sha256=sha256, path=path)
    return redirect(f"{back}#L{_line(line)}", 303)


def _page(kind: str, slug: str, sha256: str, line: str, form: Any) -> str:
    files = files_of_text(db(), known_kind(kind), slug, sha256)
    texts = sorted((path for path in files if path.endswith(".md")), key=_main_first)
    path = request.args.get("path", "") or (texts[0] if texts else "")
    if path not in texts:
        raise NotFound("There is no such file in that text.")
    found = comments_on(db(), kind, slug, sha256, roles=current().roles)
    counts = {each: sum(one.path == each for one in found) for each in texts}
    lines = files[path].decode("utf-8-sig", "replace").splitlines()
    here = _line(line)
    shown = form or _form(None)
    return render(
        "content/source.html",
        title=title_of(db(), kind, slug),
        kind=kind,
        slug=slug,
        sha256=sha256,
        path=path,
        lines=lines,
        open_line=here if 1 <= here <= len(lines) else 0,
        form=shown,
        errors=bool(shown.errors),
        remarks=_by_line([each for each in found if each.path == path]),
        counts=counts,
        name_of=lambda each: name_of(db(), each),
    )


def _form(sent: Any) -> Any:
    privileged = bool(MAY_SEE_PRIVILEGED & current().roles)
    return comment_form(sent, may_be_privileged=privileged)


def _by_line(found: list[Comment]) -> dict[int, list[Comment]]:
    lines: dict[int, list[Comment]] = {}
    for each in found:
        lines.setdefault(each.line, []).append(each)
    return lines


def _main_first(path: str) -> tuple[bool, bool, str]:
    """A module's main file first, what it cites of the City's last."""
    return path.startswith("city/"), not path.endswith("/module.md"), path


def _line(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else 0
