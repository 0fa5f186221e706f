"""Acts as one says them: after whoever did it, “Lee Learner signed in”."""

from training.web.languages import t


def phrase(act: str) -> str:
    """What was done, in words; the act's own name for one that has none."""
    return phrases().get(act, act)


def phrases() -> dict[str, str]:
    """Every act in words, in the order in which one chooses among them."""
    return {
        **_ways_in(),
        **_second_factors(),
        **_roles(),
        **_departments(),
        **_training(),
        **_set_for_people(),
        **_content(),
        **_looks(),
    }


def area(act: str) -> str:
    """The group of acts that one belongs to."""
    groups = {
        t("Signing in"): {*_ways_in(), *_second_factors()},
        t("Roles"): _roles(),
        t("Departments and people"): _departments(),
        t("Training"): {**_training(), **_set_for_people()},
        t("Text and requirements"): _content(),
        t("Looks at records"): _looks(),
    }
    return next((name for name, acts in groups.items() if act in acts), t("Other"))


def role_word(role: str) -> str:
    """A role as people call it; its own name for one we have no word for."""
    words = {
        "liaison": t("liaison"),
        "deputy": t("deputy"),
        "author": t("author"),
        "legal": t("legal reviewer"),
        "oei": t("OEI"),
        "translator": t("translator"),
        "administrator": t("administrator"),
        "hr": t("HR"),
        "auditor": t("auditor"),
        "operator": t("operator"),
    }
    return words.get(role, role)


def _ways_in() -> dict[str, str]:
    return {
        "people:employee:signed-in": t("signed in"),
        "people:employee:signed-out": t("signed out"),
        "people:session:ended": t("ended one of their own sign-ins"),
        "people:sessions:ended": t("ended every sign-in of somebody"),
        "people:password:chosen": t("chose a password"),
        "people:activation:made": t("made a code for a first sign-in"),
        "people:activation:used": t("used their code for a first sign-in"),
        "people:reset:made": t("made a code for a new password"),
        "people:reset:used": t("used their code for a new password"),
        "people:calendar:made": t("made an address for their calendar"),
        "people:calendar:withdrawn": t("withdrew the address of their calendar"),
        "people:device:registered": t("registered a shared tablet"),
        "people:device:revoked": t("took a shared tablet out of use"),
        "people:account:tied": t("tied an account of an identity provider to a person"),
        "people:account:untied": t("untied an account of an identity provider"),
        "people:account:refused": t("refused the word of an identity provider"),
    }


def _second_factors() -> dict[str, str]:
    return {
        "people:second-factor:shown": t("showed a second factor"),
        "people:second-factor:added": t("added a second factor"),
        "people:second-factor:removed": t("removed a second factor"),
        "people:second-factor:reset": t("removed somebody’s second factors"),
        "people:recovery-codes:made": t("made new recovery codes"),
    }


def _roles() -> dict[str, str]:
    return {
        "people:role:granted": t("gave somebody a role"),
        "people:role:ended": t("ended somebody’s role"),
        "people:role:renewed": t("renewed somebody’s role"),
        "people:role:confirmed": t("confirmed a role"),
        "people:act:asked": t("asked a second person to agree"),
        "people:act:agreed": t("agreed, as the second person"),
        "people:act:refused": t("did not agree, as the second person"),
    }


def _departments() -> dict[str, str]:
    return {
        "people:city:loaded": t("brought the City’s departments up to date"),
        "people:roster:imported": t("brought in a roster"),
        "people:contact:added": t("added a number to call"),
        "people:contact:confirmed": t("confirmed a number to call"),
        "people:contact:ended": t("took out a number to call"),
        "people:language:chosen": t("chose a language to read in"),
        "assignments:reminders:printed": t("printed reminders to hand out"),
        "credentials:check_in:opened": t("opened a question about what they had learned"),
        "credentials:check_in:answered": t("answered a question about what they had learned"),
        "credentials:check_in:purged": t("took old answers away"),
        "credentials:certificate:waited": t("received certificates that waited for others"),
    }


def _training() -> dict[str, str]:
    return {
        "learning:module:opened": t("began a module"),
        "learning:module:read": t("read a module to its end"),
        "learning:knowledge:begun": t("began to show what they know of a module"),
        "learning:attempt:begun": t("began a quiz"),
        "learning:attempt:submitted": t("handed in a quiz"),
        "learning:bulletin:read": t("read a bulletin"),
        "learning:regrade:begun": t("had a question marked again by its corrected key"),
        "learning:regrade:marked": t("marked a question again for some people"),
        "learning:regrade:finished": t("marked a question again for everybody"),
        "learning:sample:drawn": t("drew the month’s sample for two questions"),
        "learning:exercise:recorded": t("recorded a drill"),
        "learning:exercise:corrected": t("corrected the record of a drill"),
        "learning:help:given": t("went through a module with somebody"),
        "learning:dispute:opened": t("disputed a result"),
        "learning:dispute:answered": t("answered a dispute"),
        "learning:dispute:passed-on": t("passed a dispute on to somebody"),
        "learning:answers:purged": t("took old answers away"),
        "learning:legal-hold:set": t("put a legal hold on answers"),
        "learning:legal-hold:lifted": t("lifted a legal hold on answers"),
    }


def _content() -> dict[str, str]:
    return {
        "content:revision:published": t("published a text"),
        "content:revision:approved": t("approved a text"),
        "content:hold:set": t("put a section on hold"),
        "content:hold:lifted": t("gave back a section that was on hold"),
        "content:feedback:left": t("said that a text is not how it works there"),
        "content:feedback:answered": t("replied to what was said about a text"),
        "content:comment:made": t("remarked on a text"),
        "content:bulletin:shown": t("had a bulletin shown"),
        "content:bulletin:ended": t("ended a bulletin"),
        "assignments:requirement:set": t("asked people for a certificate"),
        "assignments:requirement:ended": t("asked nobody for a certificate any more"),
        "settings:setting:set": t("set something for the whole City"),
    }


def _set_for_people() -> dict[str, str]:
    return {
        "assignments:excuse:set": t("excused somebody from training"),
        "assignments:excuse:ended": t("ended somebody’s excuse"),
        "assignments:extension:given": t("gave somebody another due day"),
        "assignments:accommodation:set": t("set what somebody needs for training"),
        "learning:evidence:recorded": t("recorded training taken elsewhere"),
        "credentials:credential:revoked": t("revoked somebody’s certificate"),
        "credentials:credential:renamed": t("took their certificate under their new name"),
        "learning:evidence:opened": t("opened a file that shows training"),
    }


def _looks() -> dict[str, str]:
    return {
        "people:auditor:reason": t("said why they look at records"),
        "people:auditor:looked": t("looked at a page as an auditor"),
        "learning:dispute:looked": t("looked at a disputed result and its answers"),
        "reporting:department:exported": t("took a department’s list as a file"),
        "reporting:team:exported": t("took their team’s list as a file"),
        "reporting:audit:searched": t("looked at this record of acts"),
        "reporting:audit:exported": t("took this record of acts as a file"),
    }
