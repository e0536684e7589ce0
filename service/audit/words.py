"""What addresses and commands are called in the log, for people."""

from typing import Final

from service.pages.language import marked as _

PLACES: Final = {
    "/deltagare": _("listan över deltagare"),
    "/ny-deltagare": _("ny deltagare"),
    "/deltagare/{participant_id}": _("deltagarens sida"),
    "/deltagare/{participant_id}/redigera": _("deltagarens uppgifter"),
    "/deltagare/{participant_id}/forslag": _("förslag på platser"),
    "/deltagare/{participant_id}/beslut": _("beslut om en plats"),
    "/deltagare/{participant_id}/dela": _("delning med arbetsgivarkontakterna"),
    "/deltagare/{participant_id}/jamfor": _("två platser bredvid varandra"),
    "/deltagare/{participant_id}/karta": _("platser efter avstånd"),
    "/deltagare/{participant_id}/egen": _("sökning efter en egen plats"),
    "/deltagare/{participant_id}/mote": _("underlag till mötet"),
    "/deltagare/{participant_id}/blad": _("deltagarens blad"),
    "/deltagare/{participant_id}/arbetsplats": _("bladet till arbetsplatsen"),
    "/deltagare/{participant_id}/plan": _("deltagarens plan"),
    "/deltagare/{participant_id}/plan/fil": _("planen som fil"),
    "/deltagare/{participant_id}/plan/latt": _("planen på lätt svenska"),
    "/deltagare/{participant_id}/plan/utskrift": _("planen för utskrift"),
    "/deltagare/{participant_id}/steg": _("ett steg i planen"),
    "/deltagare/{participant_id}/steg/nara": _("ett närmare steg i planen"),
    "/deltagare/{participant_id}/steg/sort": _("ett steg i planen"),
    "/deltagare/{participant_id}/narmare": _("närmare steg mot målet"),
    "/deltagare/{participant_id}/boka": _("bokat möte"),
    "/deltagare/{participant_id}/uppfoljning": _("uppföljning"),
    "/deltagare/{participant_id}/stod": _("blad om stöd på arbetsplatsen"),
    "/deltagare/{participant_id}/praktik": _("praktik"),
    "/deltagare/{participant_id}/praktik/{course_id}": _("en praktik"),
    "/uppfoljningar": _("uppföljningar"),
    "/uppfoljningar/kalender": _("kalender över uppföljningar"),
    "/att-gora": _("arbetsgivarkontaktens att göra"),
    "/fordelning": _("fördelning av platser"),
    "/fordelning/{allocation_id}": _("en fördelning av platser"),
    "/ny-fordelning": _("ny fördelning av platser"),
    "/platser": _("listan över platser"),
    "/ny-plats": _("ny plats, med antal personer"),
    "/platskrav": _("vad ett krav kostar, i antal personer"),
    "/plats-av-annons": _("plats av en annons, med antal personer"),
    "/platser/{slot_id}": _("en plats, med antal personer"),
    "/platser/{slot_id}/redigera": _("en plats, med antal personer"),
    "/platser/{slot_id}/personer": _("delade personer för en plats"),
    "/arbetsgivare": _("arbetsgivare, med antal personer"),
    "/arbetsgivare/{employer_id}": _("en arbetsgivare, med antal personer"),
    "/resultat": _("resultat, som siffror"),
    "/resultat/fil": _("resultat, som siffror i en fil"),
    "/rattvisa": _("rättvisa, som siffror"),
    "/orsaker": _("orsaker, som siffror"),
    "/utvarderingar": _("utvärderingar, som siffror"),
    "/vikter/prov": _("prov av vikter, på exempel"),
    "/import/deltagare": _("inläsning av deltagare ur en fil"),
    "/import/deltagare/spara": _("inläsning av deltagare ur en fil"),
    "/import/placeringar": _("inläsning av placeringar ur en fil"),
    "/import/placeringar/spara": _("inläsning av placeringar ur en fil"),
    "/export/deltagare": _("fil med deltagare"),
    "/export/placeringar": _("fil med placeringar"),
    "/registerutdrag": _("registerutdrag"),
    "/radering": _("radering"),
    "/gallring": _("gallring"),
    "/api/v1/participants": _("deltagare, genom ett program"),
    "/api/v1/participants/{record_id}": _("en deltagare, genom ett program"),
    "/api/v1/participants/{record_id}/suggestions": _("förslag på platser, genom ett program"),
    "/api/v1/participants/{record_id}/decisions": _("beslut om en plats, genom ett program"),
    "/api/v1/participants/{record_id}/plan": _("deltagarens plan, genom ett program"),
    "/api/v1/participants/{record_id}/courses": _("praktik, genom ett program"),
    "/api/v1/participants/{record_id}/courses/{course_id}/steps": _("en praktik, genom ett program"),
    "/api/v1/slots/{record_id}/candidates": _("personer för en plats, genom ett program"),
    "/api/v1/slots/{record_id}/reach": _("hur många en plats når, genom ett program"),
    "/api/v1/allocations": _("fördelning av en grupp, genom ett program"),
    "/api/v1/allocations/{record_id}": _("en fördelning, genom ett program"),
    "/api/v1/placements": _("placeringar, genom ett program"),
    "/api/v1/placements/{record_id}": _("en placering, genom ett program"),
    "/api/v1/imports/{kind}": _("inläsning av en fil, genom ett program"),
    "rattplats import participants": _("inläsning av deltagare på servern"),
    "rattplats import placements": _("inläsning av placeringar på servern"),
    "rattplats export participants": _("utskrift av alla deltagare till en fil på servern"),
    "rattplats export placements": _("utskrift av alla placeringar till en fil på servern"),
    "rattplats replay": _("omräkning av ett förslag på servern"),
    "rattplats retention": _("gallring på servern"),
}
"""Pattern of an address, or a command → what it is called."""

ACTIONS: Final = {
    "read": _("läste"),
    "write": _("ändrade"),
    "erase": _("raderade"),
    "cut": _("gallrade"),
}
CUT: Final = _("de äldsta raderna i loggen")
"""What is cut, in place of where it was done."""
REFUSED: Final = _("fick nej")
ROLES: Final = {"command": _("på servern")}
"""Roles of those who have no account."""


def place(what: str) -> str:
    """Give what a row of the log calls an address or a command, still in Swedish.

    Examples
    --------
    >>> place("GET /deltagare/{participant_id}/mote")
    'underlag till mötet'
    >>> place("POST /deltagare/{participant_id}/nytt/{number}")
    '/deltagare/…/nytt/…'
    """
    address = what if what in PLACES else what.partition(" ")[2]
    if address in PLACES:
        return PLACES[address]
    return "/".join("…" if part.startswith("{") else part for part in (address or what).split("/"))
