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
from service.api.employer_record import EmployerRecord
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
        "totp_secret": "hemligheten som telefonens engångskoder räknas ur",
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
    "shares": {
        "participant_id": "deltagaren som coachen har delat",
        "slot_id": "platsen som det gäller",
        "by": "coachen som delade",
        "at": "när",
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
    for table in Base.metadata.tables.values():
        for column in table.columns:
            yield f"| `{table.name}` | `{column.name}` | {STORE[table.name][column.name]} |"


def page() -> str:
    """Make the page."""
    return "\n".join([INTRODUCTION, *_records(), *_store()]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
