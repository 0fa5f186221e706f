"""Mail as OEI words it: every kind as it will look, other words tried, and what was sent."""

from dataclasses import dataclass

from flask import redirect, request
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from training.content.city import MailText
from training.content.drafts.queries import root_in_force
from training.content.drafts.service import begin_draft, changed_only
from training.content.letter import Word, as_html, as_text, plain_subject
from training.content.mail_words import WORDS, check_mail
from training.content.queries import all_in_force, certificate_edition
from training.content.source import Report, read_source
from training.errors import InputRefused, NotFound, Problem
from training.reporting.mail_samples import sample_words
from training.reporting.mails import footer, mail_source
from training.reporting.reminders.sent import Sent
from training.text import LANGUAGES, translator
from training.web.access import access, departments_seen_by
from training.web.blueprint import address, blueprint
from training.web.identity import current
from training.web.languages import language, t, t_of_request
from training.web.mail_words import kinds_said, occasion_said, words_said
from training.web.pages import render, say
from training.web.paging import ROWS, Part, place
from training.web.state import now, state, today
from training.web.unit import commit, db

MOST_TYPED = 20_000
"""Characters of a mail's words; many times what anybody reads."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A mail as its reader would see it, in one language."""

    subject: str
    html: Markup
    text: str
    footer: tuple[str, ...]


@blueprint.get("/mail")
@access("administrator")
def mail_texts() -> str:
    """Every kind of mail, and when it is sent."""
    return render("staff/mail_texts.html", kinds=kinds_said())


@blueprint.get("/mail/<kind>")
@access("administrator")
def mail_text(kind: str) -> str:
    """One kind as it will look, and its words to try others."""
    _, source = mail_source(db(), state().config, _known(kind), _language())
    return _page(kind, source)


@blueprint.post("/mail/<kind>")
@access("administrator")
def mail_text_send(kind: str) -> Response | str | tuple[str, int]:
    """Other words as they would look; with the second button they become a draft."""
    source = request.form.get("source", "").replace("\r\n", "\n")
    if len(source) > MOST_TYPED:
        raise InputRefused("That is too long for a mail.")
    if request.form.get("act") != "draft":
        return _page(kind, source)
    _, problems = _read(_path(_known(kind)), source)
    if problems:
        return _page(kind, source), 422
    changes = changed_only({_path(kind): source.encode("utf-8")}, root_in_force(db()))
    if not changes:
        say("info", t("All of it says what is in force already. Nothing was kept."))
        return redirect(address("training.mail_text", kind=kind, language=_language()), 303)
    note = t("Mail: {kind}", kind=kinds_said()[kind][0])
    made = begin_draft(db(), changes, note=note, by=current().id, now=now())
    commit()
    return redirect(address("training.text_draft", draft_id=made.id), 303)


@blueprint.get("/mail/sent")
@access("liaison", "hr", "auditor")
def mail_sent() -> str:
    """What was sent to whom, and what became of it; a liaison's own people only."""
    number = request.args.get("number", "").strip().upper()
    sent = Sent(departments_seen_by(current()), number[:40], today())
    total = sent.count(db())
    page, pages, start = place(total, request.args.get("page", ""))
    rows = sent.rows(db(), start=start, most=ROWS)
    return render(
        "staff/mail_sent.html",
        shown=Part(rows, page, pages, min(start + 1, total), total),
        number=number,
        occasion_said=occasion_said,
        titles=_titles(),
        moment=lambda at: t_of_request().moment(at, state().config.zone),
        here_with=lambda page: address("training.mail_sent", number=number or None, page=page),
    )


def _titles() -> dict[str, str]:
    """What the certificates in force are called, by slug."""
    designs = all_in_force(db(), "certificate")
    return {each.slug: certificate_edition(db(), each).title(language()) for each in designs}


def _page(kind: str, source: str) -> str:
    read, problems = _read(_path(_known(kind)), source)
    said = kinds_said()[kind]
    return render(
        "staff/mail_text.html",
        kind=kind,
        title=said[0],
        when=said[1],
        source=source,
        problems=problems,
        shown=_shown(kind, read) if read else None,
        spoken=_language(),
        spoken_in=translator(_language()),
        path=_path(kind),
        words=[(word, words_said()[word]) for word in WORDS[kind]],
    )


def _read(path: str, source: str) -> tuple[MailText | None, list[Problem]]:
    """The text, and all that is wrong with it."""
    report = Report(path)
    file = read_source(path, source.encode("utf-8"), report)
    return (check_mail(file, report) if file else None), report.problems


def _shown(kind: str, mail: MailText) -> Shown:
    there = translator(_language())
    config = state().config
    words = sample_words(kind, there, config, link=_button, today=today())
    return Shown(
        subject=plain_subject(mail, words),
        html=Markup(as_html(mail.body, words)),  # noqa: S704  (sanitised, its values escaped)
        text=as_text(mail.body, words),
        footer=tuple(footer(there, config)),
    )


def _button(to: str, label: str) -> Word:
    """A link as the page may show it: a mail has its looks in itself, which pages may not."""
    look = Markup('<span class="usa-button">{}</span><br><span class="muted long">{}</span>')
    return Word(to, str(look.format(label, escape(to))))


def _known(kind: str) -> str:
    if kind not in WORDS:
        raise NotFound("There is no such mail.")
    return kind


def _language() -> str:
    wanted = request.values.get("language", "")
    return wanted if wanted in LANGUAGES else "es" if language() == "es" else "en"


def _path(kind: str) -> str:
    ending = "" if _language() == "en" else f".{_language()}"
    return f"city/mail/{kind}{ending}.md"
