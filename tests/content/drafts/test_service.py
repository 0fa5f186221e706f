"""An author's drafts: kept, corrected, put over what is in force, theirs alone."""

import pytest

from tests.cast import NOW, Cast
from tests.content.roots import MODULE
from tests.flows.proposing import CHANGED, PATH, files, set_up
from training.content.drafts.placing import UNPLACED
from training.content.drafts.queries import draft, drafted_root, drafts_of, root_in_force
from training.content.drafts.service import (
    begin_draft,
    begin_from_now,
    changed_only,
    discard,
    place,
    put_over,
    take_out,
)
from training.db import Database
from training.errors import NotFound


def test_a_draft_is_what_is_in_force_with_its_files_over_it(database: Database, cast: Cast) -> None:
    with database.writing() as db:
        assert root_in_force(db) == {}
        set_up(db)
        sent = {PATH: CHANGED.encode(), "quizzes/new.md": b"new", "city/sources.md": None}
        made = begin_draft(db, sent, note="A zip", by=cast.ada.id, now=NOW)
        whole = drafted_root(db, made)
        assert whole[PATH] == CHANGED.encode()
        assert whole["quizzes/new.md"] == b"new"
        assert "city/sources.md" not in whole
        take_out(db, made, "city/sources.md", now=NOW)
        put_over(db, made, {PATH: MODULE.encode()}, now=NOW)
        assert drafted_root(db, made) == {**files(), "quizzes/new.md": b"new"}
        with pytest.raises(NotFound):
            take_out(db, made, "city/sources.md", now=NOW)


def test_a_draft_is_its_author_s_only_until_it_is_discarded(database: Database, cast: Cast) -> None:
    with database.writing() as db:
        set_up(db)
        made = begin_draft(db, {PATH: b"x"}, note="x" * 999, by=cast.ada.id, now=NOW)
        assert len(made.note) == 300
        assert [each.id for each in drafts_of(db, cast.ada.id)] == [made.id]
        assert drafts_of(db, cast.olga.id) == []
        with pytest.raises(NotFound):
            draft(db, made.id, by=cast.olga.id)
        discard(db, made)
        with pytest.raises(NotFound):
            draft(db, made.id, by=cast.ada.id)


def test_a_file_without_a_place_waits_for_one(database: Database, cast: Cast) -> None:
    with database.writing() as db:
        set_up(db)
        sent = {f"{UNPLACED}notes.md": b"x"}
        made = begin_draft(db, sent, note="notes", by=cast.ada.id, now=NOW)
        assert drafted_root(db, made) == files()
        place(db, made, "notes.md", "quizzes/notes.md", now=NOW)
        assert drafted_root(db, made)["quizzes/notes.md"] == b"x"
        with pytest.raises(NotFound):
            place(db, made, "notes.md", "quizzes/notes.md", now=NOW)


def test_a_draft_knows_what_was_in_force_when_it_was_begun(database: Database, cast: Cast) -> None:
    with database.writing() as db:
        made = begin_draft(db, {PATH: b"x"}, note="", by=cast.ada.id, now=NOW)
        assert made.before == []
        set_up(db)
        begin_from_now(db, made, now=NOW)
        assert ["module", "basics"] in [each[:2] for each in made.before]


def test_what_says_the_same_as_in_force_is_left_aside() -> None:
    sent = {"a": b"1", "b": b"2", "c": None, "d": None}
    assert changed_only(sent, {"a": b"1", "b": b"3", "c": b"4"}) == {"b": b"2", "c": None}
