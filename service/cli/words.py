"""Answers as a coach reads them: Swedish text, the reasons first, points last.

Every reason, requirement and question is the text the matcher gave. Nothing is computed here.
"""

import datetime as dt
import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from matcher.domain import Slot
from matcher.results import Assessment, Candidates, Change, Cost, NearMiss, Ranking, Reach, Suggestion
from service.cli.output import decimal, whole

PARTY: Final[Mapping[str, str]] = {"participant": "deltagaren", "employer": "arbetsgivaren"}

NOTHING: Final = "Ingen plats kan föreslås den här dagen."

SHOWN: Final = 0.05
"""Fewer points than this are written as 0,0 and so count as none."""


def rankings(answers: Sequence[Ranking], slots: Sequence[Slot], day: dt.date) -> Iterator[str]:
    """Give the lines for one participant in full, or a short table for each of many."""
    by_id = {slot.id: slot for slot in slots}
    if not answers:
        yield "Det finns inga deltagare i filen."
    for answer in answers:
        if len(answers) == 1:
            yield from _full(answer, by_id, day)
        else:
            yield from _table(answer, by_id)
    if len(answers) > 1:
        yield "Förslag – du bestämmer. Hela svaret för en deltagare: lägg till --participant ID."


def candidates(answer: Candidates, slot: Slot, day: dt.date) -> Iterator[str]:
    """Give the lines for one place: who could be asked, and why."""
    yield f"{place(slot)}: {_share(answer)} deltagare kan föreslås {day}."
    yield from _suggestions(
        [(f"Deltagare {s.participant_id}", s) for s in answer.suggestions],
        "Ingen deltagare kan föreslås för platsen den här dagen.",
    )
    yield from _near([(f"Deltagare {n.participant_id}", n) for n in answer.near_misses])


def reach(answer: Reach, slot: Slot, day: dt.date) -> Iterator[str]:
    """Give the lines for what each requirement of a place costs in people."""
    yield f"{place(slot)}: {_share(answer)} deltagare kan föreslås {day}."
    yield f"För {whole(answer.certain)} av dem är allt som platsen kräver känt och uppfyllt."
    costs = [cost for cost in answer.requirements if cost.fails or cost.unknown]
    yield ""
    yield "Vad kraven kostar:" if costs else "Inget krav utesluter någon."
    for cost in costs:
        yield from wrapped("- ", _cost(cost))


def place(slot: Slot) -> str:
    """Name a place: title, employer and id."""
    return f"{slot.title or 'Plats utan titel'}, {employer(slot)} (plats {slot.id})"


def employer(slot: Slot) -> str:
    """Name the employer of a place."""
    return slot.employer_name or slot.employer_id or "okänd arbetsgivare"


def _full(answer: Ranking, slots: Mapping[str, Slot], day: dt.date) -> Iterator[str]:
    yield f"Deltagare {answer.participant_id}: {_share(answer)} platser kan föreslås {day}."
    yield from _suggestions(
        [(place(slots[s.slot_id]), s) for s in answer.suggestions],
        NOTHING,
    )
    yield from _near([(place(slots[n.slot_id]), n) for n in answer.near_misses])
    if answer.questions:
        yield ""
        yield "Bra att fråga:"
        for question in answer.questions:
            yield from wrapped("- ", f"{question.text} Svaret kan avgöra {_places(question.opens)}.")
    yield ""


def _suggestions(named: Sequence[tuple[str, Suggestion]], empty: str) -> Iterator[str]:
    yield ""
    if not named:
        yield empty
        return
    yield "Förslag – du bestämmer:"
    for name, suggestion in named:
        yield ""
        yield f"{suggestion.rank:>2}. {name}"
        yield from _why(suggestion.assessment)


def _why(found: Assessment) -> Iterator[str]:
    gives = sorted((c for c in found.contributions if c.points >= SHOWN), key=lambda c: -c.points)
    reasons = [f"{_bare(c.text)} ({decimal(c.points)} poäng)." for c in gives]
    nothing = [f"{_bare(c.text)}." for c in found.contributions if c.points < SHOWN]
    unknown = [f"{_bare(v.text)}." for v in found.unknown]
    yield from wrapped("    Varför: ", " ".join(reasons) or "Inget talar särskilt för platsen ännu.")
    if nothing:
        yield from wrapped("    Ger inga poäng: ", " ".join(nothing))
    if unknown:
        yield from wrapped("    Inte känt: ", " ".join(unknown))
    yield f"    Tillsammans {decimal(found.score)} av 100 poäng."


def _near(named: Sequence[tuple[str, NearMiss]]) -> Iterator[str]:
    if not named:
        return
    yield ""
    yield "Nära, men något hindrar:"
    for name, miss in named:
        yield f"- {name}"
        yield from wrapped("    Öppnas av: ", "; ".join(_change(change) for change in miss.changes) + ".")


def _change(change: Change) -> str:
    return f"{_bare(change.text)} ({PARTY[change.by]})"


def _table(answer: Ranking, slots: Mapping[str, Slot]) -> Iterator[str]:
    yield f"Deltagare {answer.participant_id}: {_share(answer)} platser kan föreslås"
    for suggestion in answer.suggestions:
        slot = slots[suggestion.slot_id]
        best = sorted(suggestion.assessment.contributions, key=lambda c: -c.points)[:2]
        why = ". ".join(_bare(c.text) for c in best if c.points >= SHOWN)
        title = _cell(slot.title or "Plats utan titel", 28)
        yield f"{suggestion.rank:>4}  {title}  {_cell(employer(slot), 22)}  {_cell(slot.id, 8)}  {why}"
    if not answer.suggestions:
        yield f"      {NOTHING}"
    for question in answer.questions[:1]:
        yield f"      Bra att fråga: {question.text} Svaret kan avgöra {_places(question.opens)}."
    yield ""


def _share(answer: Ranking | Candidates | Reach) -> str:
    return f"{whole(answer.eligible)} av {whole(answer.considered)}"


def _places(count: int) -> str:
    return f"{whole(count)} {'plats' if count == 1 else 'platser'}"


def _cost(cost: Cost) -> str:
    parts = [cost.text]
    if cost.unknown:
        parts.append(f"För {whole(cost.unknown)} är det inte känt.")
    if cost.relaxation:
        opens = f"öppnar för {whole(cost.opens)} till" if cost.opens else "räcker inte ensamt för någon"
        parts.append(f"Möjlighet: {_bare(cost.relaxation.text)}. Det {opens}.")
    return " ".join(parts)


def _bare(text: str) -> str:
    return text.strip().rstrip(".")


def _cell(text: str, size: int) -> str:
    short = text if len(text) <= size else f"{text[: size - 1]}…"
    return f"{short:<{size}}"


def wrapped(first: str, text: str) -> list[str]:
    """Give a text as lines of the terminal, the first beginning with `first`, the rest under it."""
    columns = shutil.get_terminal_size((100, 24)).columns
    return textwrap.wrap(
        text,
        width=max(40, min(columns, 110)),
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
