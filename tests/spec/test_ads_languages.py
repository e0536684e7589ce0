"""Demands for Swedish in 64 real advertisements, labelled by hand after reading fields and text of each.

Advertisements that want something "i tal och skrift" without naming a language count as saying nothing.
"""

from pathlib import Path

import pytest

from data.ads import ConvertedAd, convert

ADS = Path(__file__).resolve().parents[3] / "shared" / "data" / "ads_build.json"

FIELD_ONLY = {"30016589", "30016573", "30016561", "30016407"}
"""Swedish is among the demanded languages, and the text says nothing of it."""

DEMANDED = FIELD_ONLY | {
    "30016596", "30016593", "30016581", "30016556", "30016524", "30016500", "30016509", "30016478",
    "30016470", "30016440", "30016462", "30016417", "30016395", "30016390", "30016388", "30016359",
}  # fmt: skip
WISHED = {
    "30016507",  # in a list that opens with "ser vi gärna"
    "30016373",  # a basic knowledge, under a heading for merits, though the field demands it
}
OTHERS = {
    # languages beside Swedish: (demanded, wished)
    "30016575": ({"en"}, set()),
    "30016524": ({"en"}, set()),
    "30016500": ({"en"}, set()),
    "30016478": ({"en"}, set()),
    "30016470": ({"en"}, set()),
    "30016417": ({"en"}, set()),
    "30016395": ({"en"}, set()),
    "30016507": (set(), {"en"}),
    "30016434": (set(), {"en"}),
    "30016390": (set(), {"en"}),
    "30016393": (set(), {"es"}),
}
BOUND = 0.95
"""Precision and recall asked for. All 64 are read right today; one mistake may slip in before this fails."""


@pytest.fixture(scope="module")
def converted() -> dict[str, ConvertedAd]:
    if not ADS.exists():
        pytest.skip(f"THE REAL ADVERTISEMENTS ARE MISSING: {ADS}. Languages were not checked against them.")
    return {ad.slot.id: ad for ad in convert(ADS)}


@pytest.mark.parametrize(("mood", "labelled"), [("required", DEMANDED), ("desired", WISHED)])
def test_swedish(converted: dict[str, ConvertedAd], mood: str, labelled: set[str]) -> None:
    read = {name for name, ad in converted.items() if ad.extra.get("swedish") == mood}
    right = len(read & labelled)
    assert right / len(read) >= BOUND, f"precision {right}/{len(read)}: wrongly read {read - labelled}"
    assert right / len(labelled) >= BOUND, f"recall {right}/{len(labelled)}: missed {labelled - read}"


def test_other_languages(converted: dict[str, ConvertedAd]) -> None:
    read = {
        name: (set(ad.extra.get("languages_required", ())), set(ad.extra.get("languages_desired", ())))
        for name, ad in converted.items()
        if "languages_required" in ad.extra or "languages_desired" in ad.extra
    }
    assert read == OTHERS


def test_levels_are_marked_as_interpreted_unless_stated(converted: dict[str, ConvertedAd]) -> None:
    stated = "30016593"
    for name in DEMANDED - FIELD_ONLY:
        (origin,) = converted[name].sources["min_swedish_spoken"]
        assert origin.interpreted is (name != stated)
        assert origin.quote
    assert str(converted[stated].slot.min_swedish_spoken) == "C1"


def test_a_demand_without_level_is_a_question_and_not_a_level(converted: dict[str, ConvertedAd]) -> None:
    for name in FIELD_ONLY:
        assert converted[name].slot.min_swedish_spoken is None
        assert "min_swedish_spoken" in [warning.field for warning in converted[name].warnings]


def test_a_language_that_is_not_named_is_a_question(converted: dict[str, ConvertedAd]) -> None:
    for name in ("30016575", "30016427"):
        assert converted[name].slot.min_swedish_spoken is None
        assert any("vilket språk" in warning.remedy for warning in converted[name].warnings)
