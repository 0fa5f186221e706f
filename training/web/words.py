"""What the error pages say: what this is, why, and what to do."""

from typing import NamedTuple

from training.web.languages import t


class Words(NamedTuple):
    """Three answers in the reader's language."""

    title: str
    why: str
    what: str


def words_for(status: int) -> Words:
    """The words for an HTTP status; those of 500 for one we have none for."""
    ways = {
        400: _not_checked,
        401: _sign_in,
        403: _not_yours,
        404: _no_such_page,
        405: _only_by_button,
        409: _meanwhile,
        413: _too_large,
        422: _not_used,
        423: _on_hold,
        503: _not_ready,
    }
    return ways.get(status, _broken)()


def too_early() -> Words:
    """The words for somebody who has something else to do first."""
    return Words(
        t("Something comes before this"),
        t("There is something to do first."),
        t("Go back, or start again from My training: it leads on to what comes next."),
    )


def _not_checked() -> Words:
    return Words(
        t("Please send that again"),
        t(
            "We could not tell that it came from a page of yours. That happens when a page was "
            "open for a long time, or when you signed in or out in another window."
        ),
        t("Go back, reload the page, and send it once more. Nothing you had saved is lost."),
    )


def _sign_in() -> Words:
    return Words(
        t("Please sign in"),
        t("You are not signed in any more."),
        t("Sign in and go on where you were. Nothing you had saved is lost."),
    )


def _not_yours() -> Words:
    return Words(
        t("This page is not for you"),
        t("It belongs to another department, or to the people who manage staff training."),
        t("If you need it for your work, ask us to give you access."),
    )


def _no_such_page() -> Words:
    return Words(
        t("There is no such page"),
        t("The address may have been mistyped, or the page may have moved."),
        t("Check the address, or start again from My training."),
    )


def _only_by_button() -> Words:
    return Words(
        t("This address is behind a button"),
        t("It does something when its button is pressed and has nothing to show by itself."),
        t("Go back to the page with the button, or start again from My training."),
    )


def _meanwhile() -> Words:
    return Words(
        t("Something changed in the meantime"),
        t("You, or somebody else, did this already, perhaps in another window."),
        t("Nothing was changed now. Open the page again to see how it stands."),
    )


def _too_large() -> Words:
    return Words(
        t("That file is too large"),
        t("We take files of up to 16 MB."),
        t("Leave out what is not needed, or send it in two parts."),
    )


def _not_used() -> Words:
    return Words(
        t("We could not use that"),
        t("Something in it is not as we need it."),
        t("Correct what is named here and send it again. Nothing was changed."),
    )


def _on_hold() -> Words:
    return Words(
        t("This is paused"),
        t("Part of its text is on hold while it is checked."),
        t("Nothing you had saved is lost, and no attempt is used up. Please come back later."),
    )


def _not_ready() -> Words:
    return Words(
        t("This is not ready yet"),
        t("Something has to be set up first."),
        t("Please try again later. If it stays like this, tell us."),
    )


def _broken() -> Words:
    return Words(
        t("Something went wrong on our side"),
        t("It is our fault and not yours. It has been written down for the people who run this."),
        t("Nothing you had saved is lost. Please try again; if it happens again, tell us."),
    )
