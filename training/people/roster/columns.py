"""What a roster's columns may be called, and which columns we will not take in."""

import re
from dataclasses import dataclass
from functools import reduce

from training.errors import InputRefused, Problem, Said
from training.people.words import fold

NAMES = {
    "employee_number": (
        "employee number, employee #, employee no, employee id, employee num, emp number, emp #,"
        " emp no, emp id, emp num, empl id, person number, personnel number, badge number,"
        " numero de empleado, num empleado, no de empleado"
    ),
    "first_name": "first name, first, given name, forename, fname, nombre",
    "last_name": "last name, last, surname, family name, lname, apellido, apellidos",
    "preferred_name": "preferred name, preferred first name, preferred, known as, nickname,"
    " nombre preferido",
    "email": "email, e mail, email address, e mail address, work email, work e mail, mail,"
    " business email, correo, correo electronico",
    "department": "department, dept, department name, dept name, department code, dept code,"
    " dept id, department id, dept no, departamento",
    "division": "division, div, division name, division code",
    "site": "site, location, work location, work site, worksite, building, facility, sitio, lugar,"
    " ubicacion",
    "job_title": "job title, title, position, position title, job, job name, puesto, cargo",
    "job_code": "job code, position code, class code, job class, codigo de puesto",
    "kind": "kind, type, employee type, emp type, employment type, worker type, employee class,"
    " tipo, tipo de empleado",
    "hire_date": "hire date, date of hire, hired, hired on, start date, original hire date,"
    " last hire date, fecha de contratacion, fecha de ingreso",
    "end_date": "end date, term date, termination date, separation date, date of termination,"
    " last day, fecha de terminacion, fecha de salida",
    "supervisor": "supervisor, supervisor number, supervisor employee number, supervisor id,"
    " supervisor #, supervisor no, manager, manager id, manager number, reports to,"
    " supervisor emp no, jefe",
    "language": "language, lang, preferred language, language preference, idioma, lengua",
    "active": "active, is active, status, employment status, employee status, emp status,"
    " active inactive, activo, estado laboral",
}
FIRST_ROW = Said("row {row}", row=1)
REQUIRED = ("employee_number", "first_name", "last_name", "department")

_BY_NAME = {fold(name): column for column, names in NAMES.items() for name in names.split(",")}
_CLOSE = {name.replace(" ", ""): column for name, column in _BY_NAME.items()}

_NEVER_ANYWHERE = re.compile(
    r"citizen|nationality|national ?origin|immigra|\balien|green ?card"
    "|permanent ?resid|naturali[sz]"
    "|country ?of ?origin|origin ?country|visa ?(type|status|class|exp|no|num)"
    "|work ?(permit|authori[sz])|e ?verify|undocumented|documented ?status|residency ?status"
    "|ciudadan|nacionalidad|migratori|inmigra|extranjer|indocumentad|pais ?de ?origen"
    "|residencia ?permanente|tarjeta ?verde|permiso ?de ?trabajo|refugee|refugiad|asylum|asilo"
)
_NEVER_AS_WORD = re.compile(r"\b(visa|visado|i ?9|daca|tps|passport|pasaporte|a number|born)\b")
_BIRTH = re.compile("birth|nacimiento|nacid[oa]")
_BIRTH_DAY = re.compile("date|day|year|month|fecha|dia|ano|mes")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which cell of a row is which column, and the headers nobody asked for."""

    places: dict[str, int]
    ignored: tuple[str, ...]


def column_of(header: str) -> str | None:
    """The column a header means: `Emp. No`, `employee-number`, `EmployeeNumber` are the same."""
    folded = fold(header)
    return _BY_NAME.get(folded) or _CLOSE.get(folded.replace(" ", ""))


def is_forbidden(header: str) -> bool:
    """Whether a header asks where somebody was born, or for their nationality or status."""
    folded = fold(header)
    if _NEVER_ANYWHERE.search(folded) or _NEVER_AS_WORD.search(folded):
        return True
    return bool(_BIRTH.search(folded)) and not _BIRTH_DAY.search(_BIRTH.sub("", folded))


def place_columns(header: tuple[str, ...]) -> Columns:
    """Where each column is; raises `InputRefused` for a header that cannot be worked with."""
    forbidden = [each for each in header if is_forbidden(each)]
    if forbidden:
        text = Said(
            "The file has the column {names}. This system never takes in anybody's immigration"
            " status, nationality or birthplace: remove the column and try again. Nothing was"
            " kept.",
            names=_all_of(forbidden),
        )
        raise InputRefused(text)
    problems: list[Problem] = []
    named: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        named.setdefault(column_of(name) or "", []).append(place)
    unknown = named.pop("", [])
    places: dict[str, int] = {}
    for column, found in named.items():
        exact = [each for each in found if fold(header[each]) == column.replace("_", " ")]
        best = exact or found
        if len(best) > 1:
            problems.append(_twice([header[each] for each in best], column))
        places[column] = best[0]
        unknown += [each for each in found if each not in best]
    problems += [_missing(each) for each in REQUIRED if each not in places]
    if problems:
        raise InputRefused("The first row does not name the columns of a roster.", problems)
    return Columns(places, tuple(header[each] for each in sorted(unknown) if header[each]))


def _twice(headers: list[str], column: str) -> Problem:
    what = Said("{names} are both {column}", names=_all_of(headers), column=column)
    return Problem(FIRST_ROW, what, Said("keep one of them"))


def _missing(column: str) -> Problem:
    what = Said("there is no column {column}", column=column)
    return Problem(FIRST_ROW, what, Said("the columns are {columns}", columns=", ".join(NAMES)))


def _all_of(headers: list[str]) -> Said:
    quoted = (Said("“{name}”", name=each) for each in headers)
    return reduce(lambda this, that: Said("{this} and {that}", this=this, that=that), quoted)
