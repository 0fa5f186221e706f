"""Which language this reader wants: the switch, else the person's, else the browser's."""

from flask import g, request

from training.text import Translator, choose_language, translator

COOKIE = "training_language"


def language() -> str:
    """The language of this response."""
    return t_of_request().language


def t_of_request() -> Translator:
    """The translator of this request; asks the database nothing."""
    if "training_t" not in g:
        person = g.get("training_person")
        wanted = [
            request.cookies.get(COOKIE, ""),
            person.language if person else "",
            *request.accept_languages.values(),
        ]
        g.training_t = translator(choose_language([each for each in wanted if each]))
    chosen: Translator = g.training_t
    return chosen


def t(message: str, /, **values: object) -> str:
    """A sentence in this reader's language."""
    return t_of_request()(message, **values)
