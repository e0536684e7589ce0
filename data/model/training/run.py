"""One training run, from texts to vectors."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.sparse import csr_array
from tokenizers import Tokenizer

from data.model.material import Material
from data.model.training import corpus, vocabulary
from data.model.training.learning import Floats, Model, Slope, contrasted, fitted, reminded
from data.model.training.packed import Ints, Packed
from data.model.training.pairs import Kept, Pair, all_of_it, tasks
from data.model.training.persons import silenced
from data.model.training.settings import Settings

Say = Callable[[str], object]

_WAYS: Final = range(3)
_WHITENED: Final = -0.25
"""Directions in which the teacher's vectors vary much count less: half-way to all alike."""

_WARM: Final = 50
_OFTEN: Final = 250


@dataclass(frozen=True, eq=False)
class Trained:
    """A trained model.

    Attributes
    ----------
    parts : float32 (vocabulary, d).
    tokenizer : gives the numbers of the parts.
    seconds : what each stage took.
    pairs : number of pairs in each task.
    """

    parts: Floats
    tokenizer: Tokenizer
    seconds: Mapping[str, float]
    pairs: Mapping[str, int]

    def encode(self, texts: Sequence[str]) -> Floats:
        """Encode texts: float32 (n, d), unit rows."""
        packed = Packed(texts, [self.tokenizer])
        return Model(self.parts).encode(packed.rows(np.arange(len(texts)))).vectors


def train(
    material: Material,
    settings: Settings,
    *,
    teach: Callable[[Sequence[str]], Floats] | None,
    keep: Kept = all_of_it,
    say: Say = lambda _: None,
) -> Trained:
    """Train a model.

    Parameters
    ----------
    material : the taxonomy, or nothing.
    settings : of the run.
    teach : texts → unit vectors of a teacher; without one the vectors begin at random.
    keep : which items are learnt from, of those that teach.
    say : told what happens.
    """
    clock = _Clock(say)
    found = tasks(material, settings, keep)
    common = corpus.common_words(settings)
    unheard = silenced()
    learnt = vocabulary.learn(corpus.counted(material, common), settings.vocabulary)
    tokenizer = vocabulary.with_words(learnt, unheard)
    tokenizers = [tokenizer, *vocabulary.resegmented(tokenizer, _WAYS)]
    rng = np.random.default_rng(settings.seed)
    clock(f"ordförråd: {tokenizer.get_vocab_size()} delar; {sum(map(len, found.values()))} par", "vocabulary")
    lesson = None
    if teach is None:
        parts = rng.standard_normal((tokenizer.get_vocab_size(), settings.dimensions)).astype(np.float32)
        parts *= np.float32(settings.dimensions**-0.5)
    else:
        texts = corpus.general(material, common, found)
        lesson = Lesson(Packed(texts, tokenizers), _projected(teach(texts), settings.dimensions))
        clock(f"lärarens vektorer: {len(texts)} texter", "teacher")
        parts = fitted(lesson.texts.rows(np.arange(len(texts))), lesson.targets)
    model = Model(parts, vocabulary.silent(tokenizer, unheard))
    course = _Course(model, settings, rng, clock)
    if lesson is not None:
        course.distil(lesson)
        clock("destillerad", "distilled")
    course.learn(Pairs(found, tokenizers), lesson)
    clock("klar", "pairs")
    return Trained(model.parts, tokenizer, clock.seconds, {name: len(pairs) for name, pairs in found.items()})


def dropping(parts: Floats, tokenizer: Tokenizer) -> Callable[[Sequence[str], float, Generator], Floats]:
    """Give what encodes texts by a trained model with a share of their parts left out at random."""

    def encode(texts: Sequence[str], drop: float, rng: Generator) -> Floats:
        counts = Packed(texts, [tokenizer]).drawn(np.arange(len(texts)), rng, resegment=0.0, drop=drop)
        return Model(parts).encode(counts).vectors

    return encode


class _Clock:
    def __init__(self, say: Say) -> None:
        self.seconds: dict[str, float] = {}
        self._say = say
        self._began = self._last = time.monotonic()

    def __call__(self, text: str, stage: str | None = None) -> None:
        now = time.monotonic()
        if stage:
            self.seconds[stage] = round(now - self._last, 1)
            self._last = now
        self._say(f"{now - self._began:6.0f} s  {text}")


@dataclass(frozen=True, eq=False)
class Lesson:
    """Texts, and where the teacher puts them."""

    texts: Packed
    targets: Floats

    def slope(
        self, model: Model, settings: Settings, rng: np.random.Generator, size: int
    ) -> tuple[float, Slope]:
        """Draw a batch and say how it should move."""
        rows = rng.integers(0, len(self.texts), size)
        passed = model.encode(self.texts.drawn(rows, rng, resegment=settings.resegment, drop=settings.drop))
        loss, slope = reminded(passed.vectors, self.targets[rows])
        return loss, passed.back(slope)


class Pairs:
    """The pairs of every task, as numbers of texts."""

    def __init__(self, found: Mapping[str, Sequence[Pair]], tokenizers: Sequence[Tokenizer]) -> None:
        texts = sorted({text for pairs in found.values() for pair in pairs for text in pair[:2]})
        at = {text: number for number, text in enumerate(texts)}
        self.texts = Packed(texts, tokenizers)
        self.tasks = {
            name: (
                np.array([at[left] for left, _, _ in pairs]),
                np.array([at[right] for _, right, _ in pairs]),
                np.array([weight for _, _, weight in pairs], np.float32),
            )
            for name, pairs in found.items()
        }
        left = np.concatenate([task[0] for task in self.tasks.values()])
        right = np.concatenate([task[1] for task in self.tasks.values()])
        every = np.arange(len(texts))
        rows, columns = np.concatenate([left, right, every]), np.concatenate([right, left, every])
        self._related = csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(texts),) * 2)

    def related(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """Say which of the other pairs in a batch belong together too."""
        found: NDArray[np.bool_] = self._related[left][:, right].toarray() > 0
        np.fill_diagonal(found, val=False)
        return found


def _projected(vectors: Floats, dimensions: int) -> Floats:
    """Take the teacher's vectors to fewer dimensions around their mean, and to unit length."""
    centred = vectors - vectors.mean(axis=0)
    spread, directions = np.linalg.eigh(centred.T.astype(np.float64) @ centred / len(vectors))
    widest = np.argsort(-spread)[:dimensions]
    found = centred @ (directions[:, widest] * spread[widest] ** _WHITENED).astype(np.float32)
    result: Floats = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), np.float32(1e-6))
    return result


@dataclass(frozen=True, eq=False)
class _Course:
    model: Model
    settings: Settings
    rng: np.random.Generator
    clock: _Clock

    def distil(self, lesson: Lesson) -> None:
        """Keep to the teacher."""
        steps = self.settings.distil_steps
        for number in range(steps):
            loss, slope = lesson.slope(self.model, self.settings, self.rng, 2 * self.settings.batch)
            self.model.step([slope], self.settings.distil_rate * (1 - number / steps))
            if number % _OFTEN == 0:
                self.clock(f"destillering, steg {number} av {steps}: {loss:.3f}")

    def learn(self, pairs: Pairs, lesson: Lesson | None) -> None:
        """Bring pairs together."""
        settings = self.settings
        names = [name for name in pairs.tasks if settings.weights[name] > 0]
        chance = np.array([settings.weights[name] for name in names])
        chance /= chance.sum()
        for number in range(settings.steps):
            name = names[int(self.rng.choice(len(names), p=chance))]
            loss, slopes = self._pairs(pairs, name)
            if lesson is not None:
                _, reminder = lesson.slope(self.model, settings, self.rng, settings.batch)
                slopes.append(reminder.times(settings.remind))
            rate = settings.rate * min(1.0, (number + 1) / _WARM) * (1 - number / settings.steps)
            self.model.step(slopes, rate)
            if number % _OFTEN == 0:
                self.clock(f"par, steg {number} av {settings.steps}: {name} {loss:.3f}")

    def _pairs(self, pairs: Pairs, name: str) -> tuple[float, list[Slope]]:
        left, right, weights = pairs.tasks[name]
        rows = self.rng.permutation(len(left))[: self.settings.batch]
        drawn = [
            self.model.encode(
                pairs.texts.drawn(
                    side[rows], self.rng, resegment=self.settings.resegment, drop=self.settings.drop
                )
            )
            for side in (left, right)
        ]
        loss, *slopes = contrasted(
            drawn[0].vectors,
            drawn[1].vectors,
            weights=weights[rows],
            related=pairs.related(left[rows], right[rows]),
            temperature=self.settings.temperature,
        )
        return loss, [passed.back(slope) for passed, slope in zip(drawn, slopes, strict=True)]
