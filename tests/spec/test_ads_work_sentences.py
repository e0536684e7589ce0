"""What the text says of certificates, the work, the place and its times, in our own sentences."""

import datetime as dt

import pytest

from data.ads import terms
from data.ads.model import Mood
from data.ads.sentences import sentences
from data.ads.vocabulary import certificate_mentions, condition_mentions, support_mentions

CERTIFICATES = [
    ("Truckkort krävs.", {"truckkort": "DEMANDED"}),
    ("Truckkort A+B", {"truckkort": "DEMANDED"}),
    ("Meriterande: truckförarbevis", {"truckkort": "WISHED"}),
    ("Du har hygienbevis.", {"hygienutbildning": "DEMANDED"}),
    ("HLR-utbildning är meriterande.", {"HLR": "WISHED"}),
    ("Vi erbjuder HLR-utbildning.", {}),
    ("Inget krav på truckkort.", {}),
    ("Heta arbeten är ett krav, truckkort är ett plus.", {"heta arbeten": "DEMANDED", "truckkort": "WISHED"}),
    ("Krav:\n- YKB\nMeriterande:\n- ADR", {"YKB": "DEMANDED", "ADR": "WISHED"}),
    ("Vi kör truck hela dagarna.", {}),
]

CONDITIONS = [
    ("Tunga lyft förekommer.", {"heavy_lifting"}),
    ("Inga tunga lyft.", set()),
    ("Tunga lyft förekommer inte.", set()),
    ("Arbetet är fysiskt krävande med mycket stående.", {"heavy_lifting", "standing_long"}),
    ("Nattarbete förekommer.", {"night_work"}),
    ("Inget nattarbete.", set()),
    ("Vi arbetar i treskift.", {"shift_work"}),
    ("Du arbetar utomhus i alla väder.", {"outdoor_cold"}),
    ("Miljön är dammig och det är hög ljudnivå.", {"dust", "noise"}),
    ("Du tål pälsdjur.", {"animals"}),
    ("Du möter kunder och tempot är högt.", {"customer_contact", "fast_pace"}),
    ("Vi arbetar på hög höjd utan buller.", {"heights"}),
    ("Ett lugnt arbete med smidiga kollegor.", set()),
]

SUPPORTS = [
    ("Du får en egen handledare.", {"close_supervision"}),
    ("Du får skriftliga instruktioner och pauser vid behov.", {"written_instructions", "flexible_breaks"}),
    ("Vi har ingen tolk.", set()),
]

ADULTS = [
    ("Du måste vara minst 18 år.", True),
    ("Du ska ha fyllt 18 år.", True),
    ("18 års ålder krävs.", True),
    ("Stöd till brukare över 18 år.", False),
    ("Du behöver inte ha fyllt 18 år.", False),
    ("Du är minst 15 år gammal.", False),
]

TIMES = [
    ("Arbetstid: mån-fre kl. 07-16", 5, dt.time(7), dt.time(16)),
    ("Måndag till fredag 8.00–17.00", 5, dt.time(8), dt.time(17)),
    ("07.30-16.00 måndag till torsdag", 4, dt.time(7, 30), dt.time(16)),
    ("Vardagar 08.30 - 17.30", 5, dt.time(8, 30), dt.time(17, 30)),
    ("Tisdag-lördag kl 10 till 18", 5, dt.time(10), dt.time(18)),
]

HOURS = [
    ("Tjänsten är på 75 %.", (30.0, 30.0)),
    ("Omfattning: 50-75%", (20.0, 30.0)),
    ("Vikariat på deltid, 50 procent.", (20.0, 20.0)),
    ("Vi har ökat omsättningen med 75 %.", None),
    ("Tjänsten kan ge undervisning (max 20 %).", None),
]


@pytest.mark.parametrize(("text", "moods"), CERTIFICATES)
def test_certificates(text: str, moods: dict[str, str]) -> None:
    assert {found.code: found.mood.name for found in certificate_mentions(sentences(text))} == moods


@pytest.mark.parametrize(("text", "codes"), CONDITIONS)
def test_conditions(text: str, codes: set[str]) -> None:
    assert {found.code for found in condition_mentions(sentences(text))} == codes


@pytest.mark.parametrize(("text", "codes"), SUPPORTS)
def test_supports(text: str, codes: set[str]) -> None:
    assert {found.code for found in support_mentions(sentences(text))} == codes


@pytest.mark.parametrize(("text", "only"), ADULTS)
def test_adults_only(text: str, only: bool) -> None:
    assert (terms.adults_only(sentences(text)) is not None) is only


@pytest.mark.parametrize(("text", "count", "start", "end"), TIMES)
def test_days_and_times(text: str, count: int, start: dt.time, end: dt.time) -> None:
    found = terms.week(text)
    assert found is not None
    days, times = found
    assert len(days.value) == count
    assert times is not None
    assert times.value == (start, end)


@pytest.mark.parametrize(("text", "hours"), HOURS)
def test_hours(text: str, hours: tuple[float, float] | None) -> None:
    found = terms.hours(text)
    assert (found and found.value) == hours


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Tillträde 2026-10-01.", dt.date(2026, 10, 1), None),
        ("Start den 1 november 2026.", dt.date(2026, 11, 1), None),
        ("Pågår från 1 oktober 2026 till 28 februari 2027.", dt.date(2026, 10, 1), dt.date(2027, 2, 28)),
        ("Sök senast 2026-10-01.", None, None),
        ("Tillträde 31 februari 2026.", None, None),
    ],
)
def test_first_and_last_day(text: str, first: dt.date | None, last: dt.date | None) -> None:
    start, end = terms.first_day(text), terms.last_day(text)
    assert (start and start.value, end and end.value) == (first, last)


@pytest.mark.parametrize(
    ("text", "worked"),
    [("Du arbetar varannan helg.", True), ("Du är ledig på helger.", False), ("Inga helger.", False)],
)
def test_weekends(text: str, worked: bool) -> None:
    assert (terms.weekends(sentences(text)) is not None) is worked


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Tillgång till egen bil krävs.", Mood.DEMANDED),
        ("Egen bil är ett plus.", Mood.WISHED),
        ("Du behöver inte ha egen bil.", None),
    ],
)
def test_own_car(text: str, mood: Mood | None) -> None:
    found = terms.own_car(sentences(text))
    assert (found and found[0]) == mood
