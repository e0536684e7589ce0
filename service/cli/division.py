"""A division as a coach reads it: who gets which place in the draft and why, who gets none, and what helps.

Every sentence about a person is the matcher's. Nothing is computed here.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from matcher.allocation import Allocation, Assigned, Group, Unassigned
from matcher.domain import Slot
from service.cli.output import decimal, whole
from service.cli.words import PARTY, place, wrapped

WITHOUT_SEATS = "Det är inte känt hur många lediga platser som finns: räknat som en. Fråga arbetsgivaren."


def lines(answer: Allocation, slots: Sequence[Slot], day: dt.date) -> Iterator[str]:
    """Give the lines of a whole draft."""
    by_id = {slot.id: slot for slot in slots}
    people = len(answer.assigned) + len(answer.unassigned)
    if not people:
        yield "Det finns inga deltagare i filen."
        return
    yield f"Utkast {day}: {whole(len(answer.assigned))} av {whole(people)} deltagare får en plats."
    yield "Förslag – du bestämmer. Inget är bokat. Varje rad bekräftas av deltagarens egen coach."
    yield ""
    for group in answer.groups:
        yield from wrapped("- ", _group(group))
    for one in answer.assigned:
        yield ""
        yield from _assigned(one, by_id)
    if answer.unassigned:
        yield ""
        yield "Utan plats i utkastet:"
    for without in answer.unassigned:
        yield ""
        yield from _unassigned(without, by_id)
    yield ""
    left = whole(sum(answer.left.values()))
    yield f"Tillsammans {decimal(answer.total)} poäng. Lediga platser kvar: {left}."
    yield from wrapped("", answer.stability.message.text)


def _group(group: Group) -> str:
    said = f"Prioritet {group.priority}: {whole(group.placed)} av {whole(group.people)} får en plats"
    if group.lowest is None:
        return f"{said}."
    return (
        f"{said}. Den som får minst får {decimal(group.lowest)} poäng. "
        f"Mindre än hälften av vad den bästa platsen ger: {whole(group.poor)}."
    )


def _assigned(one: Assigned, slots: Mapping[str, Slot]) -> Iterator[str]:
    locked = " (låst i förväg)" if one.locked else ""
    yield f"Deltagare {one.participant_id}: {place(slots[one.slot_id])}{locked}"
    gives = sorted((c for c in one.assessment.contributions if c.points), key=lambda c: -c.points)
    why = " ".join(c.text for c in gives) or "Inget talar särskilt för platsen ännu."
    yield from wrapped("    Varför: ", f"{why} Tillsammans {decimal(one.score)} av 100 poäng.")
    unknown = [v.text for v in one.assessment.unknown if v.rule != "capacity"]
    if not one.seats_known:
        unknown.append(WITHOUT_SEATS)
    if unknown:
        yield from wrapped("    Inte känt: ", " ".join(unknown))
    for lost in one.displaced[:1]:
        said = f"{place(slots[lost.slot_id])} ({decimal(lost.score)} poäng). {lost.text}"
        yield from wrapped("    Passar bättre: ", said)


def _unassigned(one: Unassigned, slots: Mapping[str, Slot]) -> Iterator[str]:
    yield from wrapped(f"Deltagare {one.participant_id}: ", one.message.text)
    for lost in one.displaced[:1]:
        said = f"{place(slots[lost.slot_id])} ({decimal(lost.score)} poäng). {lost.text}"
        yield from wrapped("    Passar bäst: ", said)
    for miss in one.near_misses:
        changes = "; ".join(f"{change.text} ({PARTY[change.by]})" for change in miss.changes)
        yield from wrapped("    Öppnas: ", f"{place(slots[miss.slot_id])}. Det som behövs: {changes}.")
    for question in one.questions[:1]:
        yield from wrapped("    Bra att fråga: ", question.text)
