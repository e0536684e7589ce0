"""Ways to ask for Swedish and other languages, in our own sentences."""

import pytest

from data.ads.language import mentions, support, unnamed
from data.ads.model import Mood
from data.ads.sentences import sentences

SWEDISH = [
    # text, mood, spoken, written
    ("Du har goda kunskaper i svenska i tal och skrift.", "DEMANDED", "B2", "B2"),
    ("Goda kunskaper i svenska språket är ett krav.", "DEMANDED", "B2", None),
    ("Mycket goda kunskaper i svenska, i tal och skrift, krävs.", "DEMANDED", "C1", "C1"),
    ("Du talar och skriver svenska flytande.", "DEMANDED", "C1", "C1"),
    ("Flytande svenska.", "DEMANDED", "C1", None),
    ("Du behärskar svenska obehindrat i såväl tal som skrift.", "DEMANDED", "C1", "C1"),
    ("Du behärskar svenska i tal och skrift.", "DEMANDED", "B2", "B2"),
    ("Du kan uttrycka dig väl på svenska, muntligt och skriftligt.", "DEMANDED", "B2", "B2"),
    ("Du kan tala och förstå svenska.", "DEMANDED", "B1", None),
    ("Du förstår svenska och kan göra dig förstådd.", "DEMANDED", "B1", None),
    ("Vi vill att du kan prata svenska.", "DEMANDED", "B1", None),
    ("Grundläggande kunskaper i svenska krävs.", "DEMANDED", "A2", None),
    ("Du kan läsa och skriva enkel svenska.", "DEMANDED", None, "A2"),
    ("Du behöver kunna lite svenska.", "DEMANDED", "A2", None),
    ("Svenska på nivå B1 krävs.", "DEMANDED", "B1", "B1"),
    ("Du har svenska motsvarande SFI nivå C.", "DEMANDED", "A2+", None),
    ("Godkänd SFI D är ett krav.", "DEMANDED", "B1+", None),
    ("Godkänt betyg i svenska 2 eller svenska som andraspråk 2 krävs.", "DEMANDED", "C1", None),
    ("Svensktalande medarbetare sökes, svensktalande är ett krav.", "DEMANDED", "B1", None),
    ("Krav:\n- Svenska i tal och skrift", "DEMANDED", "B1", "B1"),
    ("Krav:\n- Svenska", "DEMANDED", None, None),
    ("Meriterande:\n- Goda kunskaper i svenska", "WISHED", "B2", None),
    ("Det är meriterande om du kan svenska.", "WISHED", None, None),
    ("Vi ser gärna att du talar svenska.", "WISHED", "B1", None),
    ("Du behöver inte kunna svenska.", "NOT_NEEDED", None, None),
    ("Inga krav på svenska.", "NOT_NEEDED", None, None),
    ("Svenska är inget krav.", "NOT_NEEDED", None, None),
    ("Kan svenska bra, gärna lite engelska också.", "DEMANDED", "B2", None),
]

SILENT = [
    "Vi levererar till svenska kunder i hela landet.",
    "Medlemskap i Svenska kyrkan krävs.",
    "Du är lärare i svenska och engelska med goda kunskaper i ämnet.",
    "Vi är marknadsledande på den svenska marknaden och söker dig som kan sälja.",
    "Du har svensk legitimation.",
    "Vi erbjuder:\n- Kurser i svenska",
    "Du undervisar nyanlända i svenska.",
    "Du har svensk juristexamen och god förmåga att uttrycka dig.",
]

OTHERS = [
    ("Du talar engelska.", {"en": "DEMANDED"}),
    ("Engelska är meriterande.", {"en": "WISHED"}),
    (
        "Det är ett plus om du kan arabiska, somaliska eller tigrinja.",
        {"ar": "WISHED", "so": "WISHED", "ti": "WISHED"},
    ),
    ("Goda kunskaper i svenska och engelska krävs.", {"sv": "DEMANDED", "en": "DEMANDED"}),
    ("Svenska är ett krav, finska är en merit.", {"sv": "DEMANDED", "fi": "WISHED"}),
    ("Finsktalande undersköterska sökes, det är ett krav.", {"fi": "DEMANDED"}),
    ("Arbetsspråket är engelska.", {"en": "DEMANDED"}),
    ("Vi har tyska kunder.", {}),
    ("Inget krav på engelska.", {"en": "NOT_NEEDED"}),
    ("Fluent English is required.", {"en": "DEMANDED"}),
    ("You speak Swedish; English is a plus.", {"sv": "DEMANDED", "en": "WISHED"}),
]


@pytest.mark.parametrize(("text", "mood", "spoken", "written"), SWEDISH)
def test_swedish(text: str, mood: str, spoken: str | None, written: str | None) -> None:
    found = [each for each in mentions(sentences(text)) if each.code == "sv"]
    assert found, "not read"
    best = max(found, key=lambda each: (each.mood, each.level.spoken or 0))
    assert best.mood is Mood[mood]
    if best.mood is not Mood.NOT_NEEDED:
        assert (best.level.spoken and str(best.level.spoken)) == spoken
        assert (best.level.written and str(best.level.written)) == written


@pytest.mark.parametrize("text", SILENT)
def test_silent(text: str) -> None:
    assert [found.code for found in mentions(sentences(text))] == []


@pytest.mark.parametrize(("text", "moods"), OTHERS)
def test_others(text: str, moods: dict[str, str]) -> None:
    assert {found.code: found.mood.name for found in mentions(sentences(text))} == moods


def test_only_a_level_that_is_written_counts_as_stated() -> None:
    stated = {text: mentions(sentences(text))[0].level.stated for text, *_ in SWEDISH[:18]}
    assert [text for text, is_stated in stated.items() if is_stated] == ["Svenska på nivå B1 krävs."]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Vi erbjuder språkstöd på arbetsplatsen.", True),
        ("Vi har språkombud som stöttar dig.", True),
        ("Hos oss får du utveckla din svenska.", True),
        ("Inget språkstöd finns.", False),
        ("Du har goda kunskaper i svenska.", False),
    ],
)
def test_help_with_swedish(text: str, offered: bool) -> None:
    assert (support(sentences(text)) is not None) is offered


def test_a_language_that_is_not_named() -> None:
    assert unnamed(sentences("Krav:\n- Goda kunskaper i tal och skrift")) is not None
    assert unnamed(sentences("Krav:\n- Goda kunskaper i svenska i tal och skrift")) is None
