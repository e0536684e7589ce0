"""Ways to ask for a driving licence, in our own sentences: text → (demanded, wished)."""

import pytest

from data.ads.licence import mentions
from data.ads.model import Mood
from data.ads.sentences import sentences

TABLE = [
    # demanded
    ("B-körkort är ett krav.", "B", ""),
    ("Körkort krävs.", "B", ""),
    ("För tjänsten krävs B-körkort.", "B", ""),
    ("Tjänsten kräver att du har körkort för personbil.", "B", ""),
    ("Du måste ha manuellt B-körkort.", "B", ""),
    ("Du har B-körkort (manuell växellåda).", "B", ""),
    ("Vi söker dig som är noggrann och har körkort.", "B", ""),
    ("Körkort B är ett skall-krav.", "B", ""),
    ("Du behöver ha körkort då resor förekommer i tjänsten.", "B", ""),
    ("Körkort är en förutsättning eftersom vi besöker kunder.", "B", ""),
    ("Arbetet förutsätter B-körkort och tillgång till bil.", "B", ""),
    ("Innehav av B-körkort är obligatoriskt.", "B", ""),
    ("Krav:\n- Truckkort\n- B-körkort\n- God svenska", "B", ""),
    ("Kvalifikationer\n\nDu är utbildad undersköterska\nKörkort", "B", ""),
    ("Vi vill att du har:\n• erfarenhet av städ\n• B-körkort", "B", ""),
    ("Svenska, truckkort och B-körkort är krav.", "B", ""),
    ("C-körkort krävs.", "C", ""),
    ("Du har CE-körkort och giltigt YKB.", "CE", ""),
    ("CE-behörighet är ett krav för att köra våra lastbilar.", "CE", ""),
    ("Lastbilskörkort krävs.", "C", ""),
    ("Körkort för tung lastbil är ett måste.", "C", ""),
    ("Körkort med behörighet D krävs för bussförare.", "D", ""),
    ("B- och BE-körkort krävs.", "B BE", ""),
    ("Körkort B och C.", "B C", ""),
    ("C- eller CE-körkort krävs.", "C", ""),
    ("C eller D-körkort krävs.", "B", ""),
    ("Utökad B-behörighet krävs.", "B96", ""),
    ("AM-körkort krävs för mopedbudet.", "AM", ""),
    ("A driver's license is required.", "B", ""),
    ("Har du inget körkort kan du tyvärr inte söka, B-körkort är ett krav.", "B", ""),
    ("Inga krav på erfarenhet, men B-körkort krävs.", "B", ""),
    ("Inga krav på erfarenhet, men B-körkort", "B", ""),
    ("Utbildad undersköterska med körkort sökes.", "B", ""),
    ("Gymnasieutbildning inom vård och B-körkort är krav.", "B", ""),
    # wished
    ("Du bör ha körkort.", "", "B"),
    ("B-körkort är meriterande.", "", "B"),
    ("Meriterande är om du har körkort.", "", "B"),
    ("Det är en fördel om du har B-körkort.", "", "B"),
    ("Körkort är ett plus.", "", "B"),
    ("Gärna körkort.", "", "B"),
    ("Vi ser gärna att du har körkort och tillgång till bil.", "", "B"),
    ("B-körkort önskvärt.", "", "B"),
    ("Det är önskvärt att du har B-körkort.", "", "B"),
    ("Har du dessutom körkort är det meriterande.", "", "B"),
    ("Körkort är inget krav men meriterande.", "", "B"),
    ("Körkort är meriterande men inget krav.", "", "B"),
    ("B-körkort (meriterande)", "", "B"),
    ("Meriterande:\n- C-körkort\n- Truckkort", "", "C"),
    ("Meriterande\nKörkort\nErfarenhet från kök", "", "B"),
    ("Det är bra om du har körkort.", "", "B"),
    ("Krav\nGod svenska\n\nÖvrigt meriterande\nB-körkort", "", "B"),
    ("Om dig\n\nB-körkort är ett plus i kanten. Du är lugn.", "", "B"),
    ("Vi ser det som en fördel om du:\n- har körkort", "", "B"),
    ("Har du körkort? Då är det ett plus!", "", "B"),
    ("Det är inte nödvändigt men en fördel om du har B-körkort.", "", "B"),
    # both
    ("B-körkort är ett krav, C-körkort är meriterande.", "B", "C"),
    ("Du ska ha B-körkort och gärna BE.", "B", "BE"),
    ("Du har B-körkort, BE är ett plus.", "B", "BE"),
    ("Krav:\n• B-körkort\nMeriterande:\n• C-körkort och truckkort", "B", "C"),
    ("C-körkort krävs. CE-körkort är en merit.", "C", "CE"),
    ("Körkort: B (krav), C (meriterande)", "B", "C"),
    ("Du har B-körkort, gärna C eller CE.", "B", "C CE"),
    # neither
    ("Inget krav på körkort.", "", ""),
    ("Du behöver inte ha körkort.", "", ""),
    ("Körkort krävs inte.", "", ""),
    ("Körkort är inte nödvändigt.", "", ""),
    ("Inget körkort behövs.", "", ""),
    ("Truckkort är ett krav.", "", ""),
    ("Du har truckkörkort och traktorkörkort.", "", ""),
    ("Körkort för motorsåg krävs.", "", ""),
    ("Vi erbjuder möjlighet att ta körkort.", "", ""),
    ("Vi erbjuder:\n- Hjälp med att ta körkort\n- Fri fika", "", ""),
    ("Som trafiklärare undervisar du elever som vill ta körkort.", "", ""),
    ("Du har B-behörighet som elektriker.", "", ""),
    ("Legitimation och behörighet krävs.", "", ""),
    ("Vi säljer till företag, så kallad B2B.", "", ""),
    ("Du kör bil i tjänsten.", "", ""),
    ("Körkortsteori ingår i utbildningen.", "", ""),
    ("Taxiförarlegitimation krävs.", "", ""),
]


@pytest.mark.parametrize(("text", "demanded", "wished"), TABLE)
def test_licence(text: str, demanded: str, wished: str) -> None:
    read: dict[Mood, set[str]] = {mood: set() for mood in Mood}
    for found in mentions(sentences(text)):
        read[found.mood] |= found.classes
    assert read[Mood.DEMANDED] == set(demanded.split())
    assert read[Mood.WISHED] - read[Mood.DEMANDED] == set(wished.split())


def test_said_not_to_be_needed_is_known() -> None:
    for text in ("Inget krav på körkort.", "Du behöver inte ha körkort.", "Körkort krävs inte."):
        assert [found.mood for found in mentions(sentences(text))] == [Mood.NOT_NEEDED]


def test_a_choice_of_classes_is_told() -> None:
    (found,) = mentions(sentences("C eller D-körkort krävs."))
    assert found.alternatives == {"C", "D"}
