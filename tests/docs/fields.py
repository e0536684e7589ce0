"""Makes docs/reference/fields.md: every field that is kept, and why (GDPR, article 5.1 b and c).

Run with `make docs`. The purpose of a record's field is its description, which the API shows too; the
purpose of what the store adds stands here.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from data.records import ExperiencePart, ParticipantRecord, PlacementRecord, SkillPart, SlotRecord
from data.records.base import Part, Record
from service.accounts import models as _accounts  # noqa: F401  # so that the metadata knows their tables
from service.allocations import models as _allocations  # noqa: F401  # as above
from service.api.employer_record import EmployerRecord
from service.audit import models as _audit  # noqa: F401  # as above
from service.liaison import models as _liaison  # noqa: F401  # as above
from service.placing import models as _placing  # noqa: F401  # as above
from service.plans import models as _plans  # noqa: F401  # as above
from service.store.schema import Base

PAGE: Final = Path(__file__).parents[2] / "docs" / "reference" / "fields.md"

INTRODUCTION: Final = """\
# Fields

Every field that is kept, its kind and its purpose. A field without a purpose does not exist: this page is
made from the code (`make docs`), and a test fails when a field or a column has no purpose. The purposes are
in Swedish, for those who answer for the records in a municipality; the API shows the same sentences.

Only the `id` of a record must be given (for a placement also those of the participant and the place). What
is left out is *not known*; an empty list, or `inga` in a table, is *known to be none*. Codes are explained
in the [glossary](../glossary.md). No field is for a name, an address, a personnummer, sex, age, origin,
religion, disability or health of a person, and a personnummer is refused in every text.
"""

RECORDS: Final[Mapping[str, type[Record | Part]]] = {
    "participant": ParticipantRecord,
    "participant.skills, each": SkillPart,
    "participant.experience, each": ExperiencePart,
    "slot (a place)": SlotRecord,
    "employer": EmployerRecord,
    "placement (history)": PlacementRecord,
}

_RECORD: Final = {
    "id": "postens id",
    "payload": "fälten ovan, som JSON",
    "revision": "vilken ändring som skrev posten; ger ETag och upptäcker när två ändrar samtidigt",
}

STORE: Final[Mapping[str, Mapping[str, str]]] = {
    "participants": _RECORD | {"municipality": "för att kunna lista en kommuns deltagare"},
    "employers": _RECORD,
    "slots": _RECORD
    | {
        "municipality": "för att kunna lista en kommuns platser",
        "employer_id": "för att kunna lista en arbetsgivares platser",
    },
    "slot_steps": {
        "id": "för att peka på steget",
        "slot_id": "platsen som steget gäller",
        "at": "när det gjordes",
        "by": "kontot som gjorde det",
        "step": "att platsen pausades, öppnades igen eller stängdes; så att coacher får veta",
        "until": "sista dagen av en paus",
        "reason": "varför, så att kollegor förstår; inget om en deltagare",
    },
    "employer_contacts": {
        "id": "för att peka på kontakten",
        "employer_id": "arbetsgivaren",
        "day": "dagen, för att se vilka som ingen har hört av sig till på länge",
        "at": "när det skrevs",
        "by": "kontot som skrev det",
        "note": "vad som sades om platser; inga namn på personer",
    },
    "placements": _RECORD
    | {
        "participant_id": "för att kunna radera allt om en deltagare",
        "slot_id": "för att kunna följa upp en plats",
    },
    "revision_counter": {
        "id": "tabellen har en enda rad",
        "value": "den senaste ändringens nummer",
    },
    "record_versions": {
        "revision": "ändringens nummer",
        "kind": "vilken sorts post",
        "id": "vilken post; tom när en deltagare har raderats",
        "subject": "deltagaren som versionen handlar om, för att kunna radera",
        "payload": "posten som den var, så att ett tidigare förslag kan räknas om",
        "deleted": "om posten togs bort",
        "at": "när ändringen gjordes, för spårbarhet",
        "by": "vem som gjorde ändringen, för spårbarhet",
    },
    "text_vectors": {
        "model_hash": "textmodellen som gjorde vektorn",
        "text_hash": "kontrollsumma av texten",
        "vector": "texten som tal, så att den inte behöver räknas om vid varje förslag",
    },
    "record_texts": {
        "kind": "vilken sorts post",
        "id": "vilken post som använder texten",
        "text_hash": "kontrollsumma av texten, så att vektorn försvinner med den sista post som använder den",
    },
    "weights": {
        "version": "vikternas version",
        "document": "vikterna, så att ett tidigare förslag kan räknas om",
    },
    "weight_activations": {
        "number": "ordningen; den sista raden gäller",
        "version": "vikterna som togs i bruk",
        "at": "när de togs i bruk, för spårbarhet",
        "by": "vem som tog dem i bruk, för spårbarhet",
        "reason": "varför; behövs när siffrorna talar emot",
    },
    "suggestion_runs": {
        "id": "körningens id",
        "at": "när förslaget gavs, för spårbarhet",
        "by": "vem som såg förslaget, för spårbarhet",
        "participant_id": "vem förslaget gällde",
        "revision": "vilka poster som fanns då",
        "date": "dagen som förslaget räknades för",
        "seed": "ordningen bland lika poäng",
        "top": "hur många förslag som begärdes",
        "weights_version": "vilka vikter som användes",
        "model_id": "vilken textmodell som användes",
        "model_hash": "kontrollsumma av textmodellen",
        "program": "programmets version",
        "inputs_hash": "kontrollsumma av underlaget",
        "considered": "hur många platser som prövades",
        "eligible": "hur många som kunde föreslås",
        "shown": "vilka platser som visades, och deras poäng",
        "output_hash": "kontrollsumma av svaret, så att en omräkning kan jämföras",
    },
    "decisions": {
        "id": "beslutets id",
        "at": "när någon bestämde",
        "by": "vem som bestämde",
        "participant_id": "vem beslutet gällde",
        "slot_id": "vilken plats beslutet gällde",
        "run_id": "förslaget som visade platsen, om den var föreslagen",
        "decision": "gå vidare eller inte aktuellt",
        "reason": "varför, med egna ord, aldrig om hälsa",
    },
    "allocations": {
        "id": "fördelningens id",
        "at": "när utkastet gjordes",
        "by": "vem som gjorde det, för spårbarhet",
        "previous": "utkastet som det här gjordes om från",
        "revision": "vilka platser som fanns då",
        "date": "dagen som utkastet räknades för",
        "seed": "ordningen bland lika poäng",
        "weights_version": "vilka vikter som användes",
        "model_id": "vilken textmodell som användes",
        "model_hash": "kontrollsumma av textmodellen",
        "program": "programmets version",
        "per_employer": "hur många som högst fick komma till samma arbetsgivare",
        "slots": "vilka platser som var med",
        "document": "siffror om hela utkastet, inte om någon deltagare",
        "output_hash": "kontrollsumma av svaret, så att en omräkning kan jämföras",
    },
    "allocation_lines": {
        "allocation_id": "vilket utkast raden hör till",
        "participant_id": "vem raden gäller, för att kunna radera",
        "slot_id": "platsen i utkastet, om det blev någon",
        "state": "om raden är ett utkast, bekräftad, tillbakadragen eller utan plats",
        "document": "varför det blev så, som coachen läser det",
        "decided_at": "när någon bestämde om raden",
        "decided_by": "vem som bestämde",
        "reason": "varför, med egna ord, aldrig om hälsa",
    },
    "allocation_rules": {
        "allocation_id": "vilket utkast det gällde",
        "participant_id": "vem det gäller, för att kunna radera",
        "slot_id": "vilken plats det gäller",
        "rule": "att deltagaren ska till platsen, eller inte ska det",
        "reason": "varför, med egna ord, aldrig om hälsa",
        "by": "vem som bestämde",
        "at": "när",
    },
    "idempotency_keys": {
        "key": "anroparens nyckel, så att samma begäran inte utförs två gånger",
        "by": "vem som anropade",
        "request_hash": "kontrollsumma av begäran",
        "at": "när, så att nyckeln glöms efter ett dygn",
        "subject": "deltagaren som svaret handlar om, för att kunna radera",
        "status": "svaret som gavs",
        "headers": "svaret som gavs",
        "body": "svaret som gavs",
    },
    "evaluations": {
        "id": "utvärderingens id",
        "at": "när den beställdes",
        "by": "vem som beställde den, för spårbarhet",
        "seed": "startvärdet för slumpen, så att samma underlag ger samma siffror",
        "state": "om den väntar, pågår, är klar eller gick fel",
        "attempts": "hur många gånger den har påbörjats",
        "beat": "när den som räknar senast hördes av, så att en avbruten tas om",
        "progress": "hur långt den har kommit",
        "ended": "när den blev klar eller gick fel",
        "problem": "varför den gick fel",
        "document": "siffrorna, utan uppgifter om enskilda",
        "page": "rapporten att läsa, utan uppgifter om enskilda",
    },
    "users": {
        "name": "vem som får anropa tjänsten",
        "full_name": "namnet som kollegorna känner igen",
        "role": "användarens roll",
        "unit_id": "enheten, som avgör vilka deltagare en coach ser",
        "password_hash": "kontrollsumma av lösenordet (argon2id); lösenordet självt sparas aldrig",
        "password_ends": "när ett tillfälligt lösenord slutar gälla",
        "directory_id": "vem personen är i kommunens egen katalog, för inloggning därifrån",
        "totp_secret": "hemligheten som telefonens engångskoder räknas ur, förseglad",
        "totp_on": "om engångskod behövs vid inloggning",
        "totp_step": "den senast använda engångskodens tid, så att ingen kod går att använda två gånger",
        "created_at": "när användaren lades till",
        "closed_at": "när kontot stängdes",
    },
    "units": {
        "id": "enhetens id",
        "name": "enhetens namn",
    },
    "recovery_codes": {
        "user": "vems reservkoden är",
        "code_hash": "kontrollsumma av koden; koden själv sparas aldrig",
    },
    "sign_in_attempts": {
        "name_hash": "kontrollsumma av namnet som skrevs, så att gissningar kan bromsas",
        "number": "misslyckade försök i rad",
        "at": "senaste försöket, så att raden glöms efter ett dygn",
        "until": "när nästa försök får göras",
    },
    "sessions": {
        "id": "inloggningens id, för att kunna avsluta den",
        "token_hash": "kontrollsumma av hemligheten i webbläsaren",
        "user": "vem som är inloggad",
        "second": "om engångskoden har angetts",
        "device": "webbläsarens slag, för att känna igen den i listan",
        "began": "när inloggningen gjordes",
        "seen": "när den senast användes, så att den kan gå ut",
    },
    "tokens": {
        "id": "nyckelns id, för att kunna dra in den",
        "token_hash": "kontrollsumma av nyckeln; nyckeln själv sparas aldrig",
        "user": "vem programmet handlar för",
        "label": "vad nyckeln är till för",
        "writes": "om nyckeln får ändra något",
        "kinds": "vad nyckeln når",
        "created_at": "när nyckeln gjordes",
        "ends_at": "när nyckeln slutar gälla",
    },
    "caseload": {
        "participant_id": "deltagaren",
        "unit_id": "enheten som deltagaren hör till; avgör vem som får se",
        "coach": "deltagarens coach",
        "protected": "om bara den egna coachen får veta att personen finns här",
        "since": "sedan när",
    },
    "audit_entries": {
        "number": "radens plats i loggen",
        "at": "när någon läste eller ändrade",
        "by": "vem det var, för granskning och registerutdrag",
        "role": "vilken roll kontot hade då",
        "action": "om personen läste, ändrade eller raderade",
        "what": "vilken sida eller vilket kommando, aldrig vad som stod där",
        "outcome": "om det gjordes eller fick nej",
        "people": "hur många deltagare det gällde",
        "subjects": "kontrollsumma av deltagarnas beteckningar",
        "previous": "kontrollsumman av raden före, så att ingen rad kan ändras obemärkt",
        "hash": "radens egen kontrollsumma",
    },
    "audit_subjects": {
        "number": "raden i loggen",
        "alias": "beteckningen för en deltagare som raden gäller; leder till ingen efter radering",
    },
    "audit_people": {
        "participant_id": "vems beteckningen är; raderas med deltagaren",
        "salt": "slumptal som gör att beteckningen inte kan räknas fram när raden är raderad",
        "alias": "deltagarens beteckning i loggen",
    },
    "audit_head": {
        "id": "alltid 1: det finns en rad",
        "number": "den sista radens nummer, så att ett avklippt slut upptäcks",
        "hash": "den sista radens kontrollsumma",
        "cut_number": "den senast gallrade radens nummer: loggen börjar efter den",
        "cut_hash": "den senast gallrade radens kontrollsumma, som raden efter bygger på",
    },
    "courses": {
        "id": "praktikens id; placeringen som den skriver har samma",
        "participant_id": "vems praktiken är; raderas med deltagaren",
        "slot_id": "vilken plats den gäller",
        "state": "läget: vald, delad, har träffats, överenskommen, pågår, uppehåll eller avslutad",
        "version": "det senaste stegets nummer, så att två som ändrar samtidigt upptäcks",
        "coach": "coachen som följer praktiken, för att samma coach ska finnas kvar",
        "suggested_on": "dag då någon gick vidare med platsen",
        "begins_on": "överenskommen första dag",
        "until": "överenskommen sista dag",
        "started_on": "första dag på platsen",
        "ended_on": "sista dag",
        "hours_from": "timmar i veckan i början, vid mjuk start",
        "hours_to": "timmar i veckan när de har ökat",
        "ramp_weeks": "hur många veckor timmarna ökar",
        "study_hours": "timmar i veckan för studier, högst en fjärdedel",
        "outcome": "hur det gick; det som uppföljningen räknar på",
        "ended_by": "vem som avslutade: deltagaren, arbetsgivaren, coachen eller enligt planen",
        "reason": "skälet, ur listan över skäl; inget om hälsa",
        "words": "skälet med egna ord, aldrig om hälsa",
        "told": "om coachen har läst det som någon annan ändrade",
    },
    "course_steps": {
        "course_id": "vilken praktik",
        "number": "stegets ordning; ett steg ändras aldrig",
        "participant_id": "vem steget handlar om; raderas med deltagaren",
        "step": "vad som hände",
        "state": "läget efter steget",
        "at": "när det skrevs, för spårbarhet",
        "by": "vem som skrev det, för spårbarhet",
        "day": "dagen då det hände",
        "side": "vems skäl det var: deltagarens, arbetsgivarens eller coachens",
        "reason": "skälet, ur listan över skäl; inget om hälsa",
        "words": "skälet med egna ord, aldrig om hälsa",
        "given": "det som bestämdes i steget, som dagar och timmar",
    },
    "shares": {
        "participant_id": "deltagaren som coachen har delat",
        "slot_id": "platsen som det gäller",
        "by": "coachen som delade",
        "at": "när",
    },
    "plans": {
        "participant_id": "deltagaren vars mål det är",
        "goal": "slutmålet, med deltagarens egna ord",
        "version": "hur många gånger målet har ändrats; upptäcker när två ändrar samtidigt",
        "at": "när det ändrades senast",
        "by": "vem som ändrade det",
    },
    "milestones": {
        "participant_id": "deltagaren vars delmål det är",
        "id": "delmålets id",
        "kind": "vilket delmål i listan det är, eller ett eget",
        "text": "delmålet med egna ord",
        "actor": "vem som gör det",
        "due": "när det ska vara klart",
        "state": "om det väntar, pågår, är nått, inte nått eller struket",
        "reason": "varför det inte nåddes, så som deltagaren själv ser det",
        "note": "coachens anteckning; lämnas inte till andra",
        "slot_id": "platsen som delmålet skulle öppna",
        "made": "när det lades till; ger ordningen",
        "version": "hur många gånger det har ändrats; upptäcker när två ändrar samtidigt",
        "at": "när det ändrades senast",
        "by": "vem som ändrade det",
    },
    "plan_changes": {
        "participant_id": "deltagaren vars plan ändrades",
        "number": "ordningen",
        "kind": "om ändringen gäller målet, ett delmål, ett möte eller att uppföljningen avslutades",
        "subject": "vilket delmål eller möte",
        "document": "vad det blev, så att planens historia går att läsa",
        "at": "när det ändrades, för spårbarhet",
        "by": "vem som ändrade det, för spårbarhet",
    },
    "followings": {
        "participant_id": "deltagaren som följs upp",
        "since": "sedan när; avgör hur tätt mötena ligger",
        "ended": "när placeringen tog slut eller arbetet började, så att personen följs en tid efteråt",
        "closed": "när någon avslutade uppföljningen",
        "reason": "varför den avslutades",
        "at": "när uppgiften sparades",
        "by": "vem som sparade den",
    },
    "follow_ups": {
        "participant_id": "deltagaren som mötet gäller",
        "id": "mötets id; deltagaren går inte att läsa ut ur det",
        "due": "dagen som mötet är bokat till",
        "clock": "klockslaget, om det är bestämt",
        "state": "om mötet är bokat, blev av, inte blev av eller är avbokat",
        "held_on": "dagen som det hölls, eller skulle ha hållits",
        "done": "vad som har hänt sedan sist",
        "next_step": "vad som ska göras till nästa gång",
        "hours": "timmar i veckan som deltagaren har varit på plats",
        "with_whom": "vilka som var med, som roller och aldrig som namn",
        "version": "hur många gånger mötet har ändrats; upptäcker när två ändrar samtidigt",
        "at": "när det ändrades senast",
        "by": "vem som ändrade det",
    },
    "calendar_feeds": {
        "user": "vems kalender det är",
        "token_hash": "kontrollsumma av den hemliga adressen; adressen själv sparas aldrig",
        "made": "när adressen gjordes",
    },
}


def kind(schema: Mapping[str, Any]) -> str:
    """Say in a few words what a field takes, by its JSON schema."""
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    if len(options) > 1:
        return "text or object"
    (found,) = options
    if "$ref" in found:
        return "object"
    if "enum" in found:
        values = found["enum"]
        return (
            " ".join(f"`{value}`" for value in values) if len(values) < 10 else f"one of {len(values)} codes"
        )
    if found["type"] == "array":
        return f"list of {kind(found['items'])}"
    if found["type"] in {"number", "integer"}:
        whole = "whole number" if found["type"] == "integer" else "number"
        return f"{whole}, {found['minimum']} to {found['maximum']}"
    if found["type"] == "boolean":
        return "yes or no"
    if found.get("format") == "date":
        return "date"
    if found.get("pattern", "").endswith(":[0-5][0-9]$"):
        return "time, `HH:MM`"
    return f"text, at most {found['maxLength']} characters" if "maxLength" in found else "code"


def _records() -> Iterator[str]:
    for name, record in RECORDS.items():
        yield f"## {name}\n"
        yield "| field | kind | purpose |\n|---|---|---|"
        for field, schema in record.model_json_schema()["properties"].items():
            yield f"| `{field}` | {kind(schema)} | {schema['description']} |"
        yield ""


def _store() -> Iterator[str]:
    yield "## What the store adds\n"
    yield "Payloads hold the fields above and no other. Logs hold no field of a record.\n"
    yield "| table | column | purpose |\n|---|---|---|"
    for name, purposes in STORE.items():  # in the order here, whatever was imported first
        for column in Base.metadata.tables[name].columns:
            yield f"| `{name}` | `{column.name}` | {purposes[column.name]} |"


def page() -> str:
    """Make the page."""
    return "\n".join([INTRODUCTION, *_records(), *_store()]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
