"""The catalogue of problems: what a program is told (RFC 9457), and what a person should do next.

Every problem has its heading in docs/reference/problems.md; a test says so. Forbidden and missing
look the same: both are `NotFound`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from starlette.responses import Response

from service.canonical import canonical

MEDIA_TYPE: Final = "application/problem+json"


class Problem(Exception):  # noqa: N818  # named as the standard names it
    """Why a request was not done.

    Attributes
    ----------
    slug, status, title : who it is for programs; the title is in English.
    detail : what happened and what to do next, in Swedish.
    """

    slug: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[str]
    detail: str

    def __init__(
        self,
        detail: str | None = None,
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.detail = detail or type(self).detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        super().__init__(self.detail)

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of the problem."""
        found = {
            "type": f"urn:rattplats:problem:{self.slug}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        return found | ({"errors": [dict(error) for error in self.errors]} if self.errors else {})

    def response(self) -> Response:
        """Give the HTTP answer."""
        return Response(canonical(self.to_dict()), self.status, self.headers, MEDIA_TYPE)


class BadRequest(Problem):
    """The request cannot be read at all."""

    slug, status, title = "bad-request", 400, "Bad request"
    detail = "Begäran går inte att läsa. Kontrollera att innehållet är giltig JSON i UTF-8."


class NotSignedIn(Problem):
    """No token, or one that nobody holds."""

    slug, status, title = "not-signed-in", 401, "Not signed in"
    detail = 'Ange en giltig nyckel i huvudet "Authorization: Bearer …". En administratör kan ge dig en.'


class CrossSite(Problem):
    """Another web site's page asked, or the host name is not ours."""

    slug, status, title = "cross-site", 403, "Cross-site request"
    detail = (
        "Begäran kom från en annan webbplats eller till ett okänt värdnamn och har stoppats. "
        "Öppna tjänsten direkt, på den adress som den visade när den startade."
    )


class TooManyRequests(Problem):
    """The caller has asked too often, or has failed to sign in too many times."""

    slug, status, title = "too-many-requests", 429, "Too many requests"
    detail = "Det har blivit för många försök på kort tid. Vänta en stund och försök igen."


class NotFound(Problem):
    """There is nothing here that you may see."""

    slug, status, title = "not-found", 404, "Not found"
    detail = "Det finns inget här som du kan se. Kontrollera adressen och id:t."


class MethodNotAllowed(Problem):
    """The address exists, but does not do that."""

    slug, status, title = "method-not-allowed", 405, "Method not allowed"
    detail = "Adressen finns men kan inte användas så. Huvudet Allow säger vilka metoder som går."


class AlreadyExists(Problem):
    """A record with that id is stored."""

    slug, status, title = "already-exists", 409, "Already exists"
    detail = "Det finns redan en post med det id:t. Välj ett annat id, eller ändra den som finns med PUT."


class InUse(Problem):
    """Something else points at the record."""

    slug, status, title = "in-use", 409, "In use"
    detail = "Posten används av andra poster och kan inte tas bort. Ta bort eller flytta dem först."


class PlaceFull(Problem):
    """Every place there is has been booked."""

    slug, status, title = "place-full", 409, "Place full"
    detail = (
        "Platsen är fullbokad. Någon annan kan ha hunnit före. Inget har sparats. Välj en annan plats, "
        "eller be arbetsgivaren ta emot en till."
    )


class CapacityBooked(Problem):
    """The place would take fewer than are booked there."""

    slug, status, title = "capacity-booked", 409, "Fewer places than booked"
    detail = (
        "Fler är redan bokade på platsen än det antal som du skriver. Inget har sparats. Skriv minst så "
        "många som är bokade, eller avsluta en praktik där först."
    )


class PlaceClosed(Problem):
    """The place is paused or no longer open."""

    slug, status, title = "place-closed", 409, "Place closed"
    detail = (
        "Platsen är pausad eller stängd och går inte att boka. Inget har sparats. Fråga "
        "arbetsgivarkontakten, eller välj en annan plats."
    )


class AlreadyPlaced(Problem):
    """The participant has another placement that runs, or another agreement."""

    slug, status, title = "already-placed", 409, "Already placed"
    detail = (
        "Deltagaren har redan en annan praktik som pågår eller är överenskommen. Inget har sparats. "
        "Avsluta den först."
    )


class StepNotAllowed(Problem):
    """The step does not follow from the state that the placement is in."""

    slug, status, title = "step-not-allowed", 409, "Step not allowed"
    detail = (
        "Steget går inte att ta från det läge som praktiken är i nu. Inget har sparats. Läs praktiken igen: "
        "där står vilka steg som går att ta."
    )


class KeyUsed(Problem):
    """The Idempotency-Key belongs to another request."""

    slug, status, title = "idempotency-key-used", 409, "Idempotency key already used"
    detail = (
        "Nyckeln i Idempotency-Key har redan använts för en annan begäran. Ta en ny nyckel, "
        "eller skicka samma begäran igen."
    )


class Changed(Problem):
    """Somebody else has changed the record since it was read."""

    slug, status, title = "changed", 412, "Changed since read"
    detail = (
        "Någon annan har ändrat posten sedan du läste den. Läs den igen, gör om ändringen och skicka "
        "den nya versionen i If-Match."
    )


class TooLarge(Problem):
    """The body is larger than the service takes."""

    slug, status, title = "too-large", 413, "Content too large"
    detail = "Innehållet är större än vad tjänsten tar emot. Dela upp det i mindre delar."


class UnsupportedType(Problem):
    """The body is of a type that this address does not read."""

    slug, status, title = "unsupported-type", 415, "Unsupported media type"
    detail = 'Innehållet har en typ som inte kan läsas här. Skicka JSON med "Content-Type: application/json".'


class Invalid(Problem):
    """The request can be read, but some values cannot be used."""

    slug, status, title = "invalid", 422, "Invalid values"
    detail = "Något i begäran går inte att använda. Rätta det som listan pekar på och skicka igen."


class BadFileContent(Problem):
    """Some rows of an imported file cannot be used; nothing of it was stored."""

    slug, status, title = "bad-file", 422, "Invalid file"
    detail = "Filen har fel. Inget har sparats. Rätta raderna i listan och skicka filen igen."


class VersionNeeded(Problem):
    """A change must say which version it changes."""

    slug, status, title = "version-needed", 428, "If-Match required"
    detail = "Ändringen måste säga vilken version den gäller. Läs posten och skicka dess ETag i If-Match."


class Unexpected(Problem):
    """A fault in the service itself."""

    slug, status, title = "unexpected", 500, "Unexpected error"
    detail = (
        "Något gick fel i tjänsten. Inget har sparats. Försök igen, och säg till den som sköter tjänsten."
    )


class NotLogged(Problem):
    """Who reads cannot be noted in the log, so nothing about people is shown."""

    slug, status, title = "not-logged", 503, "Log unavailable"
    detail = (
        "Inget har sparats och inget visas. Det går inte att anteckna vem som läser just nu. Försök igen om "
        "en stund, eller säg till den som sköter tjänsten."
    )


class NotSaved(Problem):
    """The store cannot be used just now: full, locked or away."""

    slug, status, title = "not-saved", 503, "Store unavailable"
    detail = (
        "Inget har sparats. Lagringen är full, upptagen eller borta just nu. Försök igen om en stund; "
        "hjälper det inte, säg till den som sköter tjänsten."
    )


CATALOGUE: Final[tuple[type[Problem], ...]] = tuple(
    sorted(Problem.__subclasses__(), key=lambda problem: (problem.status, problem.slug))
)
"""Every problem there is."""
