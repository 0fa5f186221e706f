from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from tests.content.roots import MODULE, write
from tests.overlap import kept, overlapping
from training.content.models import Approval, Revision
from training.content.queries import in_force
from training.content.service import approve
from training.db import Database
from training.errors import InputRefused
from training.flows.publish import describe, publish_tree


def test_everything_changed_is_published_modules_first(db: Session, tmp_path: Path) -> None:
    first = publish_tree(db, write(tmp_path), by=None, now=NOW)
    short = [each.revision.short for each in first]
    assert [describe(each) for each in first] == [
        f"basics: revision 1, {short[0]}, pilot until legal, oei approve",
        f"core: revision 1, {short[1]}",
        f"city: revision 1, {short[2]}",
    ]
    again = publish_tree(db, tmp_path, by=None, now=NOW)
    assert [describe(each) for each in again] == [
        f"basics: unchanged, revision 1, {short[0]}, pilot until legal, oei approve",
        f"core: unchanged, revision 1, {short[1]}",
        f"city: unchanged, revision 1, {short[2]}",
    ]


def test_a_mistake_publishes_nothing_and_the_old_text_stays(db: Session, tmp_path: Path) -> None:
    publish_tree(db, write(tmp_path), by=None, now=NOW)
    broken = MODULE.replace("[^S1]", "[^S9]").replace("Write down", "Note")
    write(tmp_path, {"modules/basics/module.md": broken})
    with pytest.raises(InputRefused) as refused:
        publish_tree(db, tmp_path, by=None, now=NOW)
    assert [each.where for each in refused.value.problems] == ["modules/basics/module.md:11"]
    stays = in_force(db, "module", "basics")
    assert stays is not None
    assert stays.number == 1


def test_a_folder_that_is_no_content_root_is_named(db: Session, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="is not a content root"):
        publish_tree(db, tmp_path, by=None, now=NOW)


def test_the_repository_s_own_content_has_nothing_wrong(db: Session) -> None:
    root = Path(__file__).resolve().parents[2]
    slugs = {each.revision.slug for each in publish_tree(db, root, by=None, now=NOW)}
    assert {"executive-order", "immigrant-protection-core"} <= slugs


def test_publishing_twice_at_once_publishes_once(database: Database, tmp_path: Path) -> None:
    def act(db: Session) -> list[bool]:
        return [each.changed for each in publish_tree(db, tmp_path, by=None, now=NOW)]

    write(tmp_path)
    assert overlapping(database, act, kept(database, act)) == [False, False, False]
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Revision)) == 3


def test_approving_twice_at_once_approves_once(
    database: Database, cast: Cast, tmp_path: Path
) -> None:
    def act(db: Session) -> int:
        by = cast.ada.id
        return approve(db, "module", "basics", sha256=read, role="legal", by=by, now=NOW).id

    with database.writing() as db:
        read = publish_tree(db, write(tmp_path), by=None, now=NOW)[0].revision.sha256
        db.commit()
    overlapping(database, act, kept(database, act))
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Approval)) == 1
