"""Write a model's folder in the layout that sentence-transformers and model2vec both read."""

import json
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from data.model import grouping, knowing, manifest
from data.model.training.settings import Settings
from matcher.text import Groups, Known

ID: Final = "rattplats-sv"

_PEAK: Final = 1 / 16

_MODULES: Final = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]


def write(folder: Path, parts: NDArray[np.float32], tokenizer: Tokenizer) -> None:
    """Write the files of a model, all but its groups, its titles and its manifest.

    Parameters
    ----------
    folder : made when it is not there.
    parts : (vocabulary, d), the vector of each part.
    tokenizer : gives the numbers of the parts.
    """
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    save_file({"embedding.weight": np.ascontiguousarray(halved(parts))}, folder / "model.safetensors")
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8", newline="\n")
    _json(folder / "modules.json", _MODULES)
    _json(
        folder / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer",
            "prompts": {},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
            # What model2vec reads: unit length, and the whole text however long.
            "normalize": True,
            "max_length": None,
        },
    )
    _json(folder / "1_Normalize" / "config.json", {})


def read(folder: Path) -> tuple[NDArray[np.float32], Tokenizer]:
    """Read the vectors of the parts, and what gives their numbers, of a model that `write` wrote."""
    vectors = load_file(folder / "model.safetensors")["embedding.weight"].astype(np.float32)
    return vectors, Tokenizer.from_file(str(folder / "tokenizer.json"))


def seal(folder: Path, groups: Groups | None, known: Known | None, settings: Settings) -> manifest.Manifest:
    """Write the groups and the titles beside a model, if it has any, and the manifest of all its files."""
    if groups is None:
        (folder / grouping.NAME).unlink(missing_ok=True)
    else:
        grouping.write(folder, groups)
    if known is None:
        (folder / knowing.NAME).unlink(missing_ok=True)
    else:
        knowing.write(folder, known)
    return manifest.write(folder, id=ID, dense=settings.dense, grouped=settings.grouped)


def halved(parts: NDArray[np.float32]) -> NDArray[np.float16]:
    """Scale the vectors so that long texts do not overflow in half precision, and round them."""
    longest = np.abs(parts).max(initial=1e-6)
    found: NDArray[np.float16] = (parts * (_PEAK / longest)).astype(np.float16)
    return found


def _json(path: Path, content: object) -> None:
    path.write_text(f"{json.dumps(content, indent=2)}\n", encoding="utf-8", newline="\n")
