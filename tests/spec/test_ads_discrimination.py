"""Words that may discriminate, and words that look like it and do not, in our own sentences."""

import pytest

from data.ads.discrimination import find

FLAGGED = [
    ("Vi söker bara tjejer till kassan.", "sex"),
    ("Tjej sökes till café.", "sex"),
    ("Helst kvinna.", "sex"),
    ("Vi söker en manlig medarbetare.", "sex"),
    ("Kvinnlig städare sökes.", "sex"),
    ("Du är en glad kille.", "sex"),
    ("Arbetet passar bäst för män.", "sex"),
    ("Max 35 år.", "age"),
    ("Du är högst 40 år gammal.", "age"),
    ("Inte äldre än 30 år.", "age"),
    ("Vi söker dig mellan 25–40 år.", "age"),
    ("Ålder: 25-40 år", "age"),
    ("Du är ung och hungrig.", "age"),
    ("Vi söker unga, drivna säljare.", "age"),
    ("Vi söker en ung person med energi.", "age"),
    ("Sökande ska vara minst 25 år.", "age"),
    ("Svenska som modersmål är ett krav.", "origin"),
    ("Du är infödd svensk.", "origin"),
    ("Du talar svenska utan brytning.", "origin"),
    ("Native Swedish speaker.", "origin"),
    ("Svenskt medborgarskap krävs.", "origin"),
    ("Medlemskap i Svenska kyrkan krävs.", "religion"),
    ("Du är kristen.", "religion"),
    ("Du arbetar utan slöja.", "religion"),
    ("Du ska vara fullt frisk.", "health"),
    ("Du har inga sjukdomar.", "health"),
    ("Vi vill att du inte är sjukskriven.", "health"),
    ("Du är ogift.", "family"),
    ("Du har inga små barn.", "family"),
    ("Gott utseende är ett krav.", "looks"),
    ("Du är snygg och trevlig.", "looks"),
]

LAWFUL = [
    "Du är minst 18 år.",
    "Du måste ha fyllt 18 år.",
    "Du är minst 15 år gammal.",
    "Vi är ett ungt team.",
    "Vi är ett ungt och hungrigt team.",
    "Du stöttar unga på boendet.",
    "Arbetet är vård av äldre män.",
    "Personlig assistent sökes till ung man.",
    "Vi söker personlig assistent till en kvinna i 30-årsåldern.",
    "Vi söker stödassistent till tre unga män.",
    "Du arbetar med barn och unga.",
    "Deltagarna i gruppen är ungdomar, 13–19 år gamla.",
    "Vi söker lärare för elever 16–20 år.",
    "Minst 3 års erfarenhet, gärna 5–10 år inom branschen.",
    "Företaget har funnits i över 50 år.",
    "Kvinnor och män är välkomna att söka.",
    "Vi ser gärna både kvinnliga och manliga sökande.",
    "Vi har ett kvinnligt nätverk.",
    "Vi söker sökande oavsett kön, ålder eller etnisk tillhörighet.",
    "Du har god svenska i tal och skrift.",
    "Vi söker modersmålslärare.",
    "Du tål pälsdjur.",
    "Vi erbjuder friskvård och frisk luft.",
    "Damfrisör sökes.",
    "Snygga lokaler väntar dig.",
]


@pytest.mark.parametrize(("text", "ground"), FLAGGED)
def test_flagged(text: str, ground: str) -> None:
    (finding,) = find(text)
    assert finding.ground == ground
    assert finding.quote in text
    assert text[finding.start : finding.end] == finding.quote
    assert finding.advice.endswith(".")


@pytest.mark.parametrize("text", LAWFUL)
def test_lawful(text: str) -> None:
    assert [finding.quote for finding in find(text)] == []


def test_several_grounds_in_one_text() -> None:
    assert [f.ground for f in find("Vi söker bara tjejer, max 35 år, med svenska som modersmål.")] == [
        "sex",
        "age",
        "origin",
    ]
