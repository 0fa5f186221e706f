"""Reading, comparing, remarking on, downloading and bringing back what was published."""

import io
import zipfile
from pathlib import Path

from tests.cast import Cast, grant
from tests.small_content import MODULE
from tests.web.conftest import SignIn, post
from tests.web.publishing import (
    CHANGED,
    MODULE_FILE,
    acts,
    drafted,
    labels_on,
    published,
    set_up,
    zipped,
)
from training.content.queries import in_force, source_files
from training.db import Database

HISTORY = "/content/module/basics"


def test_the_history_leads_to_every_revision_and_what_it_changed(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada = sign_in("1001")
    published(ada, sign_in("1005"))
    page = ada.get(HISTORY).text
    for words in ("Revision 2", "Revision 1", "Kinder words.", "Ada Author, with Olga Organizer"):
        assert words in page
    assert page.index("Revision 2") < page.index("Revision 1")
    compared = ada.get(f"{HISTORY}/compare?was=1&now=2").text
    assert "<del>people</del>" in compared
    assert "<ins>everybody who comes in</ins>" in compared
    assert ada.get(f"{HISTORY}/compare").status_code == 200
    assert ada.get(f"{HISTORY}/compare?was=7").status_code == 404
    for address in ("/content/module/nothing", "/content/recipe/basics", f"{HISTORY}/9"):
        assert ada.get(address).status_code == 404
    for kind, slug in (("certificate", "core"), ("city", "city")):
        assert ada.get(f"/content/{kind}/{slug}").status_code == 200
        assert ada.get(f"/content/{kind}/{slug}/1").status_code == 200
        assert ada.get(f"/content/{kind}/{slug}/compare").status_code == 200


def test_any_revision_is_read_as_any_department_with_its_answers(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    max_ = sign_in("1004")
    published(sign_in("1001"), sign_in("1005"))
    plain = max_.get(f"{HISTORY}/1").text
    assert "Greet people." in plain
    assert "Library cards are private" not in plain
    assert "What comes first?" in plain
    assert "That comes last." in plain
    assert "Not in force" in plain
    library = max_.get(f"{HISTORY}/1?department=public-library&language=es").text
    assert "Library cards are private" in library
    assert '<option value="public-library" selected>' in library
    assert "Greet everybody who comes in." in max_.get(f"{HISTORY}/2").text
    assert sign_in("1002").get(f"{HISTORY}/1").status_code == 403


def test_an_older_text_is_in_force_again_after_two_people_and_four_clicks(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada, olga = sign_in("1001"), sign_in("1005")
    published(ada, olga)
    page = f"{HISTORY}/1/roll-back"
    assert "<del>everybody who comes in</del>" in olga.get(page).text
    assert post(olga, page, page, reason="").status_code == 422
    answer = post(olga, page, page, reason="They were right.", **labels_on(olga, page))
    assert answer.status_code == 303
    proposal = str(answer.location)
    assert "wants an older text in force again" in ada.get(proposal).text
    assert post(olga, proposal, f"{proposal}/publish").status_code == 403
    assert post(ada, f"{proposal}/publish", f"{proposal}/publish").status_code == 303
    with database.reading() as db:
        found = in_force(db, "module", "basics")
        assert found is not None
        assert found.number == 3
        assert MODULE.encode() in source_files(db, found).values()
    assert "the text of revision 1 again" in ada.get(HISTORY).text
    again = post(ada, page, page, reason="Once more")
    assert again.status_code == 422
    assert "That text is in force already." in again.text
    assert "Once more</textarea>" in again.text


def test_a_revision_is_downloaded_as_its_authors_wrote_it_without_remarks(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada = sign_in("1001")
    answer = ada.get(f"{HISTORY}/1/download")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.read(MODULE_FILE) == MODULE.encode()
        assert "modules/basics/departments/public-library.md" in archive.namelist()
    assert ada.get(f"{HISTORY}/1/download").data == answer.data


def test_remarks_stand_beside_their_line_and_privileged_ones_only_for_some(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    with database.writing() as db:
        grant(db, cast.lee, "translator")
        found = in_force(db, "module", "basics")
        assert found is not None
        db.commit()
    max_, lee, ada = sign_in("1004"), sign_in("1002"), sign_in("1001")
    source = f"{HISTORY}/source/{found.sha256}?path={MODULE_FILE}"
    page = max_.get(f"{source}&line=11").text
    assert "Greet people. Your liaison is {contact: liaison}.[^S1]" in page
    at = f"{source}&line=11"
    secret = post(max_, at, source, line="11", text="Ask <counsel>.", privileged="y")
    assert (secret.status_code, str(secret.location).endswith("#L11")) == (303, True)
    assert post(lee, at, source, line="11", text="Plain words?").status_code == 303
    assert "Ask &lt;counsel&gt;." in ada.get(source).text
    theirs = lee.get(source).text
    assert "Plain words?" in theirs
    assert "counsel" not in theirs
    assert "Privileged" not in lee.get(at).text
    assert "counsel" not in lee.get(f"{HISTORY}/1").text
    empty = post(ada, at, source, line="11", text="")
    assert empty.status_code == 422
    assert "Write your remark." in empty.text
    forged = post(lee, at, source, line="11", text="x", privileged="y")
    assert forged.status_code == 303
    assert post(ada, at, source, line="9999", text="x").status_code == 404
    assert ada.get(f"{HISTORY}/source/{found.sha256}?path=../etc").status_code == 404
    assert ada.get(f"{HISTORY}/source/{'0' * 64}").status_code == 404


def test_a_section_is_withdrawn_by_two_people_and_given_back(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    olga, max_, lee = sign_in("1005"), sign_in("1004"), sign_in("1002")
    post(lee, "/modules/basics", "/modules/basics/start")
    page = f"{HISTORY}/hold/before"
    assert page in olga.get(f"{HISTORY}/1").text
    assert page not in sign_in("1001").get(f"{HISTORY}/1").text
    assert post(olga, page, page, what="set", reason=" ").status_code == 422
    assert post(olga, page, page, what="set", reason="The rule changed.").status_code == 303
    (act,) = acts(database, "hold-section")
    decide = f"/content/holds/{act.id}"
    assert "Withdraw it now" not in olga.get("/content").text
    assert post(olga, "/content", decide, answer="agree").status_code == 403
    assert "A section waits for a second person" in max_.get("/").text
    assert "Withdraw it now" in max_.get("/content").text
    assert post(max_, "/content", decide, answer="agree").status_code == 303
    assert "Do not follow this page" in lee.get("/modules/basics/read/before").text
    assert "1 section on hold" in olga.get("/content").text
    twice = post(olga, page, page, what="set", reason="Again")
    assert twice.status_code == 409
    assert "Again</textarea>" in twice.text
    assert "The rule changed." in olga.get(page).text
    assert post(max_, page, page, what="lift", reason="It is right.").status_code == 303
    (act,) = acts(database, "lift-hold")
    decide = f"/content/holds/{act.id}"
    assert post(olga, "/content", decide, answer="refuse").status_code == 303
    assert post(max_, page, page, what="lift", reason="It is right.").status_code == 303
    decide = f"/content/holds/{acts(database, 'lift-hold')[-1].id}"
    assert post(olga, "/content", decide, answer="agree").status_code == 303
    assert "Greet people." in lee.get("/modules/basics/read/before").text
    assert olga.get(f"{HISTORY}/hold/nothing").status_code == 404


def test_pictures_of_unpublished_texts_are_for_those_who_may_read_them(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    set_up(database, tmp_path, cast)
    ada = sign_in("1001")
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40">'
        '<title>A door</title><rect width="40" height="40"/></svg>'
    )
    text = CHANGED.replace("## After", "![A door](images/door.svg)\n\n## After")
    files = {"basics/module.md": text, "basics/images/door.svg": drawing}
    page = drafted(ada, {"basics.zip": zipped(files)})
    read = ada.get(f"{page}/read/basics").text
    address = read.split(f'src="{page}/images/')[1].split('"')[0]
    answer = ada.get(f"{page}/images/{address}")
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert sign_in("1005").get(f"{page}/images/{address}").status_code == 404
    assert ada.get(f"{page}/images/{'0' * 64}").status_code == 404
