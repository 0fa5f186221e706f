"""Random histories kept in the database owe what the rules say of them without one."""

from dataclasses import asdict

from hypothesis import HealthCheck, given, settings
from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests.assignments.histories import World, worlds
from tests.assignments.publishing import due, named, on
from tests.cast import department, employee, move
from training.assignments.owed.queries import owing_by, pasts_of
from training.assignments.owing.walking import owing
from training.content.models import LabelledChange, Revision, RevisionPart
from training.learning.service import complete, enrol
from training.people.models import Department, Employee

LATER = 1000
DEPARTMENTS = ("transit", "library", "bookmobile")


def test_what_is_read_back_owes_the_same(db: Session) -> None:
    places = {each: department(db, each, each[:4].upper(), each) for each in DEPARTMENTS}
    places["bookmobile"].parent_id = places["library"].id
    number = 0

    @settings(
        max_examples=40,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(worlds())
    def every_history(world: World) -> None:
        nonlocal number
        number += 1
        module = f"m{number}"
        who = lived(db, world, module, places, number)
        pasts = pasts_of(db, module, [who.id], at=on(LATER), today=due(LATER))
        found = owing_by(db, module, pasts.values(), at=on(LATER))[pasts[who.id]]
        expected = owing(world.publications(), world.person(), at=on(LATER))
        assert {each.part: each.owes for each in found.debts} == {
            each.part: each.owes for each in expected.debts
        }
        assert found.begun == expected.begun

    every_history()


def lived(
    db: Session, world: World, module: str, places: dict[str, Department], number: int
) -> Employee:
    """The history as it is kept: what was published, worked and completed."""
    revisions = published(db, world, module)
    first, *moves = world.moves
    who = employee(db, "Lou", "Learner", f"z{number}", places[first[1]], email=None)
    for day, there in moves:
        move(db, who, places[there], since=due(day), recorded=on(day))
    for cycle, (day, n, there, language) in enumerate(sorted(world.done), start=1):
        enrolment = enrol(db, who.id, revisions[n], places[there].id, cycle=cycle, now=on(day))
        complete(db, enrolment, department=there, attempt=None, language=language, now=on(day))
    return who


def published(db: Session, world: World, module: str) -> list[Revision]:
    """Its revisions: rows for what all read, and for what the library reads otherwise."""
    found: list[Revision] = []
    for publication, edition in zip(world.publications(), world.editions, strict=True):
        was = {part: list(theirs) for part, theirs in publication.origins.items()}
        manifest = {"departments": ["library"], "was": was, "unasked": []}
        revision = Revision(
            kind="module",
            slug=module,
            number=publication.number,
            sha256=f"{module} {publication.number}",
            manifest=manifest,
            published=publication.at,
        )
        db.add(revision)
        db.flush()
        default, library = edition.texts[None], edition.texts["library"]
        own = {key: text for key, text in library.items() if default.get(key) != text}
        gone = {key: "" for key in default if key not in library}
        rows: list[tuple[str | None, tuple[str, str], str]] = []
        for place, texts in ((None, default), ("library", {**own, **gone})):
            rows += [(place, key, text) for key, text in texts.items()]
        for place, (part, language), text in rows:
            db.add(
                RevisionPart(
                    revision_id=revision.id,
                    part=named(part),
                    department=place,
                    language=language,
                    sha256=text,
                )
            )
        db.flush()
        labels = [{**asdict(each), "revision_id": revision.id} for each in publication.labels]
        if labels:
            db.execute(insert(LabelledChange), labels)
        found.append(revision)
    return found
