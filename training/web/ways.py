"""Where somebody goes on with a module."""

from flask import url_for

from training.web.reading import Copy


def way_on(module: str, copy: Copy) -> str:
    """The page where one goes on: the first unread one, then the quiz, then the overview."""
    if copy.enrolment is None or copy.finished:
        return url_for("training.module_page", module=module)
    if copy.left:
        return url_for("training.changed_page", module=module, part=copy.left[0])
    if copy.unread:
        return url_for("training.section_page", module=module, section=copy.unread[0].id)
    if copy.edition.has_quiz and (copy.delta is None or copy.asks_quiz):
        return url_for("training.quiz", module=module)
    return url_for("training.module_page", module=module)
