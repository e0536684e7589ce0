"""The command ``tune``: weights learned from a municipality's own history, and the evidence for them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from service.cli import params
from service.cli.files import read_tables, read_weights
from service.cli.output import decimal, emit, note, one_off, say, whole, working
from service.cli.past import OutcomesFile, PlacementsFile, read_outcomes, read_past
from service.cli.shell import Stop

if TYPE_CHECKING:
    from evaluation.tuning.artefact import Tuned
    from matcher.weights import Weights

TARGETS: Final = ("outcome", "choice")


def tune(
    *,
    participants: params.ParticipantsFile,
    slots: params.SlotsFile,
    placements: PlacementsFile,
    out: Annotated[Path, typer.Option("--out", metavar="FIL", help="Viktfil att skriva (JSON).")],
    weights: params.WeightsFile = None,
    target: Annotated[
        str,
        typer.Option(
            "--target", metavar="MÅL", help="outcome: hur det gick, eller choice: vad coacherna valde."
        ),
    ] = "outcome",
    outcomes: OutcomesFile = None,
    sfi: params.SfiFile = None,
    travel_minutes: params.TravelFile = None,
    seed: params.Seed = "0",
    as_json: params.AsJson = False,
) -> None:
    """Lär vikter av hur tidigare placeringar gick, och prövar dem på senare placeringar.

    Vikterna skrivs till en fil med det de vilar på. De tas i bruk först med weights activate.
    """
    from data.reference import context
    from evaluation.tuning.artefact import tuned
    from evaluation.tuning.evidence import TooLittle

    if target not in TARGETS:
        raise Stop(f"--target är {target}. Välj {' eller '.join(TARGETS)}.")
    if out.exists():
        raise Stop(f"{out} finns redan. Välj ett annat namn: vikter skrivs aldrig över.")
    today, number, day = read_weights(weights), params.seed(seed), params.day(None)
    tables = read_tables(sfi, travel_minutes)
    grades = read_outcomes(outcomes)
    with one_off(), working("Läser filer") as report:
        past = read_past(participants, slots, placements, outcomes=grades, report=report)
        try:
            found = tuned(
                past.history,
                context(weights=today, **tables),
                today,
                date=day.isoformat(),
                inputs={
                    kind: {"sha256": digest, "records": count} for kind, digest, count in past.manifest()
                },
                synthetic=past.invented,
                target="choice" if target == "choice" else "outcome",
                seed=number,
                report=report,
            )
        except TooLittle as little:
            raise Stop(str(little)) from None
    out.write_text(json.dumps(found.weights.to_dict(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if as_json:
        emit(found.weights.to_dict())
        return
    _tell(found, today, out)


def _tell(found: "Tuned", today: "Weights", out: Path) -> None:
    from matcher.factors import FACTORS

    for line in found.notes:
        note(line)
    say(found.weights.evidence)
    say(f"\n{'':<18}{'i dag':>7}{'lärda':>7}")
    reasons = {reason.factor: reason.text for reason in found.reasons}
    for factor in FACTORS:
        before, after = today.values[factor.id], found.weights.values[factor.id]
        say(f"  {factor.label.sv:<16}{decimal(before):>7}{decimal(after):>7}  {reasons[factor.id]}")
    say(
        f"\nPå {whole(_judged(found))} senare placeringar, nDCG@10 efter hur det gick "
        "(med 95 procents intervall):"
    )
    for row in found.evidence.rows:
        figure = row.figures["ndcg@10"]
        interval = f"({decimal(figure.low, 3)}–{decimal(figure.high, 3)})"
        say(f"  {row.label:<26}{decimal(figure.value, 3)}  {interval}")
    say(f"\n{found.sensitivity.text}")
    say(f"\n{out} har versionen {found.weights.version}. Ta i bruk: rattplats weights activate {out}")


def _judged(found: "Tuned") -> int:
    data: Any = (found.weights.evaluation or {}).get("data", {})
    return int(data.get("judged", 0))
