"""What My training says of one certificate: how it stands, by when and how long."""

from datetime import date, timedelta

from training.assignments.status import CERTIFIED, Mark, Status
from training.reporting.mine import UPDATES, MyCertificate, MyTraining
from training.reporting.my_module import MyModule
from training.web.languages import t, t_of_request

SOON = 14
"""Days that are counted rather than named only."""


def summary(mine: MyTraining, today: date) -> str:
    """One sentence as one would say it."""
    if not mine.to_do:
        return _nothing(mine)
    due = next((each.due for each in mine.to_do if each.due is not None), None)
    n, day = len(mine.to_do), t_of_request().day(due) if due else ""
    if due is None:
        count = t_of_request().count
        said = count("You have {n} thing to do.", "You have {n} things to do.", n)
        return f"{said} {no_day_yet()}"
    if due < today:
        if n == 1:
            return t("You have 1 thing to do. It was due on {day}.", day=day)
        return t("You have {n} things to do. The first was due on {day}.", n=n, day=day)
    if n == 1:
        return t("You have 1 thing to do by {day}.", day=day)
    return t("You have {n} things to do, the first by {day}.", n=n, day=day)


def no_day_yet() -> str:
    """What is said where nobody has set a day."""
    return t("No date is set yet: OEI will confirm it.")


def status_tag(one: MyCertificate) -> tuple[str, str]:
    """The kind of a tag and its word; nobody is pressed for what is under review."""
    if _is_reviewed(one):
        return ("pilot", t("Under review"))
    words = {
        Status.TO_DO: ("due", t("To do")),
        Status.IN_PROGRESS: ("due", t("In progress")),
        Status.OVERDUE: ("overdue", t("Overdue")),
        Status.UPDATE_DUE: ("due", t("Update due")),
        Status.OUT_OF_DATE: ("overdue", t("Out of date")),
        Status.RENEW_SOON: ("due", t("Renew soon")),
        Status.EXPIRED: ("overdue", t("Expired")),
        Status.REVOKED: ("overdue", t("Revoked")),
        Status.EXCUSED: ("pilot", t("Excused")),
    }
    return words.get(one.status, ("done", t("Current")))


def stands_out(one: MyCertificate) -> bool:
    """Whether its status says more than that there is something to do."""
    return _is_reviewed(one) or one.status not in (Status.TO_DO, Status.IN_PROGRESS)


def _is_reviewed(one: MyCertificate) -> bool:
    marks = one.standing.marks if one.standing else ()
    return Mark.UNDER_REVIEW in marks and one.status not in CERTIFIED


def due_words(one: MyCertificate, today: date) -> str:
    """When it is due, counted in days where that is soon; a sentence."""
    if one.status is Status.REVOKED:
        return t("Your certificate was revoked: ask your liaison.")
    if one.due is None:
        return no_day_yet()
    day, left = t_of_request().day(one.due), (one.due - today).days
    if one.status is Status.EXPIRED:
        return t("Expired on {day}.", day=day)
    if one.status is Status.RENEW_SOON:
        return t("Good until {day}.", day=day)
    if left < 0:
        return t("Was due on {day}.", day=day)
    if left == 0:
        return t("Due today.")
    if left == 1:
        return t("Due tomorrow.")
    return (
        t("Due in {n} days: {day}.", n=left, day=day) if left <= SOON else t("Due {day}.", day=day)
    )


def excused_words(one: MyCertificate) -> str:
    """Until when nothing is asked of the reader."""
    until = one.standing.excused_until if one.standing else None
    if until is None:
        return t("Nothing is asked of you for now.")
    return t(
        "You are excused until {day}. Nothing is asked of you until then.",
        day=t_of_request().day(until),
    )


def extended_words(one: MyCertificate) -> str:
    """Whose word the day is, where it is not that of all others."""
    if one.extended is None or one.extended.due != one.due:
        return ""
    if not one.extended.by:
        return t("You were given until this day.")
    return t("{name} gave you until this day.", name=one.extended.by)


def kept_words(one: MyCertificate) -> list[str]:
    """Of a certificate that is held: until when it is good, and from when on to renew it."""
    expires = one.credential.expires if one.credential else None
    if expires is None:
        return []
    said = [t("Good until {day}.", day=t_of_request().day(expires))]
    if one.window is not None:
        said.append(
            t("Renew from {day}.", day=t_of_request().day(expires - timedelta(days=one.window)))
        )
    return said


def minutes_words(minutes: float) -> str:
    """How long something takes, rounded, as a sentence's beginning."""
    count = t_of_request().count
    return count("About {n} minute", "About {n} minutes", max(1, round(minutes)))


def next_step(one: MyCertificate, module: MyModule) -> str:
    """What the button that leads on with a module says."""
    if one.status in UPDATES and module.left.update and not module.under_way:
        return t("Read what changed")
    if not module.under_way:
        return t("Start")
    return t("Go on reading") if module.left.pages else t("Take the quiz")


def _nothing(mine: MyTraining) -> str:
    if mine.waiting:
        return t("You have nothing to do for now.")
    return t("You have nothing to do. Thank you!") if mine.done else t("You have nothing to do.")
