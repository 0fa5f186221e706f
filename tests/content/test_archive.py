"""A zip is read in memory, and nothing in it reaches outside or swells."""

import io
import stat
import struct
import zipfile
from collections.abc import Mapping
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.content import archive
from training.content.archive import is_zip, unpack
from training.errors import InputRefused


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of some files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for path, raw in files.items():
            made.writestr(path, raw)
    return out.getvalue()


def refusal(data: bytes) -> str:
    """Why a zip is not taken."""
    with pytest.raises(InputRefused) as refused:
        unpack("texts.zip", data)
    return "\n".join(str(each) for each in refused.value.problems)


def test_files_come_out_as_they_went_in() -> None:
    files = {"modules/a/module.md": b"# \xc3\xb1\r\n", "modules/a/images/x.png": bytes(range(256))}
    assert unpack("texts.zip", packed(files)) == files
    assert is_zip(packed(files))
    assert not is_zip(b"---\ntitle: A\n---\n")


def test_a_folder_around_everything_is_taken_off_and_what_systems_add_is_left_out() -> None:
    files = {
        "my texts/content/modules/a/module.md": b"a",
        "my texts/content/quizzes/a.md": b"b",
        "__MACOSX/my texts/._content": b"x",
        "my texts/.DS_Store": b"x",
        "my texts/content/quizzes/._a.md": b"x",
    }
    assert unpack("texts.zip", packed(files)) == {
        "modules/a/module.md": b"a",
        "quizzes/a.md": b"b",
    }


def test_a_zipped_folder_of_the_root_keeps_its_name() -> None:
    assert unpack("t.zip", packed({"modules/a/module.md": b"a"})) == {"modules/a/module.md": b"a"}


@pytest.mark.parametrize(
    "path",
    [
        "../wsgi.py",
        "modules/../../wsgi.py",
        "/etc/passwd",
        "modules//a.md",
        "modules/./a.md",
        "C:/windows/a.md",
        "modules\\..\\a.md",
        "modules/a\n.md",
        "modules/\u202egpj.md",
        "m/" + "a" * 400,
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(path: str) -> None:
    assert "is not a place in a content root" in refusal(packed({path: b"a", "quizzes/b.md": b""}))


def test_a_link_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("modules/a/module.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    assert "is a link to another place" in refusal(out.getvalue())


def test_a_bomb_that_says_its_size_is_refused_before_it_is_unpacked() -> None:
    assert "is packed suspiciously well" in refusal(packed({"modules/a.md": bytes(5_000_000)}))


def test_a_bomb_that_lies_about_its_size_is_refused_while_it_is_unpacked() -> None:
    data = bytearray(packed({"modules/a.md": bytes(5_000_000)}))
    true = struct.pack("<I", 5_000_000)
    while (at := data.find(true)) >= 0:
        data[at : at + 4] = struct.pack("<I", 50_000)
    assert "is not a whole zip" in refusal(bytes(data))


def test_too_many_too_large_and_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    assert "has more than 3 files" in refusal(packed({f"{n}.md": b"" for n in range(4)}))
    monkeypatch.setattr(archive, "MOST_IN_FILE", 2_000_000)
    monkeypatch.setattr(archive, "MOST_IN_ALL", 3_000_000)
    stored = packed({"a.md": bytes(2_500_000), "b.md": bytes(1_000_000)}, zipfile.ZIP_STORED)
    assert "a.md is more than 2 MB" in refusal(stored).replace(":", "")
    assert "texts.zip is more than 3 MB" in refusal(stored).replace(":", "")
    assert "is in it twice" in refusal(packed({"quizzes/A.md": b"", "quizzes/a.md": b""}))
    assert "has no file" in refusal(packed({}))


def test_a_password_and_a_broken_zip_are_refused() -> None:
    data = packed({"modules/a.md": b"some text" * 40})
    locked = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(sign)
        locked[at + offset] |= 1
    assert "has a password" in refusal(bytes(locked))
    assert "is not a whole zip" in refusal(data[:-30])
    assert "is not a whole zip" in refusal(b"PK\x03\x04 and nothing")
    damaged = bytearray(data)
    damaged[45] ^= 0xFF
    assert "is not a whole zip" in refusal(bytes(damaged))


@given(st.data())
def test_a_zip_with_any_bytes_changed_is_read_or_refused(draw: st.DataObject) -> None:
    data = bytearray(packed({"modules/a/module.md": b"text " * 50, "quizzes/a.md": b"more"}))
    for at, byte in draw.draw(
        st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), max_size=6)
    ):
        data[at] = byte
    try:
        found = unpack("texts.zip", bytes(data))
    except InputRefused:
        return
    assert all(".." not in path.split("/") and not path.startswith("/") for path in found)
    assert sha256(b"".join(found.values())).hexdigest()
