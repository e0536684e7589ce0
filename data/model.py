"""The text models: the bundled one, and any sentence-transformers model on this machine.

Nothing here ever downloads.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.reference import occupations
from matcher.text import CharNgrams, Encoder, Vectors
from matcher.text import similarity as measure


class ModelNotFound(LookupError):  # noqa: N818 - the name says what happened
    """A text model that cannot be loaded here; the message says, in Swedish, what to do."""


@cache
def load_encoder(name: str | None = None) -> Encoder:
    """Load a text model; the same name gives the same object.

    Parameters
    ----------
    name : nothing for the bundled model; else the path or name of a sentence-transformers model
        that is on this machine.

    Raises
    ------
    ModelNotFound
        When the extra `transformers` is not installed, or the model is not on this machine.

    Examples
    --------
    >>> load_encoder().encode(["Lokalvårdare"]).shape
    (1, 512)
    """
    return CharNgrams(corpus=_corpus()) if name is None else _sentence_model(name)


def similarity(queries: Sequence[str], targets: Sequence[str]) -> NDArray[np.float32]:
    """Compare every query with every target, as the score does.

    Returns
    -------
    float32 array (len(queries), len(targets)) in [0, 1].

    Examples
    --------
    >>> near, far = similarity(["städare"], ["Lokalvårdare städare", "Kock"])[0]
    >>> bool(near > far)
    True
    """
    return measure(load_encoder(), queries, targets)


def _corpus() -> tuple[str, ...]:
    """Give the texts that show which letter groups are common in words about work."""
    return tuple(text for o in occupations() for text in (o.label, *o.synonyms, *o.skills, *o.tasks))


class SentenceModel:
    """An `Encoder` around a loaded sentence-transformers model.

    Parameters
    ----------
    name : what people call the model.
    model : a ``sentence_transformers.SentenceTransformer``.
    """

    def __init__(self, name: str, model: Any) -> None:
        self.id = name
        self.dimensions = int(model.get_sentence_embedding_dimension())
        self.hash = _hash(model)
        self._model = model

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts: float32 (n, dimensions), unit rows; zero for a text without a letter or digit."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        filled = [row for row, text in enumerate(texts) if any(map(str.isalnum, text))]
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


def _sentence_model(name: str) -> SentenceModel:
    try:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - an extra, slow to import
    except ImportError:
        raise ModelNotFound(
            f"Textmodellen {name!r} behöver tillägget transformers. "
            "Installera det med: pip install 'rattplats[transformers]'"
        ) from None
    try:
        model = SentenceTransformer(name, device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        raise ModelNotFound(
            f"Textmodellen {name!r} finns inte på den här datorn, och inget laddas ned. "
            "Ange sökvägen till en mapp med en sentence-transformers-modell, eller utelämna namnet "
            "så används den inbyggda modellen."
        ) from error
    return SentenceModel(name, model)
