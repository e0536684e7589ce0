"""The card of a trained model, and its figures: written by the run that made the model."""

import json
import platform
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from string import Template
from typing import Any, Final

import numpy as np
import scipy
import tokenizers

from data.model import bias, grouping, knowing, lexical, manifest
from data.model.material import Material, phrases, splits
from data.model.static import StaticEncoder
from data.model.training.run import Trained
from data.model.training.settings import Settings
from matcher.text import Blend

_TEXTS: Final = 20_000
_LOADING: Final = (
    "import re, sys, time; began = time.process_time();"
    "from pathlib import Path; from data.model.static import StaticEncoder;"
    "StaticEncoder(Path(sys.argv[1])).encode(['städare']);"
    "taken = time.process_time() - began;"
    "print(taken, int(re.search('VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) / 1024)"
)
"""What a fresh process does to have the model ready, in processor time, and its most memory."""


def write(folder: Path, trained: Trained, settings: Settings, material: Material, seconds: float) -> None:
    """Write `README.md` and `figures.json` beside a model that is in place.

    Parameters
    ----------
    folder : of the model.
    trained, settings, material : what made it.
    seconds : that all of it took.
    """
    _written(folder, _figures(folder, trained, settings, material, seconds))


def again(folder: Path, settings: Settings) -> None:
    """Write the same for a model whose groups and titles were learnt again: other figures stay."""
    before = json.loads((folder / manifest.FIGURES).read_text(encoding="utf-8"))
    size = {**before["size"], "bytes": _bytes(folder)}
    new = {"settings": asdict(settings), "size": size, **_of_the_blend(folder, settings)}
    _written(folder, {**before, **new})


def _written(folder: Path, figures: Mapping[str, Any]) -> None:
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    (folder / manifest.FIGURES).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    template = Template(Path(__file__).with_name("card.md").read_text(encoding="utf-8"))
    (folder / "README.md").write_text(template.substitute(_words(figures)), encoding="utf-8", newline="\n")


def _figures(
    folder: Path, trained: Trained, settings: Settings, material: Material, seconds: float
) -> dict[str, Any]:
    made = manifest.check(folder)
    written = phrases()
    return {
        "id": made.id,
        "sha256": made.sha256["model.safetensors"],
        "settings": asdict(settings),
        "size": {
            "parts": len(trained.parts),
            "dimensions": trained.parts.shape[1],
            "bytes": _bytes(folder),
        },
        "pairs": dict(trained.pairs),
        "split": {
            "substitutes": _sides(len(splits.substitutes(material, side)) for side in ("train", "judge")),
            "skill_links": _sides(len(splits.skill_links(material, side)) for side in ("train", "judge")),
            "english": _sides(len(splits.english(material, side)) for side in ("train", "judge")),
            "phrases": _sides(len(splits.written(written, side)) for side in ("train", "judge")),
        },
        "seconds": {**trained.seconds, "all": round(seconds)},
        "speed": _speed(trained, material),
        **_of_the_blend(folder, settings),
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "tokenizers": tokenizers.__version__,
        },
    }


def _of_the_blend(folder: Path, settings: Settings) -> dict[str, Any]:
    moved = bias.measure(_blend(folder, settings))
    return {"loading": _loading(folder), "bias": {name: asdict(one) for name, one in moved.items()}}


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _sides(counts: Any) -> dict[str, int]:
    return dict(zip(("teach", "judge"), counts, strict=True))


def _speed(trained: Trained, material: Material) -> dict[str, float]:
    """Measure texts a second as the served model encodes them, in one process."""
    titles = [one.label for one in material.occupations] or [one.text for one in phrases()]
    texts = (titles * (1 + _TEXTS // len(titles)))[:_TEXTS]
    began = time.perf_counter()
    trained.encode(texts)
    return {"texts": _TEXTS, "a_second": round(_TEXTS / (time.perf_counter() - began))}


def _blend(folder: Path, settings: Settings) -> Blend:
    groups, known = grouping.read(folder), knowing.read(folder)
    return Blend(StaticEncoder(folder), lexical(), settings.dense, groups, settings.grouped, known)


def _loading(folder: Path) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own code
        [sys.executable, "-c", _LOADING, str(folder.resolve())],
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
    )
    seconds, megabytes = map(float, done.stdout.split())
    return {"seconds": round(seconds, 2), "megabytes": round(megabytes)}


def _words(figures: Mapping[str, Any]) -> dict[str, str]:
    """Give what the template's holes are filled with."""
    split, size = figures["split"], figures["size"]
    return {
        "id": figures["id"],
        "sha256": figures["sha256"],
        "parts": f"{size['parts']:,}",
        "dimensions": str(size["dimensions"]),
        "megabytes": f"{size['bytes'] / 1e6:.1f}",
        "seed": str(figures["settings"]["seed"]),
        "minutes": f"{figures['seconds']['all'] / 60:.0f}",
        "stages": ", ".join(
            f"{name} {took:.0f} s" for name, took in figures["seconds"].items() if name != "all"
        ),
        "per_second": f"{figures['speed']['a_second']:,}",
        "loading": f"{figures['loading']['seconds']:.2f}",
        "memory": f"{figures['loading']['megabytes']:.0f}",
        "dense": str(figures["settings"]["dense"]),
        "grouped": str(figures["settings"]["grouped"]),
        "split": "\n".join(
            f"| {name.replace('_', ' ')} | {sides['teach']:,} | {sides['judge']:,} |"
            for name, sides in split.items()
        ),
        "pairs": "\n".join(f"| `{name}` | {count:,} |" for name, count in figures["pairs"].items()),
        "bias": "\n".join(
            f"| {kind} | {one['words']} | {one['most']:.3f} | {one['usual']:.4f} | {one['group']:.3f} |"
            for kind, one in figures["bias"].items()
        ),
        "swap": f"{bias.SWAP:.1f}",
        "group": f"{bias.GROUP:.1f}",
        "versions": ", ".join(f"{name} {version}" for name, version in figures["versions"].items()),
    }
