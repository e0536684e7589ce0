"""Why a place is not relevant: reasons to choose among, by whom they concern.

A reason is kept as the Swedish sentence, so that it reads the same wherever it is read.
"""

from collections.abc import Mapping
from typing import Final

from data.reference import placement_reasons
from service.pages.language import marked as _

REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    _("Deltagaren"): (
        _("Deltagaren vill något annat."),
        _("Deltagaren har provat där förut."),
        _("Resan blir för lång eller krånglig."),
        _("Tiderna passar inte."),
    ),
    _("Arbetet"): (
        _("Arbetet är för svårt just nu."),
        _("Arbetet är för lätt."),
        _("Stödet som behövs finns inte."),
    ),
    _("Arbetsgivaren"): (
        _("Arbetsgivaren har tackat nej."),
        _("Platsen är inte längre ledig."),
    ),
    _("Uppgifterna"): (
        _("Uppgifterna om deltagaren stämde inte."),
        _("Körkortet är fel i underlaget."),
        _("Svenskan är fel i underlaget."),
        _("Timmarna är fel i underlaget."),
        _("Det som deltagaren kan är fel i underlaget."),
        _("Målen är fel i underlaget."),
        _("Restiden är fel i underlaget."),
        _("Uppgifterna om platsen stämde inte."),
    ),
}
"""Whom it concerns → the reasons."""

WRONG: Final[Mapping[str, str]] = {
    known.label.sv: known.field for known in placement_reasons().values() if known.field is not None
}
"""Reason → the field of the participant that is wrong on file, and is mended first."""

KNOWN: Final = frozenset(reason for reasons in REASONS.values() for reason in reasons)


def written(chosen: str, own: str) -> str | None:
    """Write a chosen reason and the coach's own words as one; None when neither is given.

    Examples
    --------
    >>> written("Tiderna passar inte.", "Bara på kvällar."), written("", " ")
    ('Tiderna passar inte. Bara på kvällar.', None)
    """
    parts = [chosen if chosen in KNOWN else "", own.strip()]
    return " ".join(part for part in parts if part) or None
