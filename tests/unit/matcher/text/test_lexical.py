"""Words, mentions, near-identical texts and compounds, as tables of Swedish pairs."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.lexical import TOKEN, mentions, normalise, spelling, words

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
        ("lager arbetare", "lagerarbetare", 1),
        ("lager-arbetare", "Lagerarbetare", 1),
        ("arbete i köket", "arbete på köket", 1),
        ("jag vill vara kock", "Kock", 1),
        ("inte kock", "kock", 0),
        ("Lagerarbtare", "Lagerarbetare", (2 * 12 / 25 - 0.75) / 0.25),
        ("stdäare", "städare", (2 * 6 / 14 - 0.75) / 0.25),
        ("agerarbetare", "lagerarbetare", (2 * 12 / 25 - 0.75) / 0.25),
        ("biträde vård", "Vårdbiträde", 0.9),
        ("vård biträde kök", "kök vård biträde", 0.9),
        ("malare", "målare", 0.95),
        ("Forradsansvarig", "förrådsansvarig", 0.95),
        ("målare", "mälare", (2 * 5 / 12 - 0.75) / 0.25),  # both have marks, and others
        ("städare", "stad", 0),
        ("kock", "kork", 0),
        ("körkort klass B", "körkort klass C", 0),
        ("svenska nivå B1", "svenska nivå B2", 0),
        ("C", "C++", 0),
        ("a b", "ab", 0),
        ("", "", 0),
        ("på", "på", 0),
        ("!", "?", 0),
    ],
)
def test_spelling(a, b, expected):
    assert spelling(a, b) == pytest.approx(expected, abs=1e-12)
    assert spelling(b, a) == spelling(a, b)


@given(SWEDISH, SWEDISH)
def test_spelling_is_in_range(a, b):
    assert 0 <= spelling(a, b) <= 1


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_has_a_defined_answer(a, b):
    assert normalise(a) == " ".join(words(a))
    assert spelling(a, b) == spelling(b, a)
    span = mentions(a, b)
    assert span is None or 0 <= span[0] < span[1] <= len(a)


@given(SWEDISH)
def test_a_text_mentions_each_of_its_words(text):
    assert all(mentions(text, word) for word in text.split())


@given(SWEDISH)
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
