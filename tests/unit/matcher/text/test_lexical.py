"""Words, mentions, near-identical texts and compounds, as tables of Swedish pairs."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.lexical import TOKEN, compound, mentions, near_identical, normalise, words

ANY_TEXT = st.text(st.characters(codec=None), max_size=80)
WORDS = (
    "Lager lagerarbetare truck truckförarbevis kock kökschef Go go R C++ i på medarbetare städare "
    "lokalvårdare B C körkort vård omvårdnad 2 A1 arbetsledare restaurang"
)
SWEDISH = st.lists(st.sampled_from(WORDS.split()), max_size=5).map(" ".join)

FOUND = [
    # text, term, the words that show it
    ("Vi programmerar i Go.", "Go", "Go"),
    ("Statistik med R", "R", "R"),
    ("C++ och C#", "C#", "C#"),
    ("C++, Java", "c++", None),
    ("Kurs: Notepad++", "notepad++", "Notepad++"),
    ("gokart", "Go", None),
    ("Let's go", "Go", None),
    ("restaurang", "R", None),
    ("Kundtjänst och C", "C++", None),
    ("Du har truckförarbevis", "truck", "truckförarbevis"),
    ("Vi söker lagerarbetare", "lager", "lagerarbetare"),
    ("Vi söker LAGERARBETARE!", "lager", "LAGERARBETARE"),
    ("arbetsledare", "arbets", "arbetsledare"),
    ("arbetsledare", "arbete", "arbetsledare"),
    ("köksmästare", "kök", None),  # three letters are too few: "bar" is in "barnskötare"
    ("barnskötare", "bar", None),
    ("Du kör en motviktstruck", "truck", "motviktstruck"),
    ("Du kör motviktstruckar", "truck", "motviktstruckar"),
    ("lärarassistent", "lärare", "lärarassistent"),
    ("varuplock", "vara", "varuplock"),
    ("sjuksköterskeexamen", "sjuksköterska", "sjuksköterskeexamen"),
    ("lagerarbetare", "arbetare", None),  # too general alone
    ("butikschefer", "chef", None),
    ("chef", "chef", "chef"),
    ("erfaren arbetare", "arbetare", "arbetare"),
    ("personalansvar", "personal", "personalansvar"),
    ("trucken", "truck", "trucken"),
    ("truckarna", "truck", "truckarna"),
    ("kassor", "kassa", "kassor"),
    ("lärarna", "lärare", "lärarna"),
    ("studier", "studie", "studier"),
    ("svenska", "svensk", "svenska"),
    ("lagen", "lager", None),
    ("stad", "städare", None),
    ("städare", "stad", None),
    ("en stor bankett", "bank", None),
    ("kassett", "kassa", None),
    ("transport", "port", None),
    ("tidsstämplar", "stämpel", None),
    ("tvåtestestare", "testare", "tvåtestestare"),
    ("Heta arbeten krävs", "heta arbeten", "Heta arbeten"),
    ("Kurs i social dokumentation", "sociala dokumentationen", "social dokumentation"),
    ("Heta", "heta arbeten", None),
    ("arbeten heta", "heta arbeten", None),
    ("", "truck", None),
    ("truck", "", None),
    ("truck", "!", None),
    (" ".join("ab" * 21), " ".join("ab" * 21), None),  # a sentence is no term
]


@pytest.mark.parametrize(("text", "term", "expected"), FOUND)
def test_mentions(text, term, expected):
    span = mentions(text, term)
    assert (None if span is None else text[slice(*span)]) == expected


def test_mentions_gives_the_place_in_the_text_as_written():
    decomposed = unicodedata.normalize("NFD", "På Ölands LAGERHUS")
    start, end = mentions(decomposed, "lager")
    assert decomposed[start:end] == "LAGERHUS"


def test_words_know_composed_and_decomposed_letters_as_the_same():
    assert words(unicodedata.normalize("NFD", "Åkeri, kök")) == ("åkeri", "kök")
    assert mentions(unicodedata.normalize("NFD", "Å"), "Å") == (0, 2)
    assert words("Straße Ø") == ("strasse", "ø")
    assert words("سَائق") == words("سائق")  # vowel signs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("B-körkort/C++ och C#, F#m", "b körkort c++ och c# f m"),
        ("under_score 3,5 h", "under score 3 5 h"),
        ("\x00lager\x00 \ud800 🚚", "lager"),
        ("lager+truck", "lager truck"),
        ("  ", ""),
    ],
)
def test_normalise(text, expected):
    assert normalise(text) == expected


def test_long_runs_are_cut():
    assert [len(word) for word in words("a" * 130)] == [64, 64, 2]
    assert sum(map(len, TOKEN.findall("a" + "\u0301\u0316" * 500))) == 64


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Lagerarbetare", "lagerarbetare", 1),
        ("Lagerarbtare", "Lagerarbetare", 1 - 1 / 25),
        ("lager arbetare", "lagerarbetare", 1 - 1 / 27),
        ("städare", "stad", 0),
        ("bagare", "lagare", 0),
        ("körkort klass B", "körkort klass C", 0),
        ("svenska nivå B1", "svenska nivå B2", 0),
        ("arbete i köket", "arbete på köket", 1),
        ("oorganisk kemist", "organisk kemist", 1 - 1 / 31),
        ("elingenjörer", "telingenjörer", 0),
        ("Forskare, etnologi", "Forskare, teologi", 0),
        ("Områdeschef, barnomsorg", "Områdeschef, omsorg", 0),
        ("undersköterska natt", "undersköterskan", 0),
        ("a b", "ab", 0),
        ("", "", 0),
        ("!", "?", 0),
    ],
)
def test_near_identical(a, b, expected):
    assert near_identical(a, b) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Städare", "Van städare", 0.9),
        ("städare", "Städaren på skolan", 0.9),
        ("Go", "Programmering i Go", 0.9),
        ("I lager", "lagerarbetare", 0.8),
        ("truck", "truckförarbevis", 0.8),
        ("lager", "lagerarbetare", 0.8),
        ("kallt lager", "lager med kallförråd", 0),
        ("arbete på lager", "Lagerarbetare", 0),
        ("lager och truck", "Lagerarbetare med truckkort", 0.8),
        ("lager och kök", "Lagerarbetare med truckkort", 0),
        ("trädgård", "Trädgårdsarbetare", 0.8),
        ("förare", "truckförare", 0.8),
        ("lagerarbetare", "lagermedarbetare", 0),
        ("städare", "stad", 0),
        ("kock", "kökschef", 0),
        ("kock", "kockelev", 0.8),
        ("Go", "gokart", 0),
        ("Go", "go", 0),
        ("R", "restaurang", 0),
        ("arbetare", "lagerarbetare", 0),
        ("medarbetare", "medarbetare i butik", 0),
        ("chef", "chef för lager", 0),
        ("restaurangbiträde", "vårdbiträde", 0),
        ("", "lager", 0),
        ("i", "lager i butik", 0),
    ],
)
def test_compound(a, b, expected):
    assert compound(a, b) == expected
    assert compound(b, a) == expected


@given(SWEDISH, SWEDISH)
def test_measures_are_symmetric_and_in_range(a, b):
    for measure in (near_identical, compound):
        assert measure(a, b) == measure(b, a)
        assert measure(a, b) == 0 or 0.8 <= measure(a, b) <= 1


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_has_a_defined_answer(a, b):
    assert normalise(a) == " ".join(words(a))
    assert near_identical(a, b) == near_identical(b, a)
    assert compound(a, b) == compound(b, a)
    span = mentions(a, b)
    assert span is None or 0 <= span[0] < span[1] <= len(a)


@given(SWEDISH)
def test_a_text_mentions_each_of_its_words(text):
    assert all(mentions(text, word) for word in text.split())


@given(SWEDISH)
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
