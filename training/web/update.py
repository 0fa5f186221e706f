"""What changed for somebody, a page each: what it was, and what it is now."""

from dataclasses import dataclass

from flask import redirect, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.assignments.owed.known.queries import KnownText, known_texts
from training.assignments.owing.debts import Debt
from training.content.beside import Beside, side_by_side
from training.content.edition import Edition, ItemView, SectionView
from training.content.item_view import OptionView
from training.content.placed import ITEM, SECTION
from training.content.plain import plain
from training.content.queries import module_edition
from training.content.quiz_rules import FEEDBACK
from training.errors import NotFound, NotReady
from training.flows.finish_reading import finish_reading
from training.learning.delta import Delta
from training.learning.service import mark_read
from training.people.queries import Person
from training.web.access import SIGNED_IN, access
from training.web.blueprint import blueprint
from training.web.contact_words import filled
from training.web.identity import current
from training.web.languages import language, t
from training.web.news import owing_when_opened
from training.web.pages import render
from training.web.quiz import begin
from training.web.reading import Copy, copy_of
from training.web.state import now, state
from training.web.unit import commit, db
from training.web.ways import way_on


@dataclass(frozen=True, slots=True)
class Changed:
    """A page or question that changed for somebody.

    `rows` lays what they knew beside what it is now, none for what stayed; empty where there is
    nothing to lay beside it, so that it is read whole.
    """

    title: str
    language: str
    rows: tuple[Beside | None, ...]
    html: Markup
    new: bool
    question: bool


@blueprint.get("/modules/<module>/changed/<part>")
@access(SIGNED_IN)
def changed_page(module: str, part: str) -> Response | str:
    """One page that changed; where there is no update going on, the module's first page."""
    copy = copy_of(db(), current(), module)
    if copy.delta is None or copy.enrolment is None or copy.finished:
        return redirect(url_for("training.module_page", module=module), 303)
    at = _place(copy.delta, part)
    if part in copy.held:
        return redirect(way_on(module, copy), 303)
    pages = copy.delta.pages
    debts = owing_when_opened(db(), current(), copy.enrolment).debts
    debt = next((each for each in debts if each.part == _part(part)), None)
    return render(
        "update.html",
        module=module,
        copy=copy,
        part=part,
        changed=_changed(db(), current(), copy, part),
        reasons=_reasons(debt),
        due=debt.due if debt else None,
        number=at + 1,
        total=len(pages),
        previous=pages[at - 1] if at else None,
        last=set(copy.left) <= {part},
        asks=copy.asks_quiz,
    )


@blueprint.post("/modules/<module>/changed/<part>")
@access(SIGNED_IN)
def changed_read(module: str, part: str) -> Response:
    """Write down that it was read; then the next change, then the questions."""
    copy = copy_of(db(), current(), module)
    if copy.delta is None or copy.enrolment is None or copy.finished:
        return redirect(url_for("training.module_page", module=module), 303)
    _place(copy.delta, part)
    if part not in copy.held:
        mark_read(db(), copy.enrolment, _view(copy, part), now=now())
    finish_reading(
        db(),
        current(),
        copy.enrolment.id,
        language=language(),
        now=now(),
        config=state().config,
    )
    commit()
    copy = copy_of(db(), current(), module)
    if copy.enrolment is None or copy.left or copy.finished:
        return redirect(way_on(module, copy), 303)
    try:
        return begin(copy.enrolment)
    except NotReady:
        # The quiz page says what it waits for.
        return redirect(url_for("training.quiz", module=module), 303)


def _reasons(debt: Debt | None) -> tuple[str, ...]:
    """Why it changed, as its authors said, each once and the newest first."""
    brought = debt.brought if debt else ()
    return tuple(dict.fromkeys(each.reason for each in brought if each.reason))


def _place(delta: Delta, part: str) -> int:
    if part not in delta.pages:
        raise NotFound("Nothing has changed for you on this page.")
    return delta.pages.index(part)


def _part(page: str) -> str:
    return page if page.startswith(ITEM) else SECTION + page


def _view(copy: Copy, page: str) -> SectionView | ItemView:
    if page.startswith(ITEM):
        return copy.edition.item(page.removeprefix(ITEM), copy.lineage, language())
    return copy.sections[copy.place_of(page)]


def _changed(db: Session, person: Person, copy: Copy, page: str) -> Changed:
    part = _part(page)
    view = _view(copy, page)
    known = known_texts(
        db,
        copy.edition.slug,
        copy.enrolment.before_id if copy.enrolment else None,
        copy.lineage,
        revision_id=copy.revision.id,
        parts=[part],
    )[part]
    html = _html(db, person, copy.edition, view)
    was = [_was(db, person, copy, each, view.language) for each in known]
    rows: tuple[Beside | None, ...] = ()
    if was and all(each is not None for each in was):
        old = "\n\n".join(plain(each) for each in was if each is not None)
        rows = tuple(side_by_side(old, plain(html)))
    title = view.title if isinstance(view, SectionView) else t("A question")
    return Changed(
        title=title,
        language=view.language,
        rows=rows if any(each is not None for each in rows) else (),
        html=html,
        new=not known,
        question=isinstance(view, ItemView),
    )


def _was(db: Session, person: Person, copy: Copy, known: KnownText, shown: str) -> Markup | None:
    """What they knew in the language that they are shown now; none where it was in another."""
    edition = module_edition(db, known.revision)
    if known.part.startswith(ITEM):
        item = edition.drawn_item(known.part.removeprefix(ITEM), language())
        return _html(db, person, edition, item) if item.language == shown else None
    section = known.part.removeprefix(SECTION)
    for each in edition.sections(copy.lineage, language()):
        if each.id == section and each.language == shown:
            return _html(db, person, edition, each)
    return None


def _html(db: Session, person: Person, edition: Edition, view: SectionView | ItemView) -> Markup:
    if isinstance(view, SectionView):
        return filled(db, person, view.html)
    # Where nobody is ever told which answers are right, this does not tell it either.
    tells = edition.feedback != FEEDBACK[-1]
    parts = [view.stem_html]
    if view.options:
        lines = "".join(f"<li>{_option(each, tells)}</li>" for each in view.options)
        parts.append(f"<ul>{lines}</ul>")
    parts += [view.explanation_html] if tells else []
    return filled(db, person, "\n".join(parts))


def _option(option: OptionView, tells: bool) -> str:
    if not tells:
        return option.html
    said = t("Right:") if option.correct else t("Not right:")
    return f"<strong>{said}</strong> {option.html}"
