"""Two questions months later, answered with nobody's name."""

from dataclasses import dataclass

from flask import redirect, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from training.content.edition import ItemView
from training.errors import Conflict, InputRefused
from training.learning.drawing import order_options
from training.learning.measuring.held_out import SURE, month_of
from training.learning.measuring.models import ProbeOffer
from training.learning.measuring.queries import Asked, asked_in, open_offer
from training.learning.measuring.service import Given, decline, keep_answers
from training.web.access import SIGNED_IN, access
from training.web.answer_form import number
from training.web.blueprint import address, blueprint
from training.web.contact_words import filled
from training.web.identity import current
from training.web.languages import language, t
from training.web.pages import render, say
from training.web.sheet import inline
from training.web.state import today
from training.web.unit import commit, db


@dataclass(frozen=True, slots=True)
class Question:
    """One of the two as it is shown; `chosen`, `typed` and `sure` are what was sent already."""

    kind: str
    words: Markup
    options: tuple[tuple[str, Markup], ...]
    spoken: str
    chosen: tuple[str, ...]
    typed: str
    sure: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is told about an answer, once."""

    words: Markup
    right: bool
    answer: Markup
    why: Markup
    spoken: str


@blueprint.get("/probe")
@access(SIGNED_IN)
def probe() -> Response | str:
    """This month's questions for somebody in its sample."""
    offer = offered()
    if offer is None:
        return _nothing()
    return _page(offer, asked_in(db(), offer, language()))


@blueprint.post("/probe")
@access(SIGNED_IN)
def probe_send() -> Response | str | tuple[str, int]:
    """Keep both answers without a name and tell what was right; or decline, which is not kept."""
    offer = offered()
    if offer is None:
        return _nothing()
    if request.form.get("do") == "decline":
        return _declined()
    asked = asked_in(db(), offer, language())
    if any(each.paused for each in asked):
        return _page(offer, asked)
    try:
        given = [_given(at, each.view) for at, each in enumerate(asked)]
        right = keep_answers(db(), current().id, asked, given, month=_month())
    except InputRefused as refused:
        return _page(offer, asked, wrong=t(refused.said)), 422
    except Conflict:
        return _nothing()
    told = [_told(each.view, is_right) for each, is_right in zip(asked, right, strict=True)]
    commit()
    return render("measures/probe_told.html", told=told)


def offered() -> ProbeOffer | None:
    """What whoever asks is offered this month; one statement."""
    return open_offer(db(), current().id, _month())


def _month() -> str:
    return month_of(today())


def _nothing() -> Response:
    say("info", t("No questions wait for you: they are answered or declined, or nobody asked you."))
    return redirect(address("training.home"), 303)


def _declined() -> Response:
    try:
        decline(db(), current().id, month=_month())
    except Conflict:
        return _nothing()
    commit()
    say("success", t("All right. Nobody sees that you declined: it is not kept."))
    return redirect(address("training.home"), 303)


def _given(at: int, item: ItemView) -> Given:
    sent = request.form.getlist(f"answer-{at}")
    sure = request.form.get(f"sure-{at}", "")
    if item.kind == "short":
        return Given(sent[0] if sent else "", sure)
    return Given([each for each in map(number, sent) if each is not None], sure)


def _page(offer: ProbeOffer, asked: list[Asked], *, wrong: str = "") -> str:
    return render(
        "measures/probe.html",
        questions=[_question(offer, at, each.view) for at, each in enumerate(asked)],
        paused=any(each.paused for each in asked),
        wrong=wrong,
        how_sure=_how_sure(),
    )


def _question(offer: ProbeOffer, at: int, item: ItemView) -> Question:
    sent = request.form.getlist(f"answer-{at}")
    order = order_options(
        len(item.options), shuffle=item.shuffle, seed=offer.id, item=f"{offer.month}/{item.id}"
    )
    return Question(
        kind=item.kind,
        words=inline(filled(db(), current(), item.stem_html)),
        options=tuple(
            (str(n), inline(filled(db(), current(), item.options[n].html))) for n in order
        ),
        spoken=item.language,
        chosen=tuple(sent),
        typed=sent[0] if sent else "",
        sure=request.form.get(f"sure-{at}", ""),
    )


def _how_sure() -> list[tuple[str, str]]:
    words = {"guess": t("I am guessing"), "fairly": t("Fairly sure"), "sure": t("Sure")}
    return [(each, words[each]) for each in SURE]


def _told(item: ItemView, right: bool) -> Told:
    if item.kind == "short":
        answer = Markup.escape(item.accepted[0])
    else:
        answer = Markup("; ").join(
            inline(filled(db(), current(), each.html)) for each in item.options if each.correct
        )
    return Told(
        inline(filled(db(), current(), item.stem_html)),
        right,
        answer,
        filled(db(), current(), item.explanation_html),
        item.language,
    )
