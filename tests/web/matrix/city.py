"""A city in which every name, number, address and label says whose it is.

A word such as `zownlearner` stands for somebody or something of the department `own`; `div` is its
division, `oth` another department, `non` one that nobody looks after, `cit` the City's own office.
"""

import io
import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from argon2 import PasswordHasher
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import HIRED, NOW, PASSWORD, TODAY, department, employee, grant, move
from tests.small_content import MODULE, write_root
from tests.staff import TOMORROW, YESTERDAY, ask
from tests.web.matrix.studies import ask_since, study
from training.audit import record
from training.config import Config
from training.content.service import approve
from training.flows.publish import publish_tree
from training.learning.measuring.scripts import Script
from training.learning.measuring.service import Drill, record_exercise
from training.people.acts.service import ask as ask_second
from training.people.contacts.service import Entry as ContactEntry
from training.people.contacts.service import add, end
from training.people.devices.queries import tablets_of
from training.people.devices.service import register_tablet
from training.people.grants.service import GRANT
from training.people.models import Department, Employee, Identity, SignInSession
from training.people.sign_in.codes import ACTIVATION
from training.people.sign_in.service import Entry, begin_session, make_code

PICTURE = "modules/basics/images/door.svg"
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40">'
    b"<title>A door</title><rect width='40' height='40'/></svg>"
)
CARD = MODULE.replace("{#after}", "{#after .card}").replace("Write down", "1. Write down")
"""The module with a pocket card, so that there is something to drill."""
BRIEFING = "---\ntitle: Five minutes\n---\n\nWhom do you call? {contact: liaison}\n"
PLACES = ("own", "div", "oth", "non", "cit")
STAFFED = PLACES[:4]
"""The places with the same kinds of people."""
FOLDED = {"own": ("own", "div")}
"""A department's page has its division's people too."""
SECRET = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""Checked in no time; what a password costs is another test's."""
APP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CREW = ("learner", "late", "done", "new", "paper", "boss", "report", "helper", "left")
OFFICE = ("author", "legal", "translator", "admin", "second", "hr", "auditor", "operator")
NO_WAY_IN = ("new", "paper")
STUDIED = ("learner", "done", "boss", "liaison", "deputy", "expired", "moved", "left", *OFFICE)
TOKENS = re.compile(r'name="(?:training_csrf|token)" value="[^"]*"|Server-Timing: .*')
"""What is drawn by chance and may spell anything."""
WORD = re.compile(rf"z(?:{'|'.join(PLACES)})[a-z]*")
LATER = NOW.replace(year=2030)


@dataclass
class Somebody:
    """A person, and the ids of what is theirs."""

    word: str
    place: str
    id: int
    number: str
    token: str = ""
    """Of the sign-in that the tests use."""
    session: int = 0
    """Another sign-in."""
    factor: int = 0
    grant: int = 0
    attempt: int = 0
    """A quiz all of whose answers are right and which is not handed in."""
    sent: int = 0
    """One that is."""
    serial: str = ""
    check_in: int = 0
    """What they are asked some time after they were certified, and have not answered."""


@dataclass
class City:
    """Where everything is that was planted."""

    departments: dict[str, Department] = field(default_factory=dict)
    people: dict[str, Somebody] = field(default_factory=dict)
    contacts: dict[str, int] = field(default_factory=dict)
    tablets: dict[str, int] = field(default_factory=dict)
    acts: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    exercises: dict[str, int] = field(default_factory=dict)
    """Drills that were recorded."""
    literal: dict[str, str] = field(default_factory=dict)
    """Numbers of certificates and telephones, and the word that they stand for."""

    def slug(self, place: str) -> str:
        """A department's address."""
        return self.departments[place].slug

    def active(self, place: str) -> set[str]:
        """The words of those who work in a department or its division, and of where that is."""
        within = FOLDED.get(place, (place,))
        words = {each.word for each in self.people.values() if each.place in within}
        words -= {f"z{each}left" for each in within}
        return words | {f"z{each}{what}" for each in within for what in ("place", "site")}

    def words_in(self, text: str) -> set[str]:
        """The words that a text says or stands for."""
        text = TOKENS.sub("", text)
        known = re.compile("|".join(map(re.escape, self.literal)))
        spelt = {self.literal[each] for each in known.findall(text)} if self.literal else set()
        return set(WORD.findall(text.lower())) | spelt


def plant(db: Session, folder: Path, config: Config) -> City:
    """Make the whole city; the caller commits."""
    city = City()
    _departments(db, city)
    _everybody(db, city)
    _roles(db, city)
    _teach(db, city, folder)
    for each in city.people.values():
        if each.word[4:] in STUDIED:
            each.attempt, each.sent, each.serial = study(db, each.id, config)
            each.check_in = ask_since(db, each.id, each.serial)
            city.literal[each.serial] = each.word
        _ways_in(db, each)
    _end_work(db, city)
    _things(db, city)
    return city


def _departments(db: Session, city: City) -> None:
    for place in PLACES:
        above = city.departments["own"] if place == "div" else None
        name = f"Z{place}place Works"
        city.departments[place] = department(
            db, f"z{place}place", f"Z{place}code".upper(), name, parent=above
        )


def _everybody(db: Session, city: City) -> None:
    for place in STAFFED:
        for role in CREW:
            _hire(db, city, place, role)
    for place in ("own", "div", "oth"):
        _hire(db, city, place, "liaison")
    for place in ("own", "oth"):
        _hire(db, city, place, "deputy")
        boss, report = (city.people[f"z{place}{each}"] for each in ("boss", "report"))
        works_in = city.departments[place]
        again = move(db, _row(db, report), works_in, since=YESTERDAY)
        again.supervisor_id, again.site, again.job = (
            boss.id,
            f"Z{place}site",
            f"{report.word}'s job",
        )
    _hire(db, city, "own", "expired")
    _hire(db, city, "oth", "moved", came_from="own")
    for role in OFFICE:
        _hire(db, city, "cit", role)


def _hire(db: Session, city: City, place: str, role: str, *, came_from: str = "") -> None:
    word = f"z{place}{role}"
    email = None if role == "paper" else f"{word}@cabq.example"
    began_in = city.departments[came_from or place]
    who = employee(db, "Pat", word.title(), word.upper(), began_in, email=email)
    row = move(db, who, city.departments[place], since=HIRED + timedelta(days=1))
    row.site, row.job = f"Z{place}site", f"{word.title()}'s job"
    city.people[word] = Somebody(word, place, who.id, who.number)


def _row(db: Session, who: Somebody) -> Employee:
    return db.get_one(Employee, who.id)


def _roles(db: Session, city: City) -> None:
    by = city.people["zcitadmin"].id
    roles = {"admin": "administrator", "second": "administrator"}
    for place, role in ((place, role) for place in STAFFED for role in ("liaison", "deputy")):
        if who := city.people.get(f"z{place}{role}"):
            who.grant = _grant(db, city, who, role, by, place)
    for place in STAFFED:
        helper = city.people[f"z{place}helper"]
        helper.grant = _grant(db, city, helper, "author", by)
    for role in OFFICE:
        who = city.people[f"zcit{role}"]
        who.grant = _grant(db, city, who, roles.get(role, role), by)
    expired, moved = city.people["zownexpired"], city.people["zothmoved"]
    expired.grant = _grant(db, city, expired, "liaison", by, "own", ended=True)
    moved.grant = _grant(db, city, moved, "liaison", by, "own", left_behind=True)


def _grant(
    db: Session,
    city: City,
    who: Somebody,
    role: str,
    by: int,
    place: str = "",
    *,
    ended: bool = False,
    left_behind: bool = False,
) -> int:
    made = grant(db, _row(db, who), role, city.departments[place] if place else None)
    made.by, made.reason = by, f"Z{who.place}reason"
    made.to_at = NOW - timedelta(days=1) if ended else NOW + timedelta(days=90)
    if left_behind:
        made.home_id = city.departments[place].id
    facts = {"employee": who.id, "role": role, "department": made.department_id}
    record(db, "people:role:granted", actor=by, now=NOW, **facts)
    db.flush()
    return made.id


def _teach(db: Session, city: City, folder: Path) -> None:
    root = write_root(folder / "root", module=CARD + "\n![A door](images/door.svg)\n")
    (root / "modules" / "basics" / "huddle.md").write_text(BRIEFING, "utf-8")
    (root / PICTURE).parent.mkdir()
    (root / PICTURE).write_bytes(DRAWING)
    done = publish_tree(db, root, by=None, now=NOW)
    (read,) = (each.revision.sha256 for each in done if each.revision.slug == "basics")
    for role, word in (("legal", "zcitlegal"), ("oei", "zcitadmin")):
        by = city.people[word].id
        approve(db, "module", "basics", sha256=read, role=role, by=by, now=NOW)
    ask(db, "zownplace", "zothplace", due=YESTERDAY, name="core")
    ask(db, "zdivplace", "znonplace", "zcitplace", due=TOMORROW, name="core-2")


def _ways_in(db: Session, who: Somebody) -> None:
    if who.word[4:] in NO_WAY_IN:
        return
    db.add(Identity(employee_id=who.id, issuer="local", subject=str(who.id), secret=SECRET))
    app = Identity(employee_id=who.id, issuer="totp", subject=str(who.id), secret=APP_SECRET)
    db.add(app)
    entry = Entry("local", second_factor=True, label=f"{who.word.title()}'s browser")
    who.token = begin_session(db, who.id, entry, expires=LATER, now=NOW)
    begin_session(db, who.id, replace(entry, label=f"{who.word}'s phone"), expires=LATER, now=NOW)
    db.flush()
    who.factor = app.id
    who.session = _newest_session(db, who.id)


def _newest_session(db: Session, employee_id: int) -> int:
    theirs = select(func.max(SignInSession.id)).where(SignInSession.employee_id == employee_id)
    return db.scalars(theirs).one()


def _end_work(db: Session, city: City) -> None:
    for place in STAFFED:
        left = _row(db, city.people[f"z{place}left"])
        move(db, left, city.departments[place], since=TODAY, active=False)


def _things(db: Session, city: City) -> None:
    by, second = city.people["zcitadmin"].id, city.people["zcitsecond"].id
    for n, place in enumerate(PLACES):
        here = city.departments[place].id if place != "cit" else None
        for what in ("former", "desk"):
            number = f"505-555-2{n}{what == 'desk':d}7"
            city.literal[number] = city.literal[number.replace("-", "")] = f"z{place}{what}"
            kept = add(db, here, ContactEntry("legal", f"Z{place}{what}", number), by=by, now=NOW)
            city.contacts[place] = kept.id
            if what == "former":
                end(db, here, kept.id, by=by, now=NOW)
        where = city.departments[place].id
        register_tablet(db, where, f"Z{place}tablet", by=by, now=NOW)
        city.tablets[place] = tablets_of(db, {where})[0].id
        city.exercises[place] = _drilled(db, where, f"Z{place}room", by=by)
    city.literal["505-555-2999"] = "zcithotline"
    hotline = ContactEntry("mayor-report", "Zcithotline", "505-555-2999")
    add(db, None, hotline, by=by, now=NOW)
    for place in STAFFED:
        who = city.people[f"z{place}learner"]
        wish = {"employee": who.id, "role": "hr", "from": NOW.isoformat(), "to": None}
        act = ask_second(
            db, GRANT, f"hr:{who.id}", wish | {"reason": f"Z{place}wish"}, by=second, now=NOW
        )
        city.acts[place] = act.id
        new = city.people[f"z{place}new"].id
        lasts = timedelta(days=1)
        city.codes[place] = make_code(db, new, ACTIVATION, lasts=lasts, by=by, now=NOW)


def _drilled(db: Session, department_id: int, site: str, *, by: int) -> int:
    script = Script("basics", "section:after", "After", ("Write down what happened.",))
    seen = Drill(TODAY, department_id, site, 5, script, ("done",))
    return record_exercise(db, seen, by=by, now=NOW, today=TODAY).id


def text_of_pdf(data: bytes) -> str:
    """What a certificate says."""
    return " ".join(each.extract_text() for each in PdfReader(io.BytesIO(data)).pages)
