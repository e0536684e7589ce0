"""What people at a page are told when something is wrong: plain words, in the language of the page."""

import re

import pytest
from starlette.testclient import TestClient

from service.pages import language
from service.pages.troubles import PROGRAMS_ONLY, SENTENCES
from service.problems import CATALOGUE
from tests.support.outline import check
from tests.web.test_administration import ada

__all__ = ["ada"]

WORDS_OF_PROGRAMS = re.compile(
    r"JSON|UTF|id:t|\bpost(?:en)?\b|PUT|Allow|ETag|If-Match|Bearer|begäran", re.IGNORECASE
)


def test_every_problem_has_a_sentence_for_people_without_the_words_of_programs() -> None:
    known = {problem.slug for problem in CATALOGUE}
    assert set(SENTENCES) | PROGRAMS_ONLY == known
    assert not set(SENTENCES) & PROGRAMS_ONLY
    assert [text for text in SENTENCES.values() if WORDS_OF_PROGRAMS.search(text)] == []


@pytest.mark.parametrize(
    ("address", "status", "slug"),
    [
        ("/finns-inte", 404, "not-found"),
        ("/granskning?sida=0", 422, "invalid"),
        ("/sprak", 405, "method-not-allowed"),
    ],
)
def test_a_page_tells_it_in_both_languages(ada: TestClient, address: str, status: int, slug: str) -> None:
    for tongue in ("sv", "en"):
        ada.cookies.set(language.COOKIE, tongue)
        answer = ada.get(address)
        assert answer.status_code == status
        check(answer.text, tongue)
        assert language.translated(SENTENCES[slug], tongue) in answer.text
        left = set(re.findall(r"\w*[åäöÅÄÖ]\w*", re.sub(r"<[^>]+>", " ", answer.text))) - {"Rätt"}
        assert tongue == "sv" or left == set()
