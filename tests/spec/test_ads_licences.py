"""Every licence demanded or wished in 64 real advertisements, labelled by hand from flag and text.

The advertisements themselves stay outside the repository; here are only their ids and the classes.
"""

from pathlib import Path

import pytest

from data.ads import ConvertedAd, convert

ADS = Path(__file__).resolve().parents[3] / "shared" / "data" / "ads_build.json"

# for each id: the classes demanded, the classes wished
LABELS: dict[str, tuple[str, str]] = {
    "30016621": ("", ""),
    "30016599": ("", ""),
    "30016596": ("B", "BE C"),  # text only, in a list of demands and a list of wishes
    "30016589": ("", ""),
    "30016593": ("", ""),
    "30016585": ("B", ""),  # flag only
    "30016415": ("B", ""),  # flag, and a class-less word in the text
    "30016581": ("", ""),
    "30016602": ("", ""),
    "30016556": ("", ""),
    "30016558": ("", ""),
    "30016573": ("", ""),
    "30016575": ("", ""),
    "30016570": ("", ""),
    "30016566": ("", ""),  # the same text as 30016436, without its flag
    "30016561": ("", ""),
    "30016539": ("", ""),
    "30016545": ("", ""),
    "30016534": ("", ""),
    "30016519": ("", ""),
    "30016530": ("", ""),
    "30016528": ("", ""),
    "30016524": ("", ""),
    "30016526": ("", ""),
    "30016515": ("", ""),
    "30016500": ("", ""),
    "30016498": ("", ""),
    "30016513": ("", ""),
    "30016496": ("", ""),
    "30016492": ("", ""),
    "30016509": ("", ""),
    "30016490": ("", ""),
    "30016507": ("", ""),
    "30016486": ("", ""),
    "30016503": ("", ""),
    "30016478": ("", ""),
    "30016480": ("", ""),
    "30016474": ("", ""),
    "30016476": ("", ""),
    "30016455": ("", ""),
    "30016470": ("", ""),
    "30016452": ("", ""),
    "30016466": ("", ""),
    "30016440": ("", ""),  # an electrician's B authorisation is no licence
    "30016462": ("", ""),
    "30016438": ("", ""),
    "30016436": ("B", ""),  # flag only
    "30016434": ("", ""),
    "30016425": ("", ""),
    "30016432": ("", ""),
    "30016417": ("", ""),
    "30016427": ("", ""),
    "30016373": ("", ""),  # a truck licence, and B trucks among the skills
    "30016411": ("", ""),
    "30016395": ("", ""),
    "30016393": ("", ""),
    "30016409": ("", ""),
    "30016407": ("", ""),
    "30016357": ("", ""),
    "30016390": ("", ""),
    "30016354": ("", ""),
    "30016401": ("", ""),
    "30016388": ("B", ""),  # text only
    "30016359": ("", ""),
}


@pytest.fixture(scope="module")
def converted() -> dict[str, ConvertedAd]:
    if not ADS.exists():
        pytest.skip(f"THE REAL ADVERTISEMENTS ARE MISSING: {ADS}. Licences were not checked against them.")
    return {ad.slot.id: ad for ad in convert(ADS)}


def test_every_advertisement_has_a_label(converted: dict[str, ConvertedAd]) -> None:
    assert set(converted) == set(LABELS)
    assert len(LABELS) == 64


def test_every_demand_and_wish_is_read_right(converted: dict[str, ConvertedAd]) -> None:
    wrong = {
        name: (ad.slot.licences_required, ad.slot.licences_desired)
        for name, ad in converted.items()
        if (ad.slot.licences_required or frozenset(), ad.slot.licences_desired or frozenset())
        != tuple(frozenset(classes.split()) for classes in LABELS[name])
    }
    assert wrong == {}


def test_nothing_said_is_not_known_rather_than_none(converted: dict[str, ConvertedAd]) -> None:
    silent = [ad for name, ad in converted.items() if LABELS[name] == ("", "")]
    assert all(ad.slot.licences_required is None for ad in silent)


def test_a_flag_that_the_text_does_not_repeat_is_shown(converted: dict[str, ConvertedAd]) -> None:
    for name in ("30016585", "30016436"):
        assert [w.field for w in converted[name].warnings] == ["licences_required"]
