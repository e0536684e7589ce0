"""The file of what is known of whole texts, beside a model."""

from pathlib import Path
from typing import Final

import numpy as np
from safetensors.numpy import load_file, save_file

from matcher.text import Known

NAME: Final = "known.safetensors"
PARTS: Final = ("keys", "moves", "axes")


def write(folder: Path, known: Known) -> None:
    """Write what is known."""
    parts = {name: getattr(known, name) for name in PARTS}
    # safetensors writes the bytes as they lie, so rows must lie after each other.
    save_file({name: np.ascontiguousarray(part) for name, part in parts.items()}, folder / NAME)
    (folder / NAME).chmod(0o644)


def read(folder: Path) -> Known | None:
    """Read what is known; None where a model has nothing. The manifest has checked the file."""
    path = folder / NAME
    return Known(**load_file(path)) if path.exists() else None
