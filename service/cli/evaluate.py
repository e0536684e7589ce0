"""The command ``evaluate``: how good the suggestions are, for whom, and how sure that is."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from service.cli import params
from service.cli.files import read, read_tables, read_weights
from service.cli.output import emit, note, one_off, say, working
from service.cli.past import OutcomesFile, PlacementsFile, read_outcomes, read_past
from service.cli.shell import Stop

PAGE: Final = "rapport.html"
FIGURES: Final = "rapport.json"
KINDS: Final = {"participants": "Deltagare", "slots": "Platser", "placements": "Placeringar"}

GroupsFile = Annotated[
    Path | None,
    typer.Option(
        "--groups",
        metavar="FIL",
        help="Grupper att jämföra (CSV: participant_id;kön;ålder …). Läses bara här, aldrig av poängen.",
    ),
]


def evaluate(
    *,
    participants: params.ParticipantsFile,
    slots: params.SlotsFile,
    placements: PlacementsFile,
    weights: params.WeightsFile = None,
    groups: GroupsFile = None,
    outcomes: OutcomesFile = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="MAPP", help=f"Skriver {PAGE} och {FIGURES} dit."),
    ] = None,
    sfi: params.SfiFile = None,
    travel_minutes: params.TravelFile = None,
    seed: params.Seed = "0",
    as_json: params.AsJson = False,
) -> None:
    """Prövar förslagen mot tidigare placeringar, med intervall, och skriver en rapport.

    Deltagarna och platserna ska vara de som placeringarna gällde, som de var då.
    """
    from data.reference import context
    from evaluation.fairness import load_groups
    from evaluation.report import Source
    from evaluation.report import evaluate as made

    today, number, day = read_weights(weights), params.seed(seed), params.day(None)
    tables = read_tables(sfi, travel_minutes)
    if out is not None and out.exists() and not out.is_dir():
        raise Stop(f"{out} är ingen mapp. Ange en mapp att skriva rapporten i.")
    grades = read_outcomes(outcomes)
    with one_off(), working("Läser filer") as report:
        past = read_past(participants, slots, placements, outcomes=grades, report=report)
        divided = read(lambda: load_groups(groups, (p.id for p in past.participants))) if groups else None
        document = made(
            past.history,
            context(weights=today, **tables),
            today,
            date=day.isoformat(),
            synthetic=past.invented,
            sources=[Source(KINDS[kind], digest, count) for kind, digest, count in past.manifest()],
            groups=divided,
            seed=number,
            report=report,
        )
    if out is not None:
        _write(document, out)
    if as_json:
        emit(document)
        return
    for line in _lines(document):
        say(line)
    if out is not None:
        say(f"\nRapporten ligger i {out / PAGE}; samma siffror för program i {out / FIGURES}.")
    else:
        note("Lägg till --out MAPP för hela rapporten, med bilder och tabeller.")


def _write(document: Mapping[str, Any], folder: Path) -> None:
    from evaluation.report import MissingExtra, page

    try:
        shown = page(document)
    except MissingExtra as missing:
        raise Stop(str(missing)) from None
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    (folder / FIGURES).write_text(text + "\n", encoding="utf-8", newline="\n")
    (folder / PAGE).write_text(shown, encoding="utf-8", newline="\n")


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    """Give the summary and the one table as people read them at a terminal."""
    from evaluation.report import words
    from evaluation.report.summary import HEADINGS

    if document["synthetic"]:
        yield "Historiken är påhittad (syntetisk)."
    for kind, heading in HEADINGS.items():
        texts = [one["text"] for one in document["summary"] if one["kind"] == kind]
        if texts:
            yield f"\n{heading}:"
            yield from (f"- {text}" for text in texts)
    rows = document["systems"]["outcome"]["rows"]
    if rows:
        yield f"\n{'nDCG@10 efter hur det gick (95 %)':<56}{'skillnad mot dagens (95 %)':>30}{'p':>9}"
    for row in rows:
        apart = row["difference"]
        against = words.apart(apart) if apart else ""
        p = words.chance(apart["p"]) if apart else ""
        figure = words.between(row["figures"]["ndcg@10"])
        yield f"  {row['label']:<26}{figure:>28}{against:>30}{p:>9}".rstrip()
