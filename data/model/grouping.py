"""The file of the groups of occupations beside a model."""

from pathlib import Path
from typing import Final

import numpy as np
from safetensors.numpy import load_file, save_file

from matcher.text import Groups

NAME: Final = "groups.safetensors"
PARTS: Final = ("directions", "sharpness", "bias", "traits")


def write(folder: Path, groups: Groups) -> None:
    """Write what was learnt of the groups."""
    parts = {name: getattr(groups, name) for name in PARTS}
    # safetensors writes the bytes as they lie, so rows must lie after each other.
    save_file({name: np.ascontiguousarray(part) for name, part in parts.items()}, folder / NAME)
    (folder / NAME).chmod(0o644)


def read(folder: Path) -> Groups | None:
    """Read the groups; None where a model has none. The manifest has checked the file."""
    path = folder / NAME
    return Groups(**load_file(path)) if path.exists() else None
