"""Every sentence of the pages is in both languages, and none waits unused."""

import re
from collections import Counter

from starlette.testclient import TestClient

from service.coach.desk import at
from service.pages import language, render
from tests.support.outline import check
from tests.support.sentences import used
from tests.support.town import EMPTY

SENTENCES = [sentence for sentences in used().values() for sentence in sentences]
ENGLISH = {
    message.id if isinstance(message.id, str) else tuple(message.id): message.string
    for path in language.parts("en")
    for message in language.read(path)
    if message.id
}
UPDATE = "run: python -m tests.support.sentences, and translate what is empty"


def test_every_sentence_is_translated() -> None:
    assert [sentence for sentence in SENTENCES if not ENGLISH.get(sentence)] == [], UPDATE
    assert [sentence for sentence, string in ENGLISH.items() if not all(string)] == [], UPDATE


def test_no_translation_is_unused() -> None:
    assert set(ENGLISH) <= set(SENTENCES), UPDATE


def test_a_translation_has_the_same_arguments_and_end() -> None:
    named = re.compile(r"%\(\w+\)s|\{\w+\}")
    for sentence in SENTENCES:
        swedish, english = sentence, ENGLISH[sentence]
        if isinstance(swedish, tuple):
            swedish, english = swedish[1], english[1]
        assert sorted(named.findall(swedish)) == sorted(named.findall(english)), swedish
        assert (swedish[-1] in ".:?") == (english[-1] in ".:?"), english
        assert (swedish[-1] == " ") == (english[-1] == " "), english


def test_templates_have_names_of_their_own() -> None:
    names = Counter(path.name for folder in render.folders() for path in folder.iterdir())
    assert [name for name, number in names.items() if number > 1] == []


def words(*, without: str = "") -> str:
    parts = (sentences for part, sentences in used().items() if part != without)
    flat = (
        part for sentences in parts for one in sentences for part in ([one] if isinstance(one, str) else one)
    )
    return re.sub(r"%\(\w+\)s|\{\w+\}", "", " ".join(flat)).casefold()


def test_swedish_words_follow_the_rules_of_the_house() -> None:
    text = words()
    for word in ("match", "score", "kandidat", "rekommend", "klicka", "user", "login"):
        assert word not in text, word


def test_only_an_analyst_reads_shares_in_per_cent() -> None:
    text = words(without="analyst")
    for word in ("procent", "%"):
        assert word not in text, word


def test_an_english_page_has_no_swedish_left(coach: TestClient) -> None:
    coach.cookies.set(language.COOKIE, "en")
    for address in ("/sa-raknar-systemet", "/ny-deltagare", at(EMPTY), at(EMPTY, "redigera")):
        page = coach.get(address)
        check(page.text, "en")
        text = re.sub(r"<option value=\"\d{4}\".*?</option>|<[^>]+>", " ", page.text)
        left = set(re.findall(r"\w*[åäöÅÄÖ]\w*", text)) - {"Rätt", "Sök"}
        assert left == set(), address
