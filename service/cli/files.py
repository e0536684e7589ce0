"""Files in: participants, slots and weights, with everything wrong in them said at once."""

import json
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from service.cli.output import Report, note
from service.cli.shell import Stop

if TYPE_CHECKING:
    from data.loaders import Loaded as LoadedFile
    from data.loaders.columns import Kind
    from matcher.domain import Participant, Slot
    from matcher.text import Encoder
    from matcher.weights import Weights

Loaded = TypeVar("Loaded")

WEIGHTS_BYTES: Final = 1_000_000
"""A weights file is one short object; anything larger is another file."""


def read_both(participants: Path, slots: Path, report: Report) -> "tuple[list[Participant], list[Slot]]":
    """Read the two files of a match.

    Raises
    ------
    Stop
        When one of them cannot be read whole.
    """
    report(f"Läser {participants.name}")
    people = read_records("participants", participants)
    report(f"Läser {slots.name}")
    return people, read_records("slots", slots)


def read_records(kind: "Kind", path: Path) -> list[Any]:
    """Read the records of a file; see `read_file`.

    Raises
    ------
    Stop
        With every problem of the file, by row and column.
    """
    return read_file(kind, path).records


def read_file(kind: "Kind", path: Path) -> "LoadedFile":
    """Read a file of records; what the loader remarks on goes to standard error.

    Raises
    ------
    Stop
        With every problem of the file, by row and column.
    """
    from data.loaders import load

    found = read(lambda: load(kind, path))
    for remark in found.notes:
        note(f"{path.name}: {remark}")
    return found


def read(load: Callable[[], Loaded]) -> Loaded:
    """Read a file, and turn what is wrong in it into one message.

    Raises
    ------
    Stop
        With every problem of the file.
    """
    from data.loaders import BadFile

    try:
        return load()
    except BadFile as bad:
        raise Stop(str(bad)) from None


def read_tables(sfi: Path | None, travel: Path | None) -> dict[str, Any]:
    """Read a municipality's own tables, as `data.reference.context` takes them.

    Raises
    ------
    Stop
        With every problem of the first file that has any.
    """
    from data.loaders import BadFile
    from data.reference import load_sfi, load_travel_minutes

    try:
        return {
            "sfi": load_sfi(sfi) if sfi else None,
            "minutes": load_travel_minutes(travel) if travel else None,
        }
    except BadFile as bad:
        raise Stop(str(bad)) from None


def read_model(name: str | None = None) -> "Encoder":
    """Load what texts are compared by.

    Parameters
    ----------
    name : another model than the bundled one, as the setting gives it.

    Raises
    ------
    Stop
        When the model is not on this machine, or its files are damaged.
    """
    from data.model import ModelDamaged, ModelNotFound, load_blend

    try:
        return load_blend(name or None)
    except (ModelNotFound, ModelDamaged) as error:
        raise Stop(str(error)) from None


def pick(records: "Sequence[Any]", wanted: str, what: str, path: Path) -> Any:
    """Find the record with an id.

    Raises
    ------
    Stop
        When no record has that id; the message names those that look most like it.
    """
    for record in records:
        if record.id == wanted:
            return record
    near = get_close_matches(wanted, [record.id for record in records], n=3, cutoff=0.4)
    hint = f" Närmast: {', '.join(near)}." if near else ""
    raise Stop(f"{path} har ingen {what} med id {wanted}.{hint}")


def read_weights(path: Path | None) -> "Weights":
    """Read a weights file; without one, give the weights the service starts with.

    Raises
    ------
    Stop
        When the file is not a weights file, or its content does not give the version it states.
    """
    from matcher.weights import Weights

    if path is None:
        return Weights.standard()
    if path.stat().st_size > WEIGHTS_BYTES:
        raise Stop(f"{path} är för stor för att vara en viktfil.")
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise Stop(f"{path} är inte JSON. Utgå från: rattplats weights show") from None
    values = document.get("weights") if isinstance(document, dict) else None
    if not isinstance(values, dict):
        raise Stop(f"{path}: objektet weights saknas. Utgå från: rattplats weights show")
    if wrong := _wrong_values(values):
        raise Stop(f"{path}: {wrong}")
    if not isinstance(document.get("evaluation"), dict | None):
        raise Stop(f"{path}: evaluation ska vara ett objekt. Utgå från: rattplats weights show --json")
    try:
        return Weights.from_dict(document)
    except ValueError:
        raise Stop(
            f"{path}: innehållet stämmer inte med versionen {document.get('version')}. Vikter ändras aldrig "
            "på plats: ta bort raden version, så får de en ny."
        ) from None


def _wrong_values(values: dict[str, Any]) -> str | None:
    from matcher.weights import FACTORS

    if missing := [name for name in FACTORS if name not in values]:
        return f"weights saknar {', '.join(missing)}."
    if strange := [name for name in values if name not in FACTORS]:
        return f"weights har okända faktorer: {', '.join(strange)}. De heter {', '.join(FACTORS)}."
    numbers = values.values()
    if not all(isinstance(n, int | float) and not isinstance(n, bool) and 0 <= n <= 100 for n in numbers):
        return "varje vikt ska vara ett tal från 0 till 100."
    if abs(sum(numbers) - 100) > 1e-9:
        return f"vikterna ska tillsammans bli 100, inte {sum(numbers):g}."
    return None
