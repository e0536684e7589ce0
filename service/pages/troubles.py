"""What people at a page are told of a problem; programs are told the details of `service.problems`.

A person has no JSON and no headers to mend, and reads in the language of the page.
"""

from typing import Final

from service.pages.language import marked as _
from service.problems import Problem

SENTENCES: Final = {
    "bad-request": _("Sidan fick något som inte går att läsa. Gå tillbaka och försök igen."),
    "not-signed-in": _("Du är inte inloggad. Logga in och försök igen."),
    "cross-site": _(
        "Sidan öppnades från en annan webbplats och har stoppats. Öppna tjänsten direkt och försök igen."
    ),
    "too-many-requests": _("Det har blivit för många försök på kort tid. Vänta en stund och försök igen."),
    "not-found": _("Det finns inget här som du kan se. Kontrollera adressen."),
    "method-not-allowed": _("Sidan går inte att använda på det sättet. Gå tillbaka och försök igen."),
    "already-exists": _("Det finns redan något med det numret. Välj ett annat, eller ändra det som finns."),
    "in-use": _("Det används på andra ställen och kan inte tas bort. Ta bort eller flytta det andra först."),
    "place-full": _(
        "Platsen är fullbokad. Någon annan kan ha hunnit före. Inget har sparats. Välj en annan plats, eller "
        "be arbetsgivaren ta emot en till."
    ),
    "capacity-booked": _(
        "Fler är redan bokade på platsen än det antal som du skriver. Inget har sparats. Skriv minst så "
        "många som är bokade, eller avsluta en praktik där först."
    ),
    "place-closed": _(
        "Platsen är pausad eller stängd och går inte att boka. Inget har sparats. Fråga "
        "arbetsgivarkontakten, eller välj en annan plats."
    ),
    "already-placed": _(
        "Deltagaren har redan en annan praktik som pågår eller är överenskommen. Inget har sparats. Avsluta "
        "den först."
    ),
    "step-not-allowed": _(
        "Steget går inte att ta från det läge som praktiken är i nu. Inget har sparats. Läs praktiken igen: "
        "där står vilka steg som går att ta."
    ),
    "changed": _(
        "Någon annan har ändrat här sedan du öppnade sidan. Inget har sparats. Öppna sidan på nytt och gör "
        "om ändringen."
    ),
    "too-large": _("Det du skickade är större än vad tjänsten tar emot. Dela upp det i mindre delar."),
    "invalid": _(
        "Något i formuläret går inte att använda. Inget har sparats. Gå tillbaka och kontrollera det du "
        "skrev."
    ),
    "bad-file": _("Filen har fel. Inget har sparats. Rätta filen och skicka den igen."),
    "unexpected": _(
        "Något gick fel i tjänsten. Inget har sparats. Försök igen, och säg till den som sköter tjänsten."
    ),
    "not-logged": _(
        "Inget har sparats och inget visas. Det går inte att anteckna vem som läser just nu. Försök igen om "
        "en stund, eller säg till den som sköter tjänsten."
    ),
    "not-saved": _(
        "Inget har sparats. Lagringen är full, upptagen eller borta just nu. Försök igen om en stund; "
        "hjälper det inte, säg till den som sköter tjänsten."
    ),
}
"""Slug of a problem → what people are told."""

PROGRAMS_ONLY: Final = frozenset({"idempotency-key-used", "unsupported-type", "version-needed"})
"""Problems of what only programs send."""


def said(problem: Problem) -> str:
    """Give what people are told of a problem, still in Swedish; what it says itself where it is told so."""
    if problem.detail != type(problem).detail:
        return problem.detail
    return SENTENCES.get(problem.slug, problem.detail)
