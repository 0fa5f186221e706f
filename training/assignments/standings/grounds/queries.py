"""What was published, asked and withdrawn at an instant, by certificate."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, tzinfo

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from training.assignments.models import RequirementVersion
from training.assignments.owed.queries import publications
from training.assignments.rules import read_rules
from training.assignments.standings.asking import (
    Asked,
    Grounds,
    Lineage,
    Module,
    Modules,
    added_by,
)
from training.content.asking.rules import MODULE
from training.content.edition import CertificateEdition
from training.content.holds.queries import SET
from training.content.models import Hold, LabelledChange, Revision
from training.content.queries import certificate_edition
from training.learning.models import Knowledge
from training.people.departments.queries import lineages

Days = dict[tuple[str, str | None], date]
"""By module and department, none for all."""


def grounds_at(db: Session, *, at: datetime, zone: tzinfo) -> list[Grounds]:
    """The grounds of every certificate that was published or asked for, by slug.

    The number of statements depends on the certificates and their modules.
    """
    known = lineages(db)
    asked = _asked(db, at)
    designs, days = _designs(db, at, known.values())
    slugs = sorted({*designs, *(each.certificate for each in asked)})
    in_force = {slug: _last(designs.get(slug, {})) for slug in slugs}
    modules = _modules(db, {m for each in in_force.values() for m in _all(each)}, at)
    return [
        Grounds(
            certificate=slug,
            asked={each.requirement: each for each in asked if each.certificate == slug},
            design=in_force[slug],
            designs=designs.get(slug, {}),
            modules=tuple(modules[each] for each in _all(in_force[slug])),
            days=_added(designs.get(slug, {}), days, known.values()),
            lineages=known,
            zone=zone,
        )
        for slug in slugs
    ]


def _asked(db: Session, at: datetime) -> list[Asked]:
    """Every requirement as it stood then."""
    rows = db.execute(
        select(
            RequirementVersion.requirement,
            RequirementVersion.certificate,
            RequirementVersion.rules,
            RequirementVersion.from_at,
        ).order_by(RequirementVersion.requirement, RequirementVersion.n)
    ).all()
    newest = {row.requirement: read_rules(row.rules) for row in rows}
    then = {row.requirement: row for row in rows if row.from_at <= at}
    return [
        Asked(
            requirement=name,
            certificate=row.certificate,
            rules=(rules := read_rules(row.rules)),
            changed=rules != newest[name],
        )
        for name, row in then.items()
    ]


def _designs(
    db: Session, at: datetime, every: Iterable[Lineage]
) -> tuple[dict[str, dict[int, Modules]], dict[int, Days]]:
    """By certificate and by the id of each revision until then, what it requires, in order; and by
    revision the days that it gives to the modules it adds."""
    mine = LabelledChange.revision_id == Revision.id
    rows = db.execute(
        select(Revision, LabelledChange.part, LabelledChange.department, LabelledChange.due)
        .outerjoin(LabelledChange, mine & LabelledChange.due.is_not(None))
        .where(Revision.kind == "certificate", Revision.published <= at)
        .order_by(Revision.slug, Revision.number)
    )
    whole = [(), *every]
    found: dict[str, dict[int, Modules]] = {}
    days: dict[int, Days] = {}
    for revision, part, department, due in rows:
        known = found.setdefault(revision.slug, {})
        if revision.id not in known:
            known[revision.id] = _requires(certificate_edition(db, revision), whole)
        if due is not None:
            days.setdefault(revision.id, {})[part.removeprefix(MODULE), department] = due
    return found, days


def _requires(edition: CertificateEdition, every: Iterable[Lineage]) -> Modules:
    return {each: edition.required_modules(each) for each in every}


def _last(designs: Mapping[int, Modules]) -> Modules:
    return list(designs.values())[-1] if designs else {}


def _all(design: Modules) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for modules in design.values() for each in modules))


def _added(
    designs: Mapping[int, Modules], days: Mapping[int, Days], every: Iterable[Lineage]
) -> dict[Lineage, dict[str, date]]:
    """By the lineage of a department, the modules that were added for it to be taken by a day."""
    if not any(each in days for each in designs):
        return {}
    row = [(modules, days.get(each, {})) for each, modules in designs.items()]
    return {lineage: added_by(row, lineage) for lineage in every}


def _modules(db: Session, slugs: Collection[str], at: datetime) -> dict[str, Module]:
    held = _held(db, slugs, at)
    return {
        slug: Module(
            slug=slug,
            publications=tuple(each for each in publications(db, slug) if each.at <= at),
            held=frozenset(part for which, part in held if which == slug),
        )
        for slug in sorted(slugs)
    }


def _held(db: Session, slugs: Collection[str], at: datetime) -> set[tuple[str, str]]:
    """The modules and parts that were withdrawn and not given back by then."""
    rows = db.execute(
        select(Hold.slug, Hold.part, Hold.what)
        .where(Hold.kind == "module", Hold.slug.in_(slugs), Hold.at <= at)
        .order_by(Hold.at, Hold.id)
    )
    last = {(row.slug, row.part): row.what for row in rows}
    return {which for which, what in last.items() if what == SET}


def same_knowledge(db: Session, grounds: Grounds, module: Module) -> dict[int | None, int]:
    """For each knowledge of a module the first one that gives credit for just the same texts.

    Everybody's names the department as which they completed it, but most departments read alike.
    """
    by_slug = {lineage[0]: grounds.alike(lineage) for lineage in grounds.lineages.values()}
    rows = db.execute(
        select(
            Knowledge.id,
            Knowledge.before_id,
            Knowledge.department,
            Knowledge.revision_id,
            Knowledge.language,
            cast(Knowledge.parts, Text),
            cast(Knowledge.held, Text),
        )
        .where(Knowledge.module == module.slug)
        .order_by(Knowledge.id)
    )
    first: dict[tuple[object, ...], int] = {}
    same: dict[int | None, int] = {}
    # What rests on another always has the higher id.
    for each, before, department, *said in rows:
        lineage = by_slug.get(department, (department,))
        same[each] = first.setdefault((same.get(before), lineage, *said), each)
    return same
