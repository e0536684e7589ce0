"""Any sentence-transformers model that is on this machine. Nothing here ever downloads."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from matcher.text import Vectors, has_words


class ModelNotFound(LookupError):  # noqa: N818 - the name says what happened
    """A text model that cannot be loaded here; the message says, in Swedish, what to do."""


class SentenceModel:
    """An `Encoder` around a loaded sentence-transformers model.

    Parameters
    ----------
    name : what people call the model, without the way to it.
    model : a ``sentence_transformers.SentenceTransformer``.
    """

    def __init__(self, name: str, model: Any) -> None:
        self.id = name
        self.dimensions = int(model.get_embedding_dimension())
        self.hash = _hash(model)
        self._model = model

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts: float32 (n, dimensions), unit rows; zero for a text without a letter or digit."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        filled = [row for row, text in enumerate(texts) if has_words(text)]
        if filled:
            vectors[filled] = self._model.encode(
                [texts[row] for row in filled],
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return vectors


def _hash(model: Any) -> str:
    """Hash the layers, how they are set, and every weight."""
    digest = hashlib.sha256(str(model).encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(np.ascontiguousarray(tensor.detach().cpu().float().numpy()).tobytes())
    return digest.hexdigest()


def sentence_model(name: str) -> SentenceModel:
    """Load a model by path or name.

    Raises
    ------
    ModelNotFound
        When the extra `transformers` is not installed, or the model is not on this machine.
    """
    try:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - an extra, slow to import
    except ImportError:
        raise ModelNotFound(
            f"Textmodellen {name!r} behöver tillägget transformers. "
            "Installera det med: pip install 'rattplats[transformers]'"
        ) from None
    try:
        if not name:
            raise ValueError("a model needs a name")  # noqa: TRY301 - told like any other name of nothing
        model = SentenceTransformer(name, device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        raise ModelNotFound(
            f"Textmodellen {name!r} finns inte på den här datorn, och inget laddas ned. "
            "Ange sökvägen till en mapp med en sentence-transformers-modell, eller utelämna namnet "
            "så används den inbyggda modellen."
        ) from error
    return SentenceModel(Path(name).name if Path(name).is_dir() else name, model)
