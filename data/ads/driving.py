"""Decides which licences a place demands, from the flag and the text of its advertisement.

The flag ``driving_license_required`` misses about half of the demands, and some of what it marks is a
wish. So both are read. Where only one of them speaks, it decides. Where they contradict each
other the text decides, because it says more, and the coach is told.
"""

from collections.abc import Iterable, Sequence

from data.ads.building import Draft
from data.ads.licence import LicenceMention, mentions
from data.ads.model import Mood, Origin
from data.ads.reading import Field
from data.ads.sentences import Sentence
from matcher.licences import names, parse_licences

_ASK = "Fråga arbetsgivaren vad som gäller."
_TICKED = "Annonsen har kryssat i att körkort krävs, men texten"


def read_licences(ad: Field, text: Sequence[Sentence], draft: Draft) -> None:
    """Set ``licences_required`` and ``licences_desired``."""
    flagged, flag_from = _flagged(ad)
    ticked = ad.flag("driving_license_required") is True
    said = mentions(text)
    required = {each: draft.within(each.sentence) for each in said if each.mood is Mood.DEMANDED}
    wished = {each: draft.within(each.sentence) for each in said if each.mood is Mood.WISHED}
    demands, wishes = _classes(required), _classes(wished)
    denied = [each for each in said if each.mood is Mood.NOT_NEEDED]
    demand_from, wish_from = list(required.values()), list(wished.values())
    if ticked and denied and not demands:
        draft.warn(
            "contradiction",
            "licences_required",
            f"{_TICKED} säger att det inte behövs. Texten fick gälla.",
            _ASK,
            denied[0].sentence.text,
        )
    elif ticked and flagged & wishes and not flagged & demands:
        demands = demands | (flagged - wishes)
        demand_from, wish_from = [*demand_from, *flag_from], [*wish_from, *flag_from]
        draft.warn(
            "contradiction",
            "licences_required",
            f"{_TICKED} säger att det är en merit. Texten fick gälla.",
            _ASK,
            next(iter(wished)).sentence.text,
        )
    elif ticked:
        if not said:
            draft.warn(
                "unclear",
                "licences_required",
                f"{_TICKED} nämner det inte.",
                _ASK,
            )
        demands, demand_from = demands | flagged, [*flag_from, *demand_from]
    elif flagged and not said:
        wishes, wish_from = wishes | flagged, [*flag_from]
        draft.warn(
            "unclear",
            "licences_desired",
            "Annonsen nämner en körkortsklass men säger inte att den krävs. Den lästes som en merit.",
            _ASK,
        )
    _alternatives(said, draft)
    if demands:
        draft.put("licences_required", demands, *demand_from)
    elif denied and not ticked:
        draft.put("licences_required", frozenset(), *(draft.within(each.sentence) for each in denied))
    if wishes - demands:
        draft.put("licences_desired", wishes - demands, *wish_from)


def _flagged(ad: Field) -> tuple[frozenset[str], tuple[Origin, ...]]:
    found: set[str] = set()
    origins = []
    for path, label in ad.labels("driving_license"):
        try:
            found |= parse_licences(label)
        except ValueError:
            ad.wrong(path, label, "Körkortsklassen är okänd.", "Skriv en klass som B, C eller CE.")
        else:
            origins.append(Origin(path, quote=label))
    if not found and ad.flag("driving_license_required") is True:
        note = "Annonsen säger inte vilken klass; körkort utan klass betyder B."
        return frozenset({"B"}), (Origin("driving_license_required", note=note),)
    return frozenset(found), tuple(origins)


def _classes(found: Iterable[LicenceMention]) -> frozenset[str]:
    return frozenset(name for each in found for name in each.classes)


def _alternatives(said: Sequence[LicenceMention], draft: Draft) -> None:
    for each in said:
        if each.alternatives and each.mood is Mood.DEMANDED:
            draft.warn(
                "unclear",
                "licences_required",
                f"Texten låter den sökande välja mellan {' och '.join(names(each.alternatives))}. "
                f"Det som alla alternativ ger ({', '.join(names(each.classes))}) lästes som krav.",
                _ASK,
                each.sentence.text,
            )
