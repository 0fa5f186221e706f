"""Seven hundred people who do not exist, as a roster file from HR would hold them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

FIRST, LAST = (
    line.split() for line in (Path(__file__).parent / "names.txt").read_text("utf-8").splitlines()
)
SITES = ("Main office", "North site", "South site", "West site", "Downtown")
PEOPLE = 700
FIELD = {"abq-ride", "solid-waste", "parks-recreation", "animal-welfare", "municipal-development"}
"""Departments where many have no desk and no City e-mail."""
JOBS: dict[str, tuple[str, ...]] = {
    "abq-ride": ("Bus operator", "Dispatcher", "Mechanic", "Paratransit driver"),
    "public-library": ("Library associate", "Librarian", "Shelver", "Branch manager"),
    "police": ("Records clerk", "Dispatcher", "Officer", "Crime scene specialist"),
    "fire-rescue": ("Firefighter", "Paramedic", "Lieutenant"),
    "youth-family-services": ("Program coordinator", "Center manager", "Recreation leader"),
    "community-centers": ("Recreation leader", "Center manager", "Front desk clerk"),
    "child-development": ("Teacher", "Teaching assistant", "Cook"),
    "early-head-start": ("Home visitor", "Teacher", "Family advocate"),
    "solid-waste": ("Driver", "Convenience center attendant", "Route supervisor"),
    "parks-recreation": ("Lifeguard", "Groundskeeper", "Coach"),
    "animal-welfare": ("Animal services officer", "Kennel worker", "Veterinary assistant"),
    "contact-center": ("Call taker", "Shift lead"),
    "community-safety": ("Responder", "Case manager"),
}
OTHER_JOBS = ("Analyst", "Clerk", "Specialist", "Manager", "Technician", "Administrative aide")
WEIGHTS = {"police": 7, "fire-rescue": 5, "abq-ride": 6, "solid-waste": 4, "public-library": 4}
SEASONAL = ("parks-recreation", "after-school-summer", "museums-biopark-events")
COLUMNS = (
    "employee_number first_name last_name preferred_name email department division site job_title"
    " job_code kind hire_date end_date supervisor language active"
).split()


@dataclass(frozen=True, slots=True)
class Unit:
    """A department or division to put people into."""

    slug: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Invented:
    """One row of the roster, with the unit it belongs to."""

    unit: Unit
    row: dict[str, str]

    @property
    def number(self) -> str:
        """The employee number."""
        return self.row["employee_number"]

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.row['first_name']} {self.row['last_name']}"


def invent_people(units: Sequence[Unit], today: date, random: Random) -> list[Invented]:
    """The same `PEOPLE` people for the same units, day and seed; each unit has at least four."""
    places = [unit for unit in units for _ in range(4)]
    weights = [WEIGHTS.get(unit.slug, 2) for unit in units]
    places += random.choices(units, weights, k=PEOPLE - len(places))
    names = random.sample([(first, last) for first in FIRST for last in LAST], PEOPLE)
    people: list[Invented] = []
    first_of: dict[str, str] = {}
    for n, (unit, name) in enumerate(zip(places, names, strict=True), start=1):
        number = f"{20000 + n * 7}"
        boss = first_of.setdefault(unit.slug, number)
        people.append(_invent(unit, number, name, boss, today, random))
    return people


def _invent(
    unit: Unit, number: str, name: tuple[str, str], boss: str, today: date, random: Random
) -> Invented:
    first, last = name
    job = random.choice(JOBS.get(unit.slug, OTHER_JOBS))
    lead = boss == number
    field = unit.slug in FIELD and not lead and random.random() < 0.6
    seasonal = unit.slug in SEASONAL and not lead and random.random() < 0.3
    row = dict.fromkeys(COLUMNS, "")
    row |= {
        "employee_number": number,
        "first_name": first,
        "last_name": last,
        "email": "" if field else f"{number}@demo.invalid",
        "department": unit.parent or unit.slug,
        "division": unit.slug if unit.parent else "",
        "site": random.choice(SITES),
        "job_title": "Manager" if lead else job,
        "job_code": f"J{sum(map(ord, job)) % 900 + 100}",
        "kind": "seasonal" if seasonal else "employee",
        "hire_date": (today - timedelta(days=random.randint(200, 9000))).isoformat(),
        "supervisor": "" if lead else boss,
        "language": "es" if random.random() < 0.18 else "en",
        "active": "yes",
    }
    return Invented(unit, row)


def roster_csv(people: Sequence[Invented]) -> bytes:
    """The people as the file HR would send."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(each.row for each in people)
    return out.getvalue().encode()
