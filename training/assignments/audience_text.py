"""An audience as one types it: `departments: police, fire; not job: Cadet; or kind: volunteer`."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from training.assignments.audience import Audience, Line, What
from training.errors import InputRefused, Problem, Said
from training.people.words import fold

Known = Mapping[What, Mapping[str, str]]
"""For each word, what may be written behind it and the value that it means."""

EVERYONE = "everyone"
_WORDS = {
    "department": What.DEPARTMENTS,
    "departments": What.DEPARTMENTS,
    "division": What.DEPARTMENTS,
    "divisions": What.DEPARTMENTS,
    "site": What.SITES,
    "sites": What.SITES,
    "job code": What.JOB_CODES,
    "job codes": What.JOB_CODES,
    "job": What.JOBS,
    "jobs": What.JOBS,
    "job title": What.JOBS,
    "job titles": What.JOBS,
    "kind": What.KINDS,
    "kinds": What.KINDS,
    "role": What.ROLES,
    "roles": What.ROLES,
    "hired within": What.HIRED_WITHIN,
    "number": What.NUMBERS,
    "numbers": What.NUMBERS,
}
_LINE = re.compile(
    r"(?P<or>or\s+)?(?P<not>not\s+)?(?:(?P<word>[a-z ]+?)\s*:)?\s*(?P<rest>.*)", re.IGNORECASE
)
_DAYS = re.compile(r"(\d{1,4})(?: days?)?", re.IGNORECASE)


def parse_audience(text: str, known: Known) -> Audience:
    """An audience as typed: lines that are all to be true, apart by `;`; `or` begins other people.

    `everyone` is everyone; department slugs alone are departments. Values stand apart by commas,
    those with a comma or semicolon in double quotes; case and accents do not matter. Raises
    `InputRefused` naming everything that is not understood or not known.
    """
    groups: list[list[Line]] = [[]]
    problems: list[Problem] = []
    spelled = {
        what: {fold(each): value for each, value in values.items()} | dict(values)
        for what, values in known.items()
    }
    written = list(_apart(text, ";"))
    for each in written:
        if each.lower().startswith("or ") and each is not written[0]:
            groups.append([])
        try:
            groups[-1] += _lines(each, spelled)
        except InputRefused as refused:
            problems += refused.problems
    if problems or not written:
        raise InputRefused(
            Said("Write “everyone”, or lines such as “departments: police, fire; not job: Cadet”."),
            problems,
        )
    return Audience.any_of(groups)


def _lines(written: str, spelled: Known) -> list[Line]:
    """The line that was written; none for everyone."""
    match = _LINE.fullmatch(written)
    assert match
    negated, word, rest = bool(match["not"]), match["word"], match["rest"].strip()
    if word is None and rest.lower() == EVERYONE and not negated:
        return []
    what = _WORDS.get(" ".join(word.lower().split())) if word else What.DEPARTMENTS
    if what is None:
        raise _refused(
            word, Said("is no word for people"), Said("known are {words}", words=", ".join(_WORDS))
        )
    if not rest:
        raise _refused(written, Said("names nothing after the colon"))
    return [Line(what, frozenset(_values(what, rest, spelled)), negated)]


def _values(what: What, rest: str, spelled: Known) -> list[str]:
    if what is What.HIRED_WITHIN:
        days = _DAYS.fullmatch(rest)
        if not days:
            raise _refused(rest, Said("is not a number of days"))
        return [str(int(days[1]))]
    values = [each.strip('"').strip() for each in _apart(rest, ",")]
    if what is What.NUMBERS:
        return [each.upper() for each in values]
    known = spelled[what]
    found = {each: known.get(each) or known.get(fold(each)) for each in values}
    problems = [_unknown(what, each, known) for each, value in found.items() if not value]
    if problems:
        raise InputRefused("", problems)
    return [value for value in found.values() if value]


def _unknown(what: What, value: str, known: Mapping[str, str]) -> Problem:
    said = {
        What.DEPARTMENTS: Said("is not a department"),
        What.SITES: Said("is not a site of anybody"),
        What.JOB_CODES: Said("is not a job code of anybody"),
        What.JOBS: Said("is not a job title of anybody"),
        What.KINDS: Said("is not a kind of anybody"),
        What.ROLES: Said("is not a role"),
    }[what]
    near = get_close_matches(fold(value), known, n=1, cutoff=0.7)
    if near:
        return Problem(value, said, Said("is {name} meant?", name=known[near[0]]))
    names = sorted(set(known.values()))
    if len(names) > 20:
        return Problem(value, said)
    return Problem(value, said, Said("known are {words}", words=", ".join(names)))


def _refused(where: str, what: str, remedy: str = "") -> InputRefused:
    return InputRefused("", [Problem(where, what, remedy)])


def _apart(text: str, mark: str) -> Iterator[str]:
    """The parts between marks that do not stand in double quotes, none of them empty."""
    for part in re.findall(rf'(?:"[^"]*"|[^"{mark}\n]|")+', text):
        if part.strip():
            yield part.strip()
