"""/plats-av-annons: the form of a place, filled in from an advertisement. Nothing is stored here."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter, Response
from starlette.datastructures import UploadFile

from data.ads import ConvertedAd, Origin, convert
from data.loaders.problems import BadFile
from data.records import SlotRecord
from data.records.values import MAX_LINE
from service.coach.desk import Desk, TheDesk
from service.forming import typed
from service.liaison.editing import form, fresh
from service.liaison.fields import CODECS, OPENING
from service.pages import reader, shown
from service.pages.forms import Typed as TypedForm
from service.pages.forms import Wrong, wrong
from service.pages.language import chosen, translated
from service.pages.language import marked as _

router = APIRouter(include_in_schema=False)

LABEL: Final = _("Annonsen")
MOST_PROBLEMS: Final = 5

PLACES: Final[Mapping[str, str]] = {
    "headline": _("annonsens rubrik"),
    "description": _("annonsens text"),
    "employer": _("annonsens arbetsgivare"),
    "workplace_address": _("annonsens adress"),
    "driving_license": _("annonsens körkort"),
    "must_have": _("annonsens krav"),
    "nice_to_have": _("annonsens meriter"),
}
"""First part of a path in an advertisement → what people call it."""

ELSEWHERE: Final = _("annonsens uppgifter")
READ: Final = _("Läst i {where}.")
QUOTED: Final = _("Läst i {where}: ”{quote}”")
INTERPRETED: Final = _("Det är en tolkning. Kontrollera den.")


@router.get("/plats-av-annons")
def blank(_desk: TheDesk) -> Response:
    """Ask for an advertisement: pasted, or as a file."""
    return _ask()


@router.post("/plats-av-annons")
def read(desk: TheDesk, sent: TypedForm) -> Response:
    """Fill the form in from an advertisement, or say what is wrong with it."""
    text = typed.one(sent, "annons")
    file = sent.get("fil")
    if isinstance(file, UploadFile) and file.filename:
        try:
            text = file.file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            return _ask(errors=[wrong("not_an_ad", "fil", LABEL)])
    if not text.strip():
        return _ask(errors=[wrong("missing", "annons", LABEL)])
    try:
        found = convert(_as_json(text))
    except BadFile as bad:
        problems = bad.problems[:MOST_PROBLEMS]
        return _ask(text, [Wrong("annons", LABEL, one.message, one.remedy) for one in problems])
    number = typed.one(sent, "nummer")
    if len(found) == 1:
        return _filled(desk, found[0])
    if number.isascii() and number.isdecimal() and int(number[:4]) < len(found):
        return _filled(desk, found[int(number)])
    if not found:
        return _ask(text, [wrong("not_an_ad", "annons", LABEL)])
    return _ask(text, several=[one.slot.title or one.slot.id for one in found])


def _as_json(text: str) -> bytes:
    """Give an advertisement as the converter reads it; plain text becomes a headline and a text."""
    plain = text.strip()
    if plain.startswith(("{", "[")):
        return plain.encode()
    headline = plain.splitlines()[0].strip()[:MAX_LINE]
    return json.dumps({"id": fresh("P"), "headline": headline, "description": {"text": plain}}).encode()


def _ask(text: str = "", errors: Sequence[Wrong] = (), several: Sequence[str] = ()) -> Response:
    by_field = {error.at: error for error in reversed(errors)}
    return shown(
        "advert.html",
        422 if errors else 200,
        text=text,
        errors=by_field,
        summary=errors,
        several=several,
    )


def _filled(desk: Desk, ad: ConvertedAd) -> Response:
    """Show the form with what the advertisement says, and where each value was read."""
    known = ad.to_dict()
    document = {name: known[name] for name in SlotRecord.model_fields if name in known}
    given = typed.of_document(OPENING, document, "", CODECS)
    origins = {
        name: [_said(one) for one in ad.sources[name]] for name in OPENING.fields if name in ad.sources
    }
    notes = [(f"{one.text} ”{one.quote}”" if one.quote else one.text, one.remedy) for one in ad.warnings]
    return form(desk, given, kept=document, origins=origins, notes=notes)


def _said(origin: Origin) -> str:
    language = chosen(reader.request())
    root = origin.path.partition(".")[0].partition("[")[0]
    where = translated(PLACES.get(root, ELSEWHERE), language)
    sentence = translated(QUOTED if origin.quote else READ, language)
    said = sentence.format(where=where, quote=origin.quote)
    return f"{said} {translated(INTERPRETED, language)}" if origin.interpreted else said
