"""/sa-raknar-systemet: what the system counts, with the weights that are in use."""

from typing import Final

from fastapi import APIRouter, Response

from matcher.factors import FACTORS
from matcher.rules import RULES
from matcher.vocabulary import Label
from service.coach.desk import TheDesk
from service.pages import shown
from service.pages.language import marked as _

router = APIRouter(include_in_schema=False)

FACTOR_LABELS: Final = {factor.id: factor.label for factor in FACTORS}
RULE_LABELS: Final[dict[str, Label]] = {rule.id: rule.label for rule in RULES}

MEANING: Final = {
    "skills": _(
        "Hur mycket av det platsen frågar efter som deltagaren kan visa. "
        "Krav räknas fullt, önskemål till hälften."
    ),
    "experience": _("Hur mycket tidigare arbete liknar platsen. Arbete i andra länder räknas lika mycket."),
    "goals": _("Hur nära platsen ligger det deltagaren vill."),
    "level": _("Om kraven på språk, tempo och ansvar är lagom: varken långt över eller långt under."),
    "commute": _("Hur kort resan är, mot den längsta resväg som deltagaren klarar."),
    "hours": _("Hur väl timmar, dagar, mjuk start och tid för studier passar."),
    "support": _("Hur mycket av det stöd som deltagaren behöver som platsen erbjuder."),
    "pathway": _(
        "Hur ofta praktik hos arbetsgivaren har lett till jobb. "
        "Är de tidigare deltagarna få räknas mest snittet i branschen."
    ),
}
"""What each factor counts, in a sentence."""


@router.get("/sa-raknar-systemet")
def explained(desk: TheDesk) -> Response:
    """Say how suggestions are made, by the weights that are in use now."""
    context = desk.service.matching.context()
    return shown(
        "explained.html",
        weights=context.weights,
        labels=FACTOR_LABELS,
        meaning=MEANING,
        rules=RULE_LABELS,
        longest=max(context.weights.values.values()),
        model=context.encoder.id,
    )
