"""What a question brought and why not more, in words."""

from collections.abc import Mapping

from training.learning.answers import begun, done, in_order, positions
from training.learning.scoring import ItemScore, ReviewedItem, longest_in_order
from training.web.languages import t, t_of_request


def said_points(points: float, of: float) -> str:
    """“2 of 3 points”."""
    if of == 1:
        return t("{points} of 1 point", points=said_number(points))
    return t("{points} of {of} points", points=said_number(points), of=said_number(of))


def said_mark(score: ItemScore, *, answered: bool) -> str:
    """Whether an answer is right, and its points: “Partly right: 2 of 3 points.”"""
    points = said_points(score.points, score.of)
    if score.right:
        return t("Right: {points}.", points=points)
    if score.points:
        return t("Partly right: {points}.", points=points)
    if not answered:
        return t("You did not answer this one: {points}.", points=points)
    return t("Not right: {points}.", points=points)


def said_why(item: ReviewedItem) -> str:
    """What kept an answer from all its points; nothing where its options say so themselves."""
    if item.score.right or not begun(item.view, item.value):
        return ""
    return WHY[item.view.kind](item)


def said_number(points: float) -> str:
    """Points without needless zeros, to a tenth."""
    return f"{round(points, 1):g}"


def _all(item: ReviewedItem) -> str:
    right = {at for at, option in enumerate(item.view.options) if option.correct}
    chosen = set(positions(item.value))
    count = t_of_request().count
    told = []
    if missing := len(right - chosen):
        told.append(
            count(
                "One of the right ones was missing.",
                "{n} of the right ones were missing.",
                missing,
            )
        )
    if wrong := len(chosen - right):
        told.append(
            count(
                "One was chosen that is not right; it takes the points of a right one away.",
                "{n} were chosen that are not right; each takes the points of a right one away.",
                wrong,
            )
        )
    return " ".join(told)


def _order(item: ReviewedItem) -> str:
    if not done(item.view, item.value):
        return t("Not every line had a number of its own.")
    stand = longest_in_order(in_order(item.value))
    if stand == 1:
        return t("No two lines stand in the right order.")
    of = len(item.view.options)
    return t("{n} of the {of} lines stand in the right order among themselves.", n=stand, of=of)


def _short(_item: ReviewedItem) -> str:
    return t("This is not one of the answers that count.")


def _attest(item: ReviewedItem) -> str:
    name = item.value.get("name", "") if isinstance(item.value, Mapping) else ""
    return t("This is not your name as we have it: {name}", name=name)


def _nothing(_item: ReviewedItem) -> str:
    return ""


WHY = {
    "one": _nothing,
    "all": _all,
    "order": _order,
    "short": _short,
    "attest": _attest,
    "scenario": _nothing,
}
