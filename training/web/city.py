"""All the departments that somebody looks after, those with most people overdue first."""

from collections import Counter
from collections.abc import Sequence

from flask import redirect
from werkzeug.wrappers import Response

from training.people.grants.queries import without_liaison
from training.people.models import Department
from training.people.queries import Person
from training.reporting.city import city_counts
from training.web.access import access, departments_seen_by
from training.web.as_of import as_of
from training.web.blueprint import address, blueprint
from training.web.identity import current
from training.web.pages import render
from training.web.state import now, today
from training.web.unit import db


@blueprint.get("/departments")
@access("liaison", "hr", "auditor")
def departments() -> Response | str:
    """The departments in numbers; whoever looks after only one goes straight there."""
    person = current()
    within = departments_seen_by(person)
    when = as_of()
    found = city_counts(db(), within=within, at=when.at, today=when.day)
    if within is not None and len(found) == 1:
        slug = found[0].department.slug
        return redirect(address("training.department", slug=slug, **when.asked), 303)
    staffed = [each for each in found if each.people]
    return render(
        "staff/city.html",
        rows=staffed,
        empty=[each.department for each in found if not each.people],
        counts=sum((each.counts for each in staffed), Counter()),
        asked=sum(each.asked for each in staffed),
        administers="administrator" in person.roles,
        whole_city=within is None,
        bare=_without_liaison(person),
        when=when,
        today=when.day,
    )


def _without_liaison(person: Person) -> Sequence[Department]:
    """The departments for which an administrator has to find somebody."""
    if "administrator" not in person.roles:
        return []
    return without_liaison(db(), now=now(), today=today())
