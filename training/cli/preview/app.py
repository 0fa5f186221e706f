"""The preview's own small Flask app: pages of a working copy, and what is to be said of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    make_response,
    render_template,
    request,
    send_from_directory,
)

from training.cli.preview.asked import asked_pools
from training.cli.preview.live import Live, Seen, paths_of
from training.cli.preview.reader import Reader, reader_of
from training.cli.preview.wording import certificate_words
from training.content.checkup import Fault, Severity
from training.content.edition import CertificateEdition, Edition
from training.content.images import shown
from training.content.variants import pages
from training.web.blueprint import STATIC_FOLDER
from training.web.guard import HEADERS

HERE = Path(__file__).parent
HOSTS = ["127.0.0.1", "localhost"]
"""The only names it answers to, so that no page of the web can ask it through a name of its own."""
EXTENSION = "training-preview"


def create_preview(live: Live) -> Flask:
    """The app for a working copy; it needs no database and keeps nothing."""
    app = Flask("training.cli.preview", root_path=str(HERE), static_url_path="/preview")
    app.config["TRUSTED_HOSTS"] = HOSTS
    app.extensions[EXTENSION] = live
    for rule, view in VIEWS.items():
        app.add_url_rule(rule, view.__name__, view)
    app.after_request(_mark)
    app.register_error_handler(404, _not_there)
    return app


def _seen() -> Seen:
    """What there is to show; read once a request, so that a page is of one moment."""
    if "seen" not in g:
        live: Live = current_app.extensions[EXTENSION]
        g.seen = live.seen()
    seen: Seen = g.seen
    return seen


def _reader() -> Reader:
    return reader_of(request.args, _seen())


def _mark(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    return response


def _render(template: str, *, files: frozenset[str] = frozenset(), **values: Any) -> str:
    """A page with what is to be said of `files` beside it."""
    seen, reader = _seen(), _reader()
    beside = [each for each in seen.faults if each.path in files]
    return render_template(
        template,
        seen=seen,
        reader=reader,
        at=reader.at,
        beside=beside,
        errors=_count(beside, Severity.ERROR),
        warnings=_count(beside, Severity.WARNING),
        here=request.path,
        **values,
    )


def _count(faults: list[Fault], severity: Severity) -> int:
    return sum(each.severity is severity for each in faults)


def _not_there(_error: Exception) -> tuple[str, int]:
    return _render("not_there.html"), 404


def index() -> str:
    """What there is, and what is wrong with what belongs to no module."""
    seen = _seen()
    files = frozenset(each.path for each in seen.faults)
    return _render("index.html", files=files)


def module(slug: str) -> str:
    """A module's pages in their order, its quiz, and all that is to be said of it."""
    edition = _edition(slug)
    return _render(
        "module.html",
        files=_files(slug, edition),
        edition=edition,
        sections=edition.sections(_reader().lineage, _reader().language),
    )


def section(slug: str, name: str) -> str:
    """A page as this reader sees it, and what is to be said of the files it comes from."""
    edition, reader = _edition(slug), _reader()
    sections = edition.sections(reader.lineage, reader.language)
    at = next((n for n, each in enumerate(sections) if each.id == name), None)
    if at is None:
        return _render("elsewhere.html", edition=edition, sections=sections, name=name)
    files = {
        piece.path
        for page in pages(edition.module, reader.lineage, "en")
        if page.id == name
        for piece in page.pieces
    }
    if reader.language != "en":
        files |= {f"{each.removesuffix('.md')}.{reader.language}.md" for each in files}
    return _render(
        "section.html",
        files=frozenset(files),
        edition=edition,
        sections=sections,
        section=sections[at],
        html=reader.filled(sections[at].html),
        beside_html=reader.filled(sections[at].beside_html),
        number=at + 1,
    )


def quiz(slug: str) -> str:
    """Every question this reader can be asked, with its answers and what they are told."""
    edition, reader = _edition(slug), _reader()
    if edition.module.quiz is None:
        abort(404)
    files = {edition.module.quiz.path}
    if edition.module.quiz_translation:
        files.add(edition.module.quiz_translation.path)
    return _render(
        "quiz.html",
        files=frozenset(files),
        edition=edition,
        sections=edition.sections(reader.lineage, reader.language),
        pools=asked_pools(edition, reader),
    )


def huddle(slug: str) -> str:
    """The module's five-minute briefing."""
    edition, reader = _edition(slug), _reader()
    told = edition.huddle(reader.language)
    if told is None:
        abort(404)
    files = (edition.module.huddle, edition.module.huddle_translation)
    return _render(
        "huddle.html",
        files=frozenset(each.path for each in files if each is not None),
        edition=edition,
        sections=edition.sections(reader.lineage, reader.language),
        html=reader.filled(told.html),
        spoken=told.language,
    )


def certificate(slug: str) -> str:
    """What a certificate would say of somebody."""
    found: CertificateEdition | None = _seen().certificates.get(slug)
    if found is None:
        abort(404)
    files = {found.file.path} | ({found.translation.path} if found.translation else set())
    return _render(
        "certificate.html",
        files=frozenset(files),
        certificate=found,
        words=certificate_words(found, _reader()),
    )


def source(path: str) -> str:
    """A file as its author wrote it, each fault under its line."""
    seen = _seen()
    if path not in seen.sources and not any(each.path == path for each in seen.faults):
        abort(404)
    lines = seen.sources[path].lines if path in seen.sources else ()
    told: dict[int, list[Fault]] = {}
    for each in seen.faults:
        if each.path == path:
            told.setdefault(min(each.line, max(1, len(lines))), []).append(each)
    return _render("source.html", files=frozenset({path}), path=path, lines=lines, told=told)


def picture(sha256: str) -> Response:
    """A picture of the working copy, as it would be published."""
    image = _seen().images.get(sha256)
    if image is None:
        abort(404)
    made = shown(image)[-1]
    response = make_response(made.raw)
    response.headers["Content-Type"] = made.type
    return response


def changes() -> str:
    """The stamp of the working copy: another one means that something changed."""
    live: Live = current_app.extensions[EXTENSION]
    return live.stamp()


def assets(name: str) -> Response:
    """The site's own styles, scripts and fonts."""
    return send_from_directory(STATIC_FOLDER, name)


def _edition(slug: str) -> Edition:
    return _seen().modules.get(slug) or abort(404)


def _files(slug: str, edition: Edition) -> frozenset[str]:
    """The files of a module, those that could not be read too."""
    unread = {each.path for each in _seen().faults if each.path.startswith(f"modules/{slug}/")}
    return paths_of(edition.module) | unread


VIEWS: dict[str, Callable[..., Any]] = {
    "/": index,
    "/modules/<slug>": module,
    "/modules/<slug>/read/<name>": section,
    "/modules/<slug>/quiz": quiz,
    "/modules/<slug>/huddle": huddle,
    "/certificates/<slug>": certificate,
    "/source/<path:path>": source,
    "/images/<sha256>": picture,
    "/changes": changes,
    "/assets/<path:name>": assets,
}
