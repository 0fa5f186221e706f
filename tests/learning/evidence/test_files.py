"""Files that show some training: kept by what they are, given back only as such."""

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.flows.evidence import claim
from tests.small_content import MODULE
from training.content.models import Blob
from training.errors import InputRefused, NotFound
from training.learning.evidence.claims import MOST_BYTES, read_claim
from training.learning.evidence.queries import evidence_file
from training.learning.evidence.service import keep_evidence, keep_evidence_file

PDF = b"%PDF-1.7\n"
PICTURE = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, "application/pdf"),
        (PICTURE, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
    ],
)
def test_a_file_is_kept_once_and_given_back_once_it_shows_something(
    db: Session, cast: Cast, data: bytes, kind: str
) -> None:
    sha256 = keep_evidence_file(db, data)
    assert keep_evidence_file(db, data) == sha256
    with pytest.raises(NotFound):
        evidence_file(db, sha256)
    what = claim(TODAY, file=sha256)
    assert read_claim(what.params()) == what
    keep_evidence(db, cast.lee.id, what, by=cast.ada.id, second=cast.olga.id, now=NOW)
    assert evidence_file(db, sha256) == (kind, data)


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg onload='alert(1)'>", b"MZ\x90", MODULE.encode(), PDF + b"x" * MOST_BYTES],
)
def test_any_other_file_is_refused(db: Session, data: bytes) -> None:
    with pytest.raises(InputRefused):
        keep_evidence_file(db, data)


def test_no_other_blob_of_ours_is_given_away(db: Session) -> None:
    db.add(Blob(sha256="a" * 64, type="text/markdown", bytes=b"secret"))
    db.flush()
    with pytest.raises(NotFound):
        evidence_file(db, "a" * 64)
