"""Why something is asked of the reader, in a sentence to them."""

from collections.abc import Iterable

from training.assignments.audience import SUPERVISOR, Line, What
from training.people.queries import Person
from training.reporting.why import Facts
from training.web.audit_words import role_word
from training.web.languages import language, t, t_of_request


def why_words(lines: tuple[Line, ...] | None, facts: Facts, person: Person) -> str:
    """The sentence; of what an audience leaves out, nothing is said."""
    if lines == ():
        return t("The City asks this of everyone who works here.")
    said = [_because(each, facts, person) for each in lines or () if not each.negated]
    if not said:
        return t("The City asks this of you.")
    return t("This is yours because {reasons}.", reasons=t_of_request().several(said))


def _because(line: Line, facts: Facts, person: Person) -> str:
    match line.what:
        case What.DEPARTMENTS:
            names = person.department_names
            place = names.get(language()) or names.get("en", "")
            return t("you work in {place}", place=place)
        case What.SITES:
            return t("you work at {place}", place=facts.site)
        case What.JOBS:
            return t("your job is {job}", job=facts.job)
        case What.JOB_CODES:
            return t("your job code is {code}", code=facts.job_code)
        case What.KINDS:
            return t("the roster says “{kind}” of you", kind=facts.kind)
        case What.HIRED_WITHIN:
            day = t_of_request().day(facts.hired, "long") if facts.hired else ""
            return t("you were hired on {day}", day=day)
        case What.ROLES:
            return t("your role here is {roles}", roles=_roles(facts.roles & line.values))
        case What.NUMBERS:
            return t("you are on a list of people whom OEI named")


def _roles(roles: Iterable[str]) -> str:
    return t_of_request().several(
        sorted(t("supervisor") if each == SUPERVISOR else role_word(each) for each in roles)
    )
