"""Every page for publishing in the language of brackets: no sentence that cannot be translated."""

import re
from pathlib import Path

from tests.cast import Cast
from tests.small_content import MODULE, QUIZ, SUPPLEMENT
from tests.web.conftest import SignIn, post
from tests.web.publishing import CHANGED, MODULE_FILE, drafted, proposed, published, set_up
from tests.web.test_pseudo import check, content, crawl, squeeze, untranslated
from training.content.queries import in_force
from training.db import Database

__all__ = ["content"]
OTHER = MODULE.replace("Greet people.", "Say hello to people.").replace("needs: legal, oei\n", "")
HISTORY = "/content/module/basics"


def test_publishing_meets_no_untranslated_word(
    sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast, content: str
) -> None:
    set_up(database, tmp_path, cast)
    ada, olga, max_ = sign_in("1001"), sign_in("1005"), sign_in("1004")
    published(ada, olga)
    broken = MODULE.replace("[^S1]", "[^S9]").replace("needs:", "neds:")
    supplement = SUPPLEMENT.replace("private", "personal")
    drafted(ada, {"module.md": broken, "notes.md": "Words.", "public-library.md": supplement})
    drafted(ada, {"module.md": OTHER, "basics.md": QUIZ.replace("A farewell", "A goodbye")})
    waiting = proposed(ada, OTHER, reason="Kinder words.")
    refused = proposed(ada, reason="Words.", text=OTHER.replace("hello", "good day"))
    post(olga, refused, f"{refused}/refuse")
    hold = f"{HISTORY}/hold/before"
    post(olga, hold, hold, what="set", reason="Words.")
    with database.reading() as db:
        found = in_force(db, "module", "basics")
    assert found is not None
    source = f"{HISTORY}/source/{found.sha256}?path={MODULE_FILE}&line=3"
    post(max_, source, source, line="3", text="Words.", privileged="y")
    notes = "module.md and more file, module.md and more files, notes.md, Words., a goodbye"
    said = [
        MODULE_FILE,
        CHANGED,
        OTHER,
        OTHER.replace("hello", "good day"),
        broken,
        supplement,
        notes,
    ]
    known = squeeze(" ".join([content, *said, "Kinder words."]))
    pages: set[str] = set()
    for browser in (ada, olga, max_):
        browser.get("/content")  # what was said in English is read
        pages |= check(crawl(browser, "/", "/content", refused, source), known)
    assert {"/content/upload", waiting, f"{waiting}/publish", hold, f"{HISTORY}/1/roll-back"} <= (
        pages
    )
    assert [each for each in pages if re.fullmatch(r"/content/drafts/\d+/discard", each)]
    assert [each for each in pages if "/compare?" in each]
    for sent in (
        post(ada, "/content/upload", "/content/upload"),
        post(olga, hold, hold, what="set", reason=""),
        post(max_, source, source, line="3", text=""),
    ):
        assert sent.status_code == 422
        assert untranslated(sent.text, known) == []
