"""My training: what to do next and by when, what is done, and the certificates."""

from dataclasses import dataclass

from flask import redirect, request
from werkzeug.wrappers import Response

from training.assignments.paid_time.queries import paid_time_notice
from training.reporting.fitting import CHOICES, Fit, fits, shortest
from training.reporting.mine import MyCertificate, MyTraining, my_training
from training.reporting.my_module import MyModule
from training.reporting.replies import replies_to
from training.web import mine_words
from training.web.access import SIGNED_IN, access
from training.web.blueprint import address, blueprint
from training.web.bulletins import bulletin_first
from training.web.check_ins import offered_check_in
from training.web.handover import to_confirm
from training.web.identity import current
from training.web.languages import language
from training.web.pages import render
from training.web.probes import offered
from training.web.publishing.tasks import tasks_for
from training.web.state import now, state, today
from training.web.unit import db
from training.web.why_words import why_words

MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be done in the minutes that somebody has."""

    certificate: MyCertificate
    module: MyModule
    fit: Fit


@blueprint.get("/")
@access(SIGNED_IN)
def home() -> Response | str:
    """What this person has to do, one thing first; then what is done."""
    here = address("training.home")
    if (first_of_all := bulletin_first(db(), current(), here)) != here:
        return redirect(first_of_all, 303)
    mine = my_training(
        db(),
        current(),
        now=now(),
        today=today(),
        zone=state().config.zone,
        language=language(),
    )
    first = next((each for each in mine.to_do if each.next_module), None)
    minutes = request.args.get("minutes", type=int)
    return render(
        "home.html",
        mine=mine,
        words=mine_words,
        day=today(),
        first=first,
        module=first.next_module if first else None,
        why=lambda each: why_words(each.because, mine.facts, current()),
        choices=CHOICES,
        minutes=minutes if minutes in CHOICES else None,
        offers=_offers(mine, minutes) if minutes in CHOICES else [],
        shortest=shortest(each.module.left for each in _open(mine)),
        paid_time=paid_time_notice(db(), language()) if mine.to_do else "",
        probe=offered(),
        check_in=offered_check_in(db(), current(), mine),
        to_confirm=to_confirm(),
        replies=replies_to(db(), current().id),
        text_tasks=tasks_for(db(), current()),
    )


def _open(mine: MyTraining) -> list[Offer]:
    """All that is left to do and may be done now, each module once."""
    found: dict[str, Offer] = {}
    for one in (*mine.to_do, *mine.others):
        for each in one.left:
            found.setdefault(each.slug, Offer(one, each, Fit(each.left, 0, 0.0, whole=False)))
    return list(found.values())


def _offers(mine: MyTraining, minutes: int) -> list[Offer]:
    """What fits; what nobody asks only where nothing that is asked is left."""
    left = [each for each in _open(mine) if each.certificate.asked] or _open(mine)
    by_module = {each.module.slug: each for each in left}
    found = fits([each.module.left for each in left], minutes)
    offers = [(by_module[each.work.module], each) for each in found]
    return [Offer(each.certificate, each.module, fit) for each, fit in offers][:MOST_OFFERED]
