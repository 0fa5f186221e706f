import pytest

from training.errors import InputRefused
from training.people.roster.columns import NAMES, column_of, is_forbidden, place_columns

NEEDED = ("employee_number", "first_name", "last_name", "department")


@pytest.mark.parametrize("column", NAMES)
def test_every_column_is_known_by_its_own_name(column: str) -> None:
    assert column_of(column) == column
    assert column_of(column.upper().replace("_", "-")) == column
    assert column_of(f" {column.replace('_', '  ')}. ") == column


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Employee #", "employee_number"),
        ("Emp No", "employee_number"),
        ("EMPLID", "employee_number"),
        ("EmployeeNumber", "employee_number"),
        ("Número de empleado", "employee_number"),
        ("Dept", "department"),
        ("E-mail", "email"),
        ("Surname", "last_name"),
        ("Given Name", "first_name"),
        ("Job Title", "job_title"),
        ("Term Date", "end_date"),
        ("Reports To", "supervisor"),
        ("Idioma", "language"),
        ("Status", "active"),
        ("Favourite colour", None),
        ("", None),
    ],
)
def test_headers_are_matched_forgivingly(header: str, column: str | None) -> None:
    assert column_of(header) == column


@pytest.mark.parametrize(
    "header",
    [
        "Citizenship",
        "US Citizen?",
        "nationality",
        "National Origin",
        "Birthplace",
        "Place of Birth",
        "CountryOfBirth",
        "birth_city",
        "Immigration Status",
        "VISA",
        "Visa Type",
        "I-9",
        "Work Authorization",
        "Green-Card",
        "Alien Number",
        "Country of origin",
        "Foreign born",
        "País de nacimiento",
        "LUGAR DE NACIMIENTO",
        "Nacionalidad",
        "Ciudadanía",
        "Estatus migratorio",
        "Situación Migratoria",
        "País de origen",
    ],
)
def test_what_we_never_take_in_is_recognised(header: str) -> None:
    assert is_forbidden(header)
    with pytest.raises(InputRefused, match="remove the column") as refused:
        place_columns((*NEEDED, header))
    assert header in str(refused.value)


@pytest.mark.parametrize(
    "header", ["Supervisor", "Supervisa", "Birth date", "Fecha de nacimiento", "Salient", *NAMES]
)
def test_what_only_looks_alike_is_not_forbidden(header: str) -> None:
    assert not is_forbidden(header)


def test_columns_are_placed_and_the_unknown_named() -> None:
    columns = place_columns(("Dept", "Shoe size", "", "Last", "First", "Emp #"))
    assert columns.places == {
        "department": 0,
        "last_name": 3,
        "first_name": 4,
        "employee_number": 5,
    }
    assert columns.ignored == ("Shoe size",)


def test_the_exact_name_wins_over_a_synonym() -> None:
    columns = place_columns(("Dept Code", "Department", "First", "Last", "Employee number"))
    assert columns.places["department"] == 1
    assert columns.ignored == ("Dept Code",)


def test_two_names_for_one_column_are_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        place_columns(("Dept", "Dept Code", "First", "Last", "Employee number"))
    assert [str(each) for each in refused.value.problems] == [
        "row 1: “Dept” and “Dept Code” are both department; keep one of them"
    ]


def test_missing_columns_are_all_named() -> None:
    with pytest.raises(InputRefused) as refused:
        place_columns(("Name", "Phone"))
    assert [each.what for each in refused.value.problems] == [
        f"there is no column {each}" for each in NEEDED
    ]
