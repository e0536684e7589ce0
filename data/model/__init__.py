"""The text models: the bundled one, and any sentence-transformers model on this machine.

=====================  ============================================================================
`data.model`           ``load_encoder``, ``load_blend``, ``similarity``: the face
`data.model.static`    ``StaticEncoder``: serves the bundled model
`data.model.manifest`  what a model's folder must hold, to the byte
`data.model.sentence`  ``SentenceModel``: any sentence-transformers model (extra `transformers`)
=====================  ============================================================================

Nothing here ever downloads.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.model.manifest import ModelDamaged
from data.model.sentence import ModelNotFound, SentenceModel, sentence_model
from data.reference import occupations
from matcher.text import CharNgrams, Encoder
from matcher.text import similarity as measure

__all__ = [
    "BUNDLED",
    "ModelDamaged",
    "ModelNotFound",
    "SentenceModel",
    "lexical",
    "load_blend",
    "load_encoder",
    "similarity",
]


BUNDLED: Final = Path(__file__).with_name("bundled")
"""Where the files of the bundled model are."""


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
    return lexical() if name is None else sentence_model(name)


@cache
def load_blend(name: str | None = None) -> Encoder:
    """Load what the score compares texts by.

    Parameters
    ----------
    name : as in `load_encoder`.

    Raises
    ------
    ModelNotFound
        As `load_encoder` does.
    """
    return load_encoder(name)


@cache
def lexical() -> CharNgrams:
    """Make the letter half of the blend, from which letter groups are common in words about work."""
    corpus = [text for o in occupations() for text in (o.label, *o.synonyms, *o.skills, *o.tasks)]
    return CharNgrams(corpus)


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
    return measure(load_blend(), queries, targets)
