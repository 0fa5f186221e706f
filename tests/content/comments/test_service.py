import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from tests.flows.proposing import PATH, proposed, set_up
from training.content.comments.queries import comments_on
from training.content.comments.service import comment
from training.content.models import Comment, Revision
from training.content.proposals.queries import proposals
from training.content.queries import in_force, working_files
from training.errors import InputRefused, NotAllowed, NotFound
from training.people.models import Employee

AUTHOR = frozenset({"author"})


@pytest.fixture(autouse=True)
def published(db: Session, cast: Cast) -> Revision:
    set_up(db)
    found = in_force(db, "module", "basics")
    assert found is not None
    return found


def remark(
    db: Session,
    by: Employee,
    sha256: str,
    text: str = "Is this so?",
    *,
    path: str = PATH,
    line: int = 11,
    privileged: bool = False,
    roles: frozenset[str] = AUTHOR,
) -> Comment:
    return comment(
        db,
        "module",
        "basics",
        sha256=sha256,
        path=path,
        line=line,
        text=text,
        privileged=privileged,
        by=by.id,
        roles=roles,
        now=NOW,
    )


def test_a_remark_stands_on_a_line_of_one_text(
    db: Session, cast: Cast, published: Revision
) -> None:
    made = remark(db, cast.ada, published.sha256, "  Is this so?  ")
    assert (made.text, made.line, made.path, made.by) == ("Is this so?", 11, PATH, cast.ada.id)
    assert comments_on(db, "module", "basics", published.sha256, roles=()) == [made]
    assert comments_on(db, "module", "basics", "b" * 64, roles=AUTHOR) == []


def test_a_proposed_text_is_remarked_on_too(db: Session, cast: Cast) -> None:
    proposed(db, cast.ada)
    sha256 = proposals(db)[0].packages[0].sha256
    assert remark(db, cast.olga, sha256).sha256 == sha256


def test_privileged_remarks_are_read_and_made_by_few_and_never_exported(
    db: Session, cast: Cast, published: Revision
) -> None:
    made = remark(db, cast.ada, published.sha256, "Counsel says no.", privileged=True)
    sha256 = published.sha256
    assert comments_on(db, "module", "basics", sha256, roles={"liaison", "auditor"}) == []
    for role in ("legal", "administrator", "author"):
        assert comments_on(db, "module", "basics", sha256, roles={role}) == [made]
    with pytest.raises(NotAllowed, match="Privileged"):
        remark(db, cast.lia, sha256, privileged=True, roles=frozenset({"liaison"}))
    assert b"Counsel says no." not in b"".join(working_files(db).values())


@pytest.mark.parametrize(("path", "line"), [("modules/x.md", 1), (PATH, 0), (PATH, 999)])
def test_there_has_to_be_such_a_line(
    db: Session, cast: Cast, published: Revision, path: str, line: int
) -> None:
    with pytest.raises(NotFound, match="no such line"):
        remark(db, cast.ada, published.sha256, path=path, line=line)


def test_a_remark_has_words_and_a_text(db: Session, cast: Cast, published: Revision) -> None:
    for text in ("  ", "x" * 4_001):
        with pytest.raises(InputRefused):
            remark(db, cast.ada, published.sha256, text)
    with pytest.raises(NotFound, match="Nobody has published"):
        remark(db, cast.ada, "c" * 64)
