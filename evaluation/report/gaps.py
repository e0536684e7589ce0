"""Differences between groups as sentences: what differs, by how much, and where it comes from."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from evaluation.fairness.steps import BELOW
from evaluation.report import words

Said = tuple[Literal["can", "cannot", "watch"], str]

SENTENCES: Final[Mapping[str, str]] = {
    "eligible": "av de öppna platserna kan {own} föreslås, mot {rest} för övriga",
    "listed": "de främsta förslagen får {own} av alla poäng, mot {rest} för övriga",
    "chosen": "coachens val fanns på listan i {own} av besluten, mot {rest} för övriga",
    "placed": "{own} av placeringarna började, mot {rest} för övriga",
    "completed": "{own} av dem som började genomförde, mot {rest} för övriga",
    "job": "{own} av dem som genomförde fick jobb, mot {rest} för övriga",
}
RULE: Final = "kravet {label} stoppar {own} av de öppna platserna, mot {rest} för övriga"
FROM: Final = {"eligible": "kravet", "chosen": "kravet", "listed": "faktorn"}


def about_groups(found: Mapping[str, Any] | None) -> Iterator[Said]:
    """Say whether groups fare alike."""
    if found is None:
        yield "cannot", "Om grupper behandlas lika: ingen fil med grupper var med i körningen."
        return
    if not found["tested"]:
        yield "cannot", "Om grupper behandlas lika: i ingen grupp finns tillräckligt många deltagare."
    elif not found["found"]:
        text = (
            "Ingen skillnad mellan grupperna är större än vad slumpen ger. Det betyder inte att det inte "
            "finns någon: hur stor den kan vara visar intervallen."
        )
        yield "can", text
    for one in found["variables"]:
        yield from (("can", gap(one["variable"], row)) for row in one["comparisons"] if row["found"])
    if found["blind"] and found["blind"]["pairs"]:
        changed, pairs = found["blind"]["changed"], words.whole(found["blind"]["pairs"])
        told = f"{words.whole(changed)} ändrades. Det ska aldrig hända" if changed else "inget ändrades"
        text = (
            f"Poängen ser inte grupperna: {pairs} par av deltagare och plats räknades om med ombytta "
            f"grupper, och {told}."
        )
        yield "watch" if changed else "can", text


def gap(variable: str, row: Mapping[str, Any]) -> str:
    """Say what a difference between a group and the others is, and where it comes from."""
    name = f"{variable}, {row['group']}"
    if row["shown"]:
        own, rest = (words.percent(row[side]["value"], 1) for side in ("own", "rest"))
        told = RULE if row["is_rule"] else SENTENCES[row["step"]]
        said = told.format(label=row["label"], own=own, rest=rest)
        text = f"{name}: {said}. Skillnaden är {words.points(row['difference'])} procentenheter."
    else:
        what = f"kravet {row['label']}" if row["is_rule"] else f"”{row['label']}”"
        text = (
            f"{name}: {what} skiljer sig från övriga, mer än slumpen. Siffrorna gäller för få och visas inte."
        )
    causes = [_cause(row["step"], cause) for cause in row["causes"][:2]]
    if not row["is_rule"] and not causes:
        causes = ["Den går inte att föra till något enskilt."]
    return " ".join([text[:1].upper() + text[1:], *causes])


def _cause(step: str, cause: Mapping[str, Any]) -> str:
    if step in FROM and cause["id"] != BELOW:
        said = f"Den kommer av {FROM[step]} {cause['label']}"
    else:
        said = f"Den kommer av hur ofta det blev så här: {cause['label']}"
    if cause["gap_without"] is None:
        return f"{said}."
    return f"{said}; utan det vore skillnaden {words.signed(100 * cause['gap_without'])} procentenheter."
