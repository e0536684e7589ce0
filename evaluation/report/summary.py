"""What may and may not be concluded, in plain Swedish, from the figures of the document alone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from evaluation.report import words
from evaluation.report.gaps import about_groups

Kind = Literal["can", "cannot", "watch"]
Document = Mapping[str, Any]
Said = tuple[Kind, str]

HEADINGS: Final[Mapping[Kind, str]] = {
    "can": "Det här går att säga",
    "cannot": "Det här går inte att säga",
    "watch": "Tänk på",
}
SURE: Final = 0.05
NOT_SIMPLER: Final = ("learned", "challenger")


def summary(document: Document) -> list[dict[str, str]]:
    """Give the sentences of the summary, in order: what can be said, what cannot, what to bear in mind."""
    said: list[Said] = [
        *_systems(document),
        *_learned(document),
        *_chances(document),
        *about_groups(document["fairness"]),
        *_firmness(document),
        *_always(document),
    ]
    return [{"kind": kind, "text": text} for wanted in HEADINGS for kind, text in said if kind == wanted]


def _systems(document: Document) -> Iterator[Said]:
    found = document["systems"]["outcome"]
    if not found["enough"]["rankable"]:
        yield "cannot", f"Vilket sätt att ordna platserna som är bäst. {found['enough']['text']}"
        return
    rows = {row["system"]: row for row in found["rows"]}
    today, chance = rows["today"]["figures"], rows["random"]["figures"]
    text = (
        "Av de senare placeringar som ledde vidare stod platsen bland de fem första i dagens ordning i "
        f"{words.between_percent(today['hit@5'])} av fallen. Ordnade av slumpen hade de stått där i "
        f"{words.percent(chance['hit@5']['value'])}. Det är mätt på "
        f"{words.whole(today['hit@5']['participants'])} deltagare, och vägt så att ett jobb räknas mer än en "
        "genomförd praktik."
    )
    yield "can", text
    yield from _against(rows)


def _against(rows: Mapping[str, Any]) -> Iterator[Said]:
    """Say which simpler ways today's weights are better than, worse than, and not told apart from."""
    sides: dict[str, list[str]] = {"better": [], "worse": [], "same": []}
    least = 0.0
    for row in rows.values():
        apart = row["difference"]
        if apart is None or row["system"] in NOT_SIMPLER:
            continue
        sure = apart["p"] is not None and apart["p"] < SURE and apart["low"] is not None
        sides["same" if not sure else "better" if apart["value"] < 0 else "worse"].append(row["label"])
        least = max(least, 0.0 if sure else apart["smallest"] or 0.0)
    if sides["better"]:
        yield "can", f"Dagens vikter ordnar bättre än {_listed(sides['better'])}. Det är mer än slump."
    if sides["worse"]:
        yield "can", f"Dagens vikter ordnar sämre än {_listed(sides['worse'])}. Det är mer än slump."
    if sides["same"]:
        text = (
            f"Om dagens vikter ordnar bättre eller sämre än {_listed(sides['same'])}. Så här många deltagare "
            f"visar bara skillnader i nDCG@10 som är större än ungefär {words.decimal(least, 2)}."
        )
        yield "cannot", text


def _learned(document: Document) -> Iterator[Said]:
    learned = document["learned"]
    if learned["refused"]:
        yield "cannot", f"Om andra vikter vore bättre. {learned['refused']}"
    else:
        yield "can" if learned["better"] or learned["worse"] else "cannot", learned["text"]


def _chances(document: Document) -> Iterator[Said]:
    found = document["chances"]
    if found["refused"]:
        yield "cannot", f"Hur stor chans en poäng betyder. {found['refused']}"
        return
    order = found["order"]
    rest = (
        "av två placeringar, där den ena gick bra och den andra inte, hade den som gick bra högre poäng i "
        f"{words.between_percent(order)} av fallen. Slumpen ger 50."
    )
    if order["low"] is not None and order["low"] > 0.5:
        yield "can", f"Placeringar med högre poäng går bättre: {rest}"
    else:
        yield "cannot", f"Att placeringar med högre poäng går bättre: {rest}"


def _firmness(document: Document) -> Iterator[Said]:
    found = document["sensitivity"]
    yield "cannot" if found["refused"] else "watch", found["text"]
    if warnings := (document["off_policy"].get("today") or {}).get("warnings"):
        yield "watch", f"Vad andra val hade lett till är osäkert. {' '.join(warnings)}"


def _always(document: Document) -> Iterator[Said]:
    if document["synthetic"]:
        text = (
            "Historiken är påhittad (syntetisk). Siffrorna visar att beräkningarna fungerar. De säger inget "
            "om verkliga deltagare eller platser."
        )
        yield "watch", text
    for text in document["data"]["leaks"]:
        yield "watch", text
    text = (
        "Coacherna valde platserna. Hur det hade gått på de platser som ingen valde vet ingen. Siffrorna "
        "säger därför vad som hör ihop, inte vad som orsakar vad."
    )
    yield "watch", text


def _listed(names: Sequence[str]) -> str:
    lower = [name[:1].lower() + name[1:] for name in names]
    return " och ".join([", ".join(lower[:-1]), lower[-1]]) if len(lower) > 1 else "".join(lower)
