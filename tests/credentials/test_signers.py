"""Signed certificates: heard as before, valid elsewhere, and broken by any changed byte."""

import asyncio
import random
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.credentials.earned import FACTS, NOW
from tests.credentials.signing import DAYS, STARTS, pair
from tests.credentials.test_drawing import LONG, URL
from tests.tagged_pdf import conforms, faults
from training.content.certificate_file import DESIGNS
from training.credentials.drawing import draw_certificate
from training.credentials.signers import Signers, check_file, read_signers
from training.errors import InputRefused, NotReady
from training.pdf.signature import RANGES
from training.text import translator

NAME = "Signature of the City of Albuquerque"
ONE = 'key = "a.key"\n[[signer]]\ncertificate = "a.pem"\n'


def read(folder: Path, text: str = ONE) -> Signers:
    (folder / "signers.toml").write_text(text)
    return read_signers(folder / "signers.toml")


@pytest.fixture(params=["ec", "rsa"])
def signers(request: pytest.FixtureRequest, tmp_path: Path) -> Signers:
    pair(request.param).put(tmp_path, "a")
    return read(tmp_path)


@pytest.fixture
def raw() -> bytes:
    return draw_certificate(FACTS, translator("en"), URL)


def sign(signers: Signers, raw: bytes) -> bytes:
    return signers.sign(raw, name=NAME, at=NOW)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_signed_one_is_heard_as_it_is_seen(signers: Signers, design: str, language: str) -> None:
    facts = replace(LONG, design=design)
    made = sign(signers, draw_certificate(facts, translator(language), URL))
    assert conforms(made)
    assert faults(made) == []


def test_it_says_who_signed_what_and_when(signers: Signers, raw: bytes) -> None:
    found = check_file(sign(signers, raw), signers)
    assert found.at == NOW
    assert found.signer == signers.own
    assert "Lee Learner" in found.title
    assert FACTS.serial in found.subject
    assert not found.distrusted


def test_a_host_may_be_in_an_event_loop_of_its_own(signers: Signers, raw: bytes) -> None:
    async def host() -> str:
        return check_file(sign(signers, raw), signers).title

    assert "Lee Learner" in asyncio.run(host())


def test_an_independent_program_calls_it_valid(
    signers: Signers, raw: bytes, tmp_path: Path
) -> None:
    if shutil.which("pdfsig") is None:
        pytest.skip("pdfsig is not installed: make test says so too")
    file = tmp_path / "signed.pdf"
    file.write_bytes(sign(signers, raw))
    said = subprocess.run(
        ["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=True
    ).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said


def test_any_changed_byte_breaks_it(signers: Signers, raw: bytes) -> None:
    made = sign(signers, raw)
    (*_, last) = RANGES.finditer(made)
    signature = range(int(last[1]), int(last[2]))
    chance = random.Random(8)
    places = [chance.randrange(len(made)) for _ in range(1_000)]
    for at in [*places, *chance.sample(signature, 1_000)]:
        changed = bytearray(made)
        changed[at] ^= chance.randrange(1, 256)
        with pytest.raises(InputRefused, match="signed this file as it stands"):
            check_file(bytes(changed), signers)


def test_small_digits_and_a_longer_file_are_other_bytes(signers: Signers, raw: bytes) -> None:
    made = sign(signers, raw)
    (*_, last) = RANGES.finditer(made)
    start, end = int(last[1]), int(last[2])
    small = made[:start] + made[start:end].lower() + made[end:]
    for each in (small, made + b"\n", made[:-1], raw, b""):
        with pytest.raises(InputRefused):
            check_file(each, signers)


def test_what_somebody_else_signed_is_not_ours(
    signers: Signers, raw: bytes, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    pair("ec", 7).put(other, "a")
    with pytest.raises(InputRefused):
        check_file(sign(read(other), raw), signers)


def test_after_a_new_key_files_of_the_old_one_still_hold(raw: bytes, tmp_path: Path) -> None:
    pair("ec", 1).put(tmp_path, "a")
    before = sign(read(tmp_path), raw)
    pair("rsa", 2).put(tmp_path, "b")
    rotated = ONE.replace("a.key", "b.key") + '[[signer]]\ncertificate = "b.pem"\n'
    after = read(tmp_path, rotated)
    assert check_file(before, after).signer == after.known[0]
    assert check_file(sign(after, raw), after).signer == after.known[1] == after.own


def test_a_key_is_distrusted_from_a_day(raw: bytes, tmp_path: Path) -> None:
    pair("ec", 1).put(tmp_path, "a")
    made = sign(read(tmp_path), raw)
    line = '[[signer]]\ncertificate = "a.pem"\nwhy = "Stolen."\ndistrusted-from = '
    day = NOW.date()
    assert check_file(made, read(tmp_path, f"{line}{day}\n")).distrusted
    assert not check_file(made, read(tmp_path, f"{line}{day + timedelta(1)}\n")).distrusted
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, f'key = "a.key"\n{line}{day}\n')
    assert "not trusted since" in refused.value.problems[0].what


def test_what_is_handed_out_checks_files_and_holds_no_key(raw: bytes, tmp_path: Path) -> None:
    pair("ec", 1).put(tmp_path, "a")
    ours = read(tmp_path)
    out = tmp_path / "handed.toml"
    out.write_text(ours.to_toml())
    theirs = read_signers(out)
    assert theirs.known == ours.known
    assert not theirs.key
    assert "PRIVATE" not in out.read_text()
    assert check_file(sign(ours, raw), theirs).at == NOW
    late = replace(ours, known=(replace(ours.known[0], distrusted_from=date(2027, 1, 1)),))
    out.write_text(late.to_toml())
    assert read_signers(out).known[0].distrusted_from == date(2027, 1, 1)


def test_without_a_key_nothing_is_signed(raw: bytes) -> None:
    assert sign(Signers(), raw) == raw


def test_nothing_is_signed_with_a_certificate_that_has_run_out(
    raw: bytes, signers: Signers
) -> None:
    for at in (STARTS - timedelta(1), STARTS + timedelta(DAYS + 1)):
        with pytest.raises(NotReady, match="TRAINING_SIGN_FILE"):
            signers.sign(raw, name=NAME, at=at)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "names no signer"),
        ("key =", "is not TOML"),
        ("colour = 1\n" + ONE, "is not known here"),
        (ONE + "colour = 1\n", "is not known here"),
        ("[[signer]]\n", "names no certificate"),
        (ONE.replace("a.pem", "c.pem"), "cannot be read"),
        (ONE.replace("a.key", "c.key"), "cannot be read"),
        (ONE.replace("a.pem", "a.key"), "no certificate that can be read"),
        (ONE.replace("a.key", "a.pem"), "cannot be used"),
        (ONE.replace("a.key", "b.key"), "the key of none of the signers"),
        (ONE + "distrusted-from = 1\n", "has to be a day"),
    ],
)
def test_a_fault_in_the_file_is_named(text: str, says: str, tmp_path: Path) -> None:
    pair("ec", 1).put(tmp_path, "a")
    pair("ec", 2).put(tmp_path, "b")
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, text)
    assert says in refused.value.problems[0].what


def test_no_log_shows_the_key(signers: Signers) -> None:
    assert "City training" in repr(signers)
    assert repr(signers.key)[2:20] not in repr(signers)
