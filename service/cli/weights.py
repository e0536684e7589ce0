"""The commands ``weights list``, ``show``, ``diff`` and ``activate``."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from service.cli import params, storage
from service.cli.files import read_weights
from service.cli.output import decimal, emit, note, say
from service.cli.shell import Stop

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from matcher.weights import Weights

PAGE: Final = 100
"""So many versions of weights are read from the store at a time."""
BY: Final = "kommandoraden"
_VERSION: Final = re.compile(r"weights-[0-9a-f]{12}")

Which = Annotated[
    str, typer.Argument(metavar="VERSION|FIL", help="En version ur databasen, eller en fil med vikter.")
]


def weights_list(*, as_json: params.AsJson = False) -> None:
    """Visar de vikter som finns i databasen, vilka som används nu och när andra togs i bruk."""
    from service.store import weights

    with storage.opened() as database, database.read() as session:
        used = _in_use(session)
        known = {used.version: used}
        after = ""
        while page := weights.page(session, limit=PAGE, after=after):
            known |= {found.version: found for found in page}
            after = page[-1].version
        activations = weights.activations(session)
    if as_json:
        listed = [found.to_dict() for found in known.values()]
        emit({"in_use": used.version, "weights": listed, "activations": [asdict(a) for a in activations]})
        return
    for found in known.values():
        mark = "  (används nu)" if found.version == used.version else ""
        say(f"{found.version}  {found.date}  {found.author}: {found.note}{mark}")
    if activations:
        say("\nTogs i bruk, senast först:")
    for made in activations:
        why = f": {made.reason}" if made.reason else ""
        say(f"  {made.at[:16].replace('T', ' ')}  {made.version}  av {made.by}{why}")


def weights_show(
    version: Annotated[
        str | None,
        typer.Argument(
            metavar="VERSION|FIL", help="En version ur databasen, eller en fil. Annars de som används nu."
        ),
    ] = None,
    *,
    as_json: params.AsJson = False,
) -> None:
    """Visar vikterna och vad de vilar på. Med --json går de att spara som viktfil."""
    from service.choosing import reasons

    found = _current() if version is None else _find(version)
    if as_json:
        emit(found.to_dict())
        return
    say(f"{found.version}, {found.date}, {found.author}")
    say(f"{found.note}. {found.evidence}" if found.evidence else found.note)
    labels, why = _labels(), reasons(found)
    for name, points in found.values.items():
        say(f"  {labels[name]:<15}{decimal(points):>6} poäng{_after(why.get(name))}")


def weights_diff(
    first: Which,
    second: Annotated[
        str | None,
        typer.Argument(metavar="VERSION|FIL", help="Det som jämförs med. Annars de vikter som används nu."),
    ] = None,
    *,
    as_json: params.AsJson = False,
) -> None:
    """Visar hur två versioner av vikterna skiljer sig, störst skillnad först, och varför om det är känt."""
    from service.choosing import differences, objection

    new = _find(first)
    old = _current() if second is None else _find(second)
    changes = differences(new, old)
    against = objection(new, old)
    if as_json:
        rows = [
            {
                "factor": row.factor,
                "from": row.before,
                "to": row.after,
                "change": round(row.change, 9),
                "reason": row.reason,
            }
            for row in changes
        ]
        emit({"from": old.version, "to": new.version, "factors": rows, "objection": against})
        return
    say(f"{old.version} → {new.version}")
    for row in changes:
        sign = "+" if row.change > 0 else "−" if row.change < 0 else " "
        say(
            f"  {_labels()[row.factor]:<15}{decimal(row.before):>6} → {decimal(row.after):>5}  "
            f"{sign}{decimal(abs(row.change))}{_after(row.reason)}"
        )
    if against:
        say(against)


def weights_activate(
    version: Which,
    *,
    reason: Annotated[
        str | None,
        typer.Option(
            "--reason", metavar="TEXT", help="Varför. Behövs när siffrorna talar emot, och sparas alltid."
        ),
    ] = None,
    as_json: params.AsJson = False,
) -> None:
    """Tar vikter i bruk: alla nya förslag räknas med dem, från nästa fråga.

    En version som enligt sina siffror är sämre än den som används nu tas bara i bruk med --reason.
    """
    from service.choosing import NeedsReason, objection, put_to_use, remark
    from service.store import weights

    if storage.settings().weights_file is not None:
        raise Stop(
            "RATTPLATS_WEIGHTS_FILE pekar ut en fil med vikter, och den går före databasen. "
            "Ta bort den inställningen först."
        )
    why = _reason(reason)
    new = _find(version)
    with storage.opened() as database, database.write() as session:
        used = _in_use(session)
        if new.version == used.version and weights.active_version(session) == new.version:
            note(f"{new.version} används redan.")
            made = weights.activations(session)[0]
        else:
            try:
                made = put_to_use(session, new, used, by=BY, reason=why)
            except NeedsReason as against:
                raise Stop(f"{against}\nVill ni ändå ta dem i bruk, ange varför: --reason 'skälet'") from None
            for line in (objection(new, used), remark(new, used) if new.version != used.version else None):
                if line:
                    note(line)
    if as_json:
        emit(asdict(made) | {"replaced": used.version})
        return
    say(
        f"{new.version} används nu i stället för {used.version}." if new.version != used.version else "Klart."
    )


def _reason(text: str | None) -> str | None:
    """Read why; a personnummer is refused here too."""
    from service.choosing import REASON_MOST, BadReason, reason_of

    wrong = {
        "empty": "--reason är tom. Skriv med några ord varför vikterna ska användas.",
        "long": f"--reason är längre än {REASON_MOST} tecken. Skriv kortare.",
        "identity": "--reason innehåller ett personnummer. Ta bort det.",
    }
    try:
        return None if text is None else reason_of(text)
    except BadReason as bad:
        raise Stop(wrong[str(bad)]) from None


def _current() -> "Weights":
    """Give the weights in use; the standard ones when there is no store yet."""
    chosen = storage.settings()
    if chosen.weights_file is not None or not storage.exists(chosen):
        return read_weights(chosen.weights_file)
    with storage.opened(chosen) as database, database.read() as session:
        return _in_use(session)


def _in_use(session: "Session") -> "Weights":
    """Give the weights of the settings, else those put to use, else the standard ones."""
    from service.store import weights

    file = storage.settings().weights_file
    found = None if file else weights.active(session)
    return found or read_weights(file)


def _find(word: str) -> "Weights":
    """Find a version in the store, or read a file."""
    if not _VERSION.fullmatch(word):
        return read_weights(Path(word))
    for known in (_current(), read_weights(None)):
        if known.version == word:
            return known
    from service.store import weights

    with storage.opened() as database, database.read() as session:
        found = weights.get(session, word)
    if found is None:
        raise Stop(f"Databasen har inga vikter med versionen {word}. Se: rattplats weights list")
    return found


def _labels() -> dict[str, str]:
    from matcher.factors import FACTORS

    return {factor.id: factor.label.sv for factor in FACTORS}


def _after(reason: str | None) -> str:
    return f"  {reason}" if reason else ""
