"""The commands that only write files: ``convert ads``, ``template`` and ``synthetic``."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from service.cli import params
from service.cli.files import read
from service.cli.output import emit, note, say, whole, working
from service.cli.records import KINDS, InFile, KindWord, OutFile, kind, write
from service.cli.shell import Stop

if TYPE_CHECKING:
    from data.ads import AdWarning, ConvertedAd

LOUD: Final = "discrimination"
"""The kind of warning that must be seen: the text may not be published as it stands."""


def convert_ads(file: InFile, *, out: OutFile = None, as_json: params.AsJson = False) -> None:
    """Gör platser av annonser från Platsbanken (JobSearch) och säger var varje uppgift är läst.

    Krav som kan vara diskriminerande flaggas på standard fel, så att de inte följer med obemärkt.
    """
    from data.ads import convert

    with working(f"Läser {file.name}"):
        ads = read(lambda: convert(file))
    if out is not None:
        write([ad.slot for ad in ads], out, KINDS["slots"])
        note(f"{whole(len(ads))} platser skrivna till {out}.")
    if as_json:
        emit([ad.to_dict() for ad in ads])
    else:
        say(f"{file.name}: {whole(len(ads))} annonser blev platser.")
        for ad in ads:
            say()
            for line in _ad_lines(ad):
                say(line)
    for ad in ads:
        for warning in ad.warnings:
            if warning.kind == LOUD:
                note(f"VARNING plats {ad.slot.id}: {_warning(warning)}")


def _ad_lines(ad: "ConvertedAd") -> Iterator[str]:
    slot = ad.slot
    yield f"{slot.id}  {slot.title or 'Plats utan titel'}, {slot.employer_name or 'okänd arbetsgivare'}"
    values = ad.to_dict()
    for name, origins in ad.sources.items():
        read_from = "; ".join(
            f"{origin.path}: ”{origin.quote}”" if origin.quote else origin.path for origin in origins
        )
        yield f"    {name} = {_value(values.get(name))}  (läst i {read_from})"
    for warning in ad.warnings:
        yield f"    {'VARNING: ' if warning.kind == LOUD else 'Obs: '}{_warning(warning)}"


def _warning(warning: "AdWarning") -> str:
    quote = f" ”{warning.quote}”" if warning.quote else ""
    return f"{warning.text}{quote} {warning.remedy}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "inga"
    text = " ".join(str(value).split())
    return text if len(text) <= 80 else f"{text[:77]}…"


def template(word: KindWord, *, out: OutFile = None) -> None:
    """Ger en mall med alla kolumner och en påhittad rad som visar hur de fylls i."""
    chosen = kind(word)
    from data.loaders import load
    from data.loaders.templates import template as table

    text = table(chosen.kind)
    if out is None:
        say(text.rstrip("\r\n").replace("\r\n", "\n"))
        return
    if out.exists():
        raise Stop(f"{out} finns redan och skrivs inte över. Välj ett annat namn.")
    if out.suffix.lower() == ".csv":
        out.write_text(text, encoding="utf-8-sig", newline="")
    else:
        write(load(chosen.kind, text.encode(), "mall.csv").records, out, chosen)
    say(f"Mallen är skriven till {out}. Byt exempelraden mot egna uppgifter.")


def synthetic(
    *,
    out: Annotated[Path, typer.Option("--out", metavar="MAPP", help="Mapp att skriva filerna i.")],
    participants: Annotated[
        str, typer.Option("--participants", metavar="ANTAL", help="Så många påhittade deltagare.")
    ] = "300",
    slots: Annotated[
        str, typer.Option("--slots", metavar="ANTAL", help="Så många påhittade platser.")
    ] = "250",
    placements: Annotated[
        str, typer.Option("--placements", metavar="ANTAL", help="Så många påhittade placeringar.")
    ] = "1200",
    seed: params.Seed = "0",
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DAG", help="Dagen som kommunen finns, som åååå-mm-dd. Annars i dag."),
    ] = None,
) -> None:
    """Skriver en påhittad kommun som CSV-filer, att prova de andra kommandona på."""
    people = params.integer("--participants", participants, 1, 100_000)
    places = params.integer("--slots", slots, 1, 1_000_000)
    past = params.integer("--placements", placements, 0, 1_000_000)
    chosen, day = params.seed(seed), params.day(date)
    if out.exists() and any(out.iterdir()):
        raise Stop(f"{out} är inte tom, och inget skrivs över. Välj en annan mapp.")
    from data.synthetic import municipality
    from data.synthetic import write as write_town

    with working("Hittar på en kommun") as report:
        town = municipality(
            chosen,
            participants=people,
            employers=max(1, places * 3 // 5),
            slots=places,
            placements=past,
            today=day,
        )
        report("Skriver filer")
        files = write_town(town, out)
    say(f"{whole(people)} deltagare, {whole(places)} platser och {whole(past)} placeringar ligger i {out}.")
    say("Alla människor, arbetsgivare och händelser är påhittade (syntetiska). Prova till exempel:")
    say(f"  rattplats rank --participants {files[0]} --slots {files[1]} --top 3")
    if past:
        say(f"  rattplats evaluate --participants {files[3]} --slots {files[4]} --placements {files[2]}")
