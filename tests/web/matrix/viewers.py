"""Who looks, and what they may know of."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tests.web.matrix.city import FOLDED, STAFFED

EVERYWHERE = frozenset((*STAFFED, "cit"))


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody with one task, as this test knows it: nothing here asks the code."""

    name: str
    word: str = ""
    """Empty for whoever has not signed in."""
    home: str = ""
    may_enter: bool = True
    keeps: AbstractSet[str] = frozenset()
    """The places that are theirs to look after."""
    role: str = ""
    says_why: bool = False
    """An auditor who has said today why they look."""

    @property
    def header(self) -> set[str]:
        """What may stand on every page: their own name."""
        return {self.word} if self.word and self.may_enter else set()

    @property
    def looks_into(self) -> AbstractSet[str]:
        """The places whose people they may look at."""
        whole = self.role == "hr" or (self.role == "auditor" and self.says_why)
        return EVERYWHERE if whole else self.keeps

    @property
    def calls(self) -> set[str]:
        """Whom they call: their department's own numbers, else the City's; and its liaisons."""
        if not self.home:
            return set()
        within = {self.home} | {each for each, below in FOLDED.items() if self.home in below}
        liaisons = {f"z{each}{role}" for each in within for role in ("liaison", "deputy")}
        existing = {"zownliaison", "zowndeputy", "zdivliaison", "zothliaison", "zothdeputy"}
        return {f"z{self.home}desk", "zcithotline", *(liaisons & existing)}


VIEWERS = (
    Viewer("nobody", may_enter=False),
    Viewer("learner", "zownlearner", "own"),
    Viewer("supervisor", "zownboss", "own", role="supervisor"),
    Viewer("liaison", "zownliaison", "own", keeps={"own", "div"}, role="liaison"),
    Viewer("deputy", "zowndeputy", "own", keeps={"own", "div"}, role="deputy"),
    Viewer("a division's liaison", "zdivliaison", "div", keeps={"div"}, role="liaison"),
    Viewer("author", "zcitauthor", "cit", role="author"),
    Viewer("legal", "zcitlegal", "cit", role="legal"),
    Viewer("translator", "zcittranslator", "cit", role="translator"),
    Viewer("administrator", "zcitadmin", "cit", keeps=EVERYWHERE, role="administrator"),
    Viewer("hr", "zcithr", "cit", role="hr"),
    Viewer("auditor", "zcitauditor", "cit", role="auditor"),
    Viewer("auditor with a reason", "zcitauditor", "cit", role="auditor", says_why=True),
    Viewer("operator", "zcitoperator", "cit", role="operator"),
    Viewer("whoever was deactivated", "zownleft", "own", may_enter=False),
    Viewer("whose grant is over", "zownexpired", "own"),
    Viewer("who moved", "zothmoved", "oth"),
)
OTHERS = (
    Viewer("another liaison", "zothliaison", "oth", keeps={"oth"}, role="liaison"),
    Viewer("another deputy", "zothdeputy", "oth", keeps={"oth"}, role="deputy"),
    Viewer("the second administrator", "zcitsecond", "cit", keeps=EVERYWHERE, role="administrator"),
)
"""Those whom only mails reach here."""
SCOPED = tuple(each for each in VIEWERS if not {"oth", "non"} & each.looks_into)
"""Those whose eyes do not reach into another department, if they have not moved there."""
