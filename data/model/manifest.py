"""The manifest of a model's folder: its name, its shares in the blend, and a hash of each file."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

NAME: Final = "manifest.json"
FIGURES: Final = "figures.json"
"""How the model was made and what it measured: it decides no vector."""

DECIDING: Final = ("*.safetensors", "*.json", "*/*.json")
"""Files that decide a vector. The card is not one of them."""


class ModelDamaged(RuntimeError):  # noqa: N818 - the name says what happened
    """The files of a model are not those that were made; the message says, in Swedish, what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model's folder says about itself.

    Attributes
    ----------
    id : name of the model, for people.
    dense : weight of the model in the blend with letter groups, from 0 to 1.
    grouped : weight in the blend of what groups of occupations have in common, from 0 to 1.
    sha256 : path within the folder → hash of the file's bytes.
    """

    id: str
    dense: float
    grouped: float
    sha256: Mapping[str, str]

    @property
    def hash(self) -> str:
        """Hash of everything that decides a vector."""
        lines = "\n".join(f"{path} {digest}" for path, digest in sorted(self.sha256.items()))
        return hashlib.sha256(lines.encode()).hexdigest()


def write(folder: Path, *, id: str, dense: float, grouped: float) -> Manifest:  # noqa: A002 - as the record names it
    """Write the manifest of a folder whose other files are in place."""
    manifest = Manifest(id, dense, grouped, _hashes(folder))
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2)
    (folder / NAME).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return manifest


def check(folder: Path) -> Manifest:
    """Read a manifest, and hold the files of its folder to it.

    Raises
    ------
    ModelDamaged
        When the manifest cannot be read, or a file is missing, has other content or is not in the manifest.
    """
    try:
        manifest = Manifest(**json.loads((folder / NAME).read_bytes()))
        expected = dict(manifest.sha256)
    except (OSError, ValueError, TypeError):
        raise ModelDamaged(_text(folder, f"{NAME} saknas eller går inte att läsa")) from None
    found = _hashes(folder)
    for path in sorted(expected.keys() | found.keys()):
        if path not in found:
            raise ModelDamaged(_text(folder, f"{path} saknas"))
        if path not in expected:
            raise ModelDamaged(_text(folder, f"{path} hör inte dit"))
        if expected[path] != found[path]:
            raise ModelDamaged(_text(folder, f"{path} har inte det innehåll som modellen gjordes med"))
    return manifest


def _hashes(folder: Path) -> dict[str, str]:
    paths = {path for pattern in DECIDING for path in folder.glob(pattern)} - {
        folder / NAME,
        folder / FIGURES,
    }
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
    }


def _text(folder: Path, what: str) -> str:
    return (
        f"Textmodellen i {folder} är skadad: {what}. Inget jämförs med en sådan modell. "
        "Hämta programmet på nytt."
    )
