import pytest

from training.errors import InputRefused
from training.people.roster.table import MOST_BYTES, Table, read_table

HEADERS = {"number", "name", "apodo"}


def read(data: bytes) -> Table:
    return read_table(data, lambda header: header in HEADERS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_however_it_was_saved_it_is_the_same_table(delimiter: str, encoding: str, end: str) -> None:
    text = end.join(["number,name,apodo", "1,José Muñoz,", "2,Ana,Nana"]).replace(",", delimiter)
    table = read(text.encode(encoding))
    assert table.header == ("number", "name", "apodo")
    assert table.rows == ((2, ("1", "José Muñoz", "")), (3, ("2", "Ana", "Nana")))


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    table = read(b'\nnumber,name\n1,"two\nlines"\n,\n\n2,Ana\n')
    assert table.rows == ((3, ("1", "two lines")), (6, ("2", "Ana")))


def test_quoted_separators_do_not_decide_the_separator() -> None:
    table = read(b'"number";"name, or what, is, said"\n1;"a,b"\n')
    assert table.header == ("number", "name, or what, is, said")


@pytest.mark.parametrize("space", ["  ", "\u00a0", " \t "])
def test_spaces_around_and_between_words_are_evened_out(space: str) -> None:
    assert read(f"number,name\n1,{space}Ana{space}María ".encode()).rows[0][1] == ("1", "Ana María")


def test_letters_put_together_and_letters_with_marks_are_the_same() -> None:
    assert read("number\nJose\u0301".encode()).rows == ((2, ("José",)),)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04rest of a zip", "Save as"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Save as"),
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "empty"),
        (b"number,name\n1,\x00\x01", "plain text"),
        (b"number,name\n1,\x81\x8d", "unknown encoding"),
        (b"\xff\xfea", "unknown encoding"),
        (b'number,name\n1,"Ana\n2,Bo\n', "quotation mark"),
        (b"x" * (MOST_BYTES + 1), "right file"),
    ],
)
def test_what_is_not_such_a_file_is_refused_with_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(InputRefused, match=why):
        read(data)
