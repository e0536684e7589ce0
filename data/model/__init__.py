"""The text models: the bundled one, and any sentence-transformers model on this machine.

=====================  ============================================================================
`data.model`           ``load_encoder``, ``load_blend``, ``similarity``: the face
`data.model.bundled`   the files of the bundled model, with its card
`data.model.static`    ``StaticEncoder``: serves the bundled model
`data.model.doubt`     ``Doubt``: which words a model does not know
`data.model.grouping`  the file of the groups of occupations beside a model
`data.model.knowing`   the file of what is known of whole titles beside a model
`data.model.manifest`  what a model's folder must hold, to the byte
`data.model.sentence`  ``SentenceModel``: any sentence-transformers model (extra `transformers`)
`data.model.bias`      how little names, pronouns and origins move what a text is alike to
`data.model.material`  what the model learns from and is judged by, and the line between them
`data.model.phrases`   everyday speech about work, written for this project
`data.model.training`  how the bundled model is made
=====================  ============================================================================

Nothing here ever downloads.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.model import grouping, knowing
from data.model.manifest import ModelDamaged
from data.model.sentence import ModelNotFound, SentenceModel, sentence_model
from data.model.static import StaticEncoder
from data.reference import occupations
from matcher.text import Blend, CharNgrams, Encoder
from matcher.text import similarity as measure

__all__ = [
    "BUNDLED",
    "ModelDamaged",
    "ModelNotFound",
    "SentenceModel",
    "StaticEncoder",
    "lexical",
    "load_blend",
    "load_encoder",
    "similarity",
]

BUNDLED: Final = Path(__file__).with_name("bundled")
"""Where the files of the bundled model are."""


def load_encoder(name: str | None = None) -> Encoder:
    """Load a text model alone; the same name gives the same object.

    Parameters
    ----------
    name : nothing for the bundled model; else the path or name of a sentence-transformers model
        that is on this machine.

    Raises
    ------
    ModelNotFound
        When the extra `transformers` is not installed, or the model is not on this machine.
    ModelDamaged
        When the files of the bundled model are not those that were made.

    Examples
    --------
    >>> load_encoder().encode(["Lokalvårdare"]).shape
    (1, 256)
    """
    return _bundled() if name is None else _named(name)


@cache
def load_blend(name: str | None = None) -> Encoder:
    """Load what the score compares texts by: a text model, letters, known titles and groups of occupations.

    The share of the text model is the one chosen for the bundled model, also for another model; only the
    bundled model knows titles and groups of occupations.

    Parameters
    ----------
    name : as in `load_encoder`.

    Raises
    ------
    ModelNotFound, ModelDamaged
        As `load_encoder` does.
    """
    shares = _bundled().manifest
    groups = grouping.read(BUNDLED) if name is None else None
    known = knowing.read(BUNDLED) if name is None else None
    return Blend(load_encoder(name), lexical(), shares.dense, groups, shares.grouped, known)


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
    >>> near, far = similarity(["jobba med bilar och meka"], ["Bilmekaniker", "Kock"])[0]
    >>> bool(near > far + 0.2)
    True
    """
    return measure(load_blend(), queries, targets)


@cache
def _bundled() -> StaticEncoder:
    return StaticEncoder(BUNDLED)


@cache
def _named(name: str) -> Encoder:
    return sentence_model(name)
