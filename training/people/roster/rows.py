"""A roster file as HR exports it, read into people, or every reason why it cannot be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from training.errors import InputRefused, Problem, Said
from training.people.roster import cells
from training.people.roster.columns import Columns, column_of, place_columns
from training.people.roster.directory import Directory
from training.people.roster.table import read_table

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person as the file has them. A column the file lacks reads as an empty cell."""

    row: int
    """As a spreadsheet counts; the column names are row 1."""
    number: str
    first_name: str
    last_name: str
    preferred_name: str | None
    email: str | None
    language: str
    department_id: int
    site: str | None
    job: str | None
    job_code: str | None
    kind: str
    supervisor: str | None
    """Their employee number."""
    active: bool
    hired: date | None
    ended: date | None


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a file that could be read, in its order, and what could not be."""

    rows: tuple[RosterRow, ...]
    headers: Mapping[str, str]
    """What the file calls each column it has; of the others it says nothing."""
    ignored: tuple[str, ...]
    """Headers that are not a roster's."""
    problems: tuple[Problem, ...]
    numbers: frozenset[str]
    """Every employee number that can be read, of wrong rows too."""


def read_roster(data: bytes, directory: Directory) -> Roster:
    """The people in a file, and every wrong row at once with its row, column and reason.

    Raises `InputRefused` when it is not such a file at all, names nobody, or has a column we never
    take in.
    """
    table = read_table(data, lambda header: column_of(header) is not None)
    columns = place_columns(table.header)
    if not table.rows:
        raise InputRefused("The file names nobody.")
    rows: list[RosterRow] = []
    problems: list[Problem] = []
    for number, texts in table.rows:
        reader = _RowReader(number, texts, columns, table.header)
        row = reader.row(directory)
        problems += reader.problems
        if row is not None:
            rows.append(row)
    headers = {column: table.header[place] for column, place in columns.places.items()}
    for column in ("employee_number", "email"):
        if column in headers:
            texts_of = [
                (number, _at(texts, columns.places[column])) for number, texts in table.rows
            ]
            problems += _repeated(texts_of, headers[column])
    place = columns.places["employee_number"]
    numbers = frozenset(_at(texts, place).upper() for _, texts in table.rows)
    return Roster(tuple(rows), headers, columns.ignored, tuple(problems), numbers)


class _RowReader:
    """Reads one row's cells and keeps what is wrong with them."""

    def __init__(
        self, number: int, texts: tuple[str, ...], columns: Columns, header: tuple[str, ...]
    ) -> None:
        self.number, self.problems = number, list[Problem]()
        self._texts, self._places, self._header = texts, columns.places, header

    def row(self, directory: Directory) -> RosterRow | None:
        """The person in this row; None if anything about them is wrong."""
        self._too_many_cells()
        values = {
            "number": self._cell("employee_number", cells.employee_number),
            "first_name": self._cell("first_name", cells.name),
            "last_name": self._cell("last_name", cells.name),
            "preferred_name": self._cell("preferred_name", lambda text: cells.words(text, 100)),
            "email": self._cell("email", cells.email),
            "language": self._cell("language", cells.language),
            "department_id": self._department(directory),
            "site": self._cell("site", lambda text: cells.words(text, 120)),
            "job": self._cell("job_title", lambda text: cells.words(text, 120)),
            "job_code": self._cell("job_code", lambda text: cells.words(text, 40)),
            "kind": self._cell("kind", cells.kind),
            "supervisor": self._cell("supervisor", lambda text: text.upper() or None),
            "active": self._cell("active", cells.yes_or_no),
            "hired": self._cell("hire_date", cells.day),
            "ended": self._cell("end_date", cells.day),
        }
        return None if self.problems else RosterRow(row=self.number, **values)  # type: ignore[arg-type]

    def _text(self, column: str) -> str:
        place = self._places.get(column)
        return "" if place is None else _at(self._texts, place)

    def _cell(self, column: str, read: Callable[[str], T]) -> T | None:
        try:
            return read(self._text(column))
        except cells.Unreadable as error:
            place = self._places.get(column)
            header = column if place is None else self._header[place]
            self.problems.append(problem(self.number, header, error.what, error.remedy))
            return None

    def _department(self, directory: Directory) -> int | None:
        whole = self._cell("department", directory.department)
        if whole is None or not self._text("division"):
            return whole
        department = self._text("department")
        return self._cell("division", lambda text: directory.division(department, text))

    def _too_many_cells(self) -> None:
        if any(self._texts[len(self._header) :]):
            found = Said(
                "has {n} cells where the first row has {most}",
                n=len(self._texts),
                most=len(self._header),
            )
            remedy = Said("a value with a separator in it needs quotation marks")
            self.problems.append(Problem(Said("row {row}", row=self.number), found, remedy))


def problem(row: int, header: str, what: str, remedy: str = "") -> Problem:
    """What is wrong with the cell of a row under a header."""
    return Problem(Said("row {row}, {header}", row=row, header=header), what, remedy)


def _at(texts: tuple[str, ...], place: int) -> str:
    # Some programs leave out the empty cells at the end of a row.
    return texts[place] if place < len(texts) else ""


def _repeated(texts: list[tuple[int, str]], header: str) -> list[Problem]:
    first: dict[str, int] = {}
    found: list[Problem] = []
    for row, text in texts:
        before = first.setdefault(text.upper(), row) if text else row
        if before != row:
            what = Said("“{cell}” stands in row {row} already", cell=text, row=before)
            found.append(problem(row, header, what))
    return found
