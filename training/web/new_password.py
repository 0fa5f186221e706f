"""The fields in which somebody chooses a password, and what is said about a weak one."""

from flask import request
from wtforms import Form, PasswordField
from wtforms.validators import InputRequired

from training.people.passwords import LONGEST
from training.people.queries import Person
from training.people.sign_in.policy import weaknesses
from training.web.languages import t
from training.web.state import state
from training.web.tablet import tablet


def new_password_form(*, with_old: bool = False) -> Form:
    """One field for the new password, which can be shown, and one for the old where asked."""
    kept = "new-password" if tablet() is None else "off"

    class NewPasswordForm(Form):  # type: ignore[misc]
        if with_old:
            old = PasswordField(
                t("Your password now"),
                [InputRequired(t("Write the password you have now."))],
                render_kw={"autocomplete": "current-password", "maxlength": LONGEST},
            )
        password = PasswordField(
            t("New password"),
            [InputRequired(t("Write the password you want."))],
            description=t(
                "At least {n} characters. A few words in a row are easy to remember. Spaces are"
                " fine, and so are capital letters and digits, but nothing of that is needed.",
                n=state().config.password_length,
            ),
            render_kw={
                "autocomplete": kept,
                "maxlength": LONGEST,
                "data-can-show": t("Show what I type"),
            },
        )

    return NewPasswordForm(request.form)


def is_strong(form: Form, person: Person) -> bool:
    """Whether the form is complete and its new password can be used; else the field says why."""
    if not form.validate():
        return False
    config = state().config
    email = (person.email or "").partition("@")
    about = [person.name, person.number, email[0], email[2], config.city]
    found = weaknesses(form.password.data, least=config.password_length, about=about)
    form.password.errors = [t(each) for each in found]
    return not found
