import pytest

from training.people.roster.directory import Directory, Place

DIRECTORY = Directory.of(
    [
        Place(
            1,
            "youth-family-services",
            None,
            "Youth and Family Services",
            ("YFS", "Youth and Family Services", "Servicios para la Juventud y la Familia"),
        ),
        Place(2, "early-head-start", 1, "Early Head Start", ("EHS", "Early Head Start")),
        Place(3, "yfs-administration", 1, "Administration of YFS", ("Administration",)),
        Place(4, "arts-culture", None, "Arts and Culture", ("ART", "Arts and Culture")),
        Place(5, "public-library", 4, "Public Library", ("LIB", "Library", "Biblioteca Pública")),
        Place(6, "art-administration", 4, "Administration of Arts", ("Administration",)),
        Place(7, "legal", None, "Legal", ("LGL", "Legal")),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Youth and Family Services", 1),
        ("youth & family services", 1),
        ("YOUTH  AND  FAMILY  SERVICES", 1),
        ("servicios para la juventud y la familia", 1),
        ("yfs", 1),
        ("youth-family-services", 1),
        ("Biblioteca Publica", 5),
        ("LIB", 5),
    ],
)
def test_a_department_goes_by_any_of_its_names(text: str, found: int) -> None:
    assert DIRECTORY.department(text) == found


@pytest.mark.parametrize(
    ("department", "division", "found"),
    [
        ("YFS", "Early Head Start", 2),
        ("YFS", "Administration", 3),
        ("ART", "Administration", 6),
        ("YFS", "", 1),
        ("Legal", "Legal", 7),
        ("Public Library", "LIB", 5),
    ],
)
def test_a_division_belongs_to_its_department(department: str, division: str, found: int) -> None:
    assert DIRECTORY.division(department, division) == found


@pytest.mark.parametrize(
    ("department", "division", "why"),
    [
        ("", "", "is empty"),
        ("Immigration", "", "“Immigration” is not a department we know$"),
        ("Yuoth and Family Services", "", "; is Youth and Family Services meant\\?"),
        ("Administration", "", "may be Administration of Arts .* or Administration of YFS"),
        ("Legal", "Early Head Start", "not a division of Legal; it belongs to Youth and Family"),
        ("Legal", "Arts and Culture", "“Arts and Culture” is not a division of Legal$"),
        ("Arts and Culture", "Zoo", "its divisions are Administration of Arts, Public Library"),
        ("Legal", "Zoo", "“Zoo” is not a division of Legal that we know$"),
    ],
)
def test_what_is_not_known_is_said_every_time(department: str, division: str, why: str) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match=why):
            DIRECTORY.division(department, division)
