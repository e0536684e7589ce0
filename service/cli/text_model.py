"""The command ``evaluate-text``: the text model beside others, on what it was not taught."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from service.cli import params
from service.cli.output import decimal, emit, note, say, whole, working
from service.cli.shell import Stop

NAMES = {
    "ndcg@10": "nDCG@10",
    "map": "MAP",
    "mrr": "MRR",
    "hit@1": "träff@1",
    "hit@5": "träff@5",
    "hit@10": "träff@10",
    "recall@10": "täckning@10",
}

VERDICTS = {1: "bättre", 0: "går ej att skilja", -1: "sämre"}


def evaluate_text(
    *,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="MAPP",
            help="Mapp med taxonomins filer. Annars ../shared/data bredvid projektets mapp.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="MAPP", help="Skriver text-model.json och text-model.md dit."),
    ] = None,
    systems: Annotated[
        str | None,
        typer.Option(
            "--systems",
            metavar="NAMN",
            help="Bara de här måtten, med komma mellan: blend, bundled, ngrams, rapidfuzz, minilm, e5.",
        ),
    ] = None,
    as_json: params.AsJson = False,
) -> None:
    """Jämför textmodellen med andra mått på likhet, på uppgifter som den inte har lärt sig av.

    Yrken som kan ersätta varandra, kompetenser, vardagligt tal, skrivfel, sammansatta ord och engelska. Varje
    siffra har ett 95-procentigt intervall. Tar omkring tio minuter när alla mått är med.
    """
    from data.model.material import SHARED, MaterialMissing
    from evaluation.text.page import page
    from evaluation.text.running import run
    from evaluation.text.systems import OFFERS

    keys = tuple(OFFERS) if systems is None else tuple(filter(None, map(str.strip, systems.split(","))))
    if not keys or not set(keys) <= set(OFFERS):
        raise Stop(f"--systems är {systems}. Ange ett eller flera av {', '.join(OFFERS)}, med komma mellan.")
    try:
        with working("Läser taxonomin") as report:
            figures = run(folder=data or SHARED, keys=keys, report=report)
    except MaterialMissing as error:
        raise Stop(f"{error}\nAnge mappen med --data.") from None
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        text = json.dumps(figures, ensure_ascii=False, indent=1)
        (out / "text-model.json").write_text(text + "\n", encoding="utf-8", newline="\n")
        (out / "text-model.md").write_text(page(figures), encoding="utf-8", newline="\n")
    for one in figures["systems"]:
        if one["install"]:
            note(f"{one['sv']} saknas och jämförs inte. Installera: {one['install']}")
    if as_json:
        emit(figures)
        return
    for line in lines(figures):
        say(line)


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """Give the figures as people read them at a terminal."""
    from evaluation.text.running import verdict

    names = {one["key"]: one["sv"] for one in figures["systems"]}
    base = names[next(iter(figures["tasks"][0]["rows"]))]
    for task in figures["tasks"]:
        first = task["metrics"][0]
        yield (
            f"{task['sv']}: {whole(task['queries'])} frågor från {whole(task['sources'])} källor, "
            f"{whole(task['targets'])} svar att välja bland"
        )
        heads = "".join(f"{NAMES[name]:>24}" for name in task["metrics"])
        yield f"  {'':<16}{heads}  {base} över"
        for key, row in task["rows"].items():
            cells = "".join(f"{_interval(row['means'][name]):>24}" for name in task["metrics"])
            behind = row["behind"].get(first)
            last = f"  {_interval(behind)} {VERDICTS[verdict(behind)]}" if behind else ""
            yield f"  {names[key]:<16}{cells}{last}".rstrip()
        yield ""
    yield f"{'':<18}{'texter/s på en kärna':>22}{'storlek, MiB':>16}"
    for one in figures["systems"]:
        if one["install"]:
            continue
        rate = whole(one["speed"]["texts_per_second"]) if one["speed"] else "gör inga vektorer"
        size = decimal(one["bytes"] / 2**20) if one["bytes"] else "–"
        yield f"  {one['sv']:<16}{rate:>22}{size:>16}"
    loading = figures["loading"]
    yield (
        f"En ny process har den inbyggda modellen redo efter {decimal(loading['seconds'], 2)} s "
        f"processortid, och tar {whole(loading['memory'] / 2**20)} MiB."
    )
    yield "Intervallen är 95-procentiga. Bättre, sämre: hela skillnadens intervall ligger på en sida om noll."


def _interval(one: dict[str, float | None]) -> str:
    numbers = [decimal(one[name], 3) if one[name] is not None else "–" for name in ("value", "low", "high")]  # type: ignore[arg-type]
    return f"{numbers[0]} [{numbers[1]}; {numbers[2]}]".replace("-", "−")
