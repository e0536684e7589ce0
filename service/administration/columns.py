"""What the columns of the store are called in a copy, for the person whom it is about.

The fields of a record are called what `data.records` says that they are; a copy is in Swedish only.
"""

from typing import Final

from data.records import ExperiencePart, ParticipantRecord, PlacementRecord, SkillPart

COLUMNS: Final = {
    "actor": "vem som gör det",
    "allocation_id": "utkastets nummer",
    "at": "när",
    "begins_on": "överenskommen första dag",
    "body": "svaret",
    "by": "vem som gjorde det",
    "clock": "klockslag",
    "closed": "när uppföljningen avslutades",
    "coach": "coach",
    "considered": "antal platser som prövades",
    "course_id": "praktikens nummer",
    "date": "dag som förslaget gäller",
    "day": "dag då det hände",
    "decided_at": "när någon bestämde",
    "decided_by": "vem som bestämde",
    "decision": "beslut",
    "deleted": "borttagen",
    "document": "innehåll",
    "done": "vad som har hänt sedan sist",
    "due": "dag då det ska vara klart",
    "eligible": "antal platser som kunde föreslås",
    "ended": "när det tog slut",
    "ended_by": "vem som avslutade",
    "ended_on": "sista dag",
    "given": "vad som bestämdes",
    "goal": "slutmål",
    "headers": "svarets rubriker",
    "held_on": "dag då mötet hölls",
    "hours": "timmar i veckan",
    "hours_from": "timmar i veckan i början",
    "hours_to": "timmar i veckan sedan",
    "id": "nummer",
    "inputs_hash": "kontrollsumma av underlaget",
    "key": "begärans nyckel",
    "kind": "sort",
    "made": "när det lades till",
    "model_hash": "kontrollsumma av textmodellen",
    "model_id": "textmodell",
    "municipality": "kommunkod",
    "next_step": "vad som ska göras till nästa gång",
    "note": "coachens anteckning",
    "number": "ordning",
    "outcome": "hur det gick",
    "output_hash": "kontrollsumma av svaret",
    "participant_id": "ärendenummer",
    "payload": "uppgifter",
    "program": "programmets version",
    "protected": "skyddade uppgifter",
    "ramp_weeks": "antal veckor som timmarna ökar",
    "reason": "varför",
    "request_hash": "kontrollsumma av begäran",
    "revision": "ändringens nummer",
    "rule": "vad som är låst",
    "run_id": "förslagets nummer",
    "seed": "ordning bland lika poäng",
    "shown": "platser som visades",
    "side": "vems skäl det var",
    "since": "sedan när",
    "slot_id": "platsens nummer",
    "started_on": "första dag",
    "state": "läge",
    "status": "svarets sort",
    "step": "vad som hände",
    "study_hours": "timmar i veckan för studier",
    "subject": "vad det gäller",
    "suggested_on": "dag då någon gick vidare",
    "text": "med egna ord",
    "text_hash": "kontrollsumma av texten",
    "told": "coachen har läst det",
    "top": "antal förslag som begärdes",
    "unit_id": "enhet",
    "until": "överenskommen sista dag",
    "version": "antal ändringar",
    "weights_version": "vikter",
    "with_whom": "vilka som var med",
    "words": "skälet med egna ord",
}
"""Column → what it is called."""

FIELDS: Final = {
    name: (field.description or name).partition(". ")[0].rstrip(".")
    for record in (PlacementRecord, SkillPart, ExperiencePart, ParticipantRecord)
    for name, field in record.model_fields.items()
}
"""Field of a record → what it is called."""


def called(name: str, *, inside: bool) -> str:
    """Give what a column is called, or a field of the record inside one; a name that is not known as it is.

    Examples
    --------
    >>> called("unit_id", inside=False), called("goals", inside=True)
    ('enhet', 'Vad deltagaren vill, med egna ord')
    """
    first, then = (FIELDS, COLUMNS) if inside else (COLUMNS, FIELDS)
    return first.get(name) or then.get(name, name)
