"""How a training run is set: the run that made the bundled model, and a small one for tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run.

    Attributes
    ----------
    vocabulary : parts of words, of which each has a vector.
    dimensions : length of a vector.
    general : common Swedish and English words, by frequency, that the teacher is asked about.
    composed : sentences composed for each set of parts.
    distil_steps, steps : of the two stages.
    batch : pairs in a step.
    distil_rate, rate : the highest size of a step in the two stages.
    temperature : of the comparison within a batch.
    drop : share of a text's parts that are left out at random: no part carries a meaning alone.
    resegment : share of texts cut into smaller parts than usual, so that unseen compounds are understood.
    remind : weight of what the teacher said while pairs are learnt.
    weights : how often each task is drawn.
    dense : the model's share in the blend with letter groups.
    grouped : the share of what groups of occupations have in common, of all.
    seed : of everything random.
    """

    vocabulary: int = 28_300
    dimensions: int = 256
    general: tuple[int, int] = (45_000, 12_000)
    composed: int = 120
    distil_steps: int = 300
    steps: int = 5_000
    batch: int = 512
    distil_rate: float = 2e-3
    rate: float = 1e-2
    temperature: float = 0.1
    drop: float = 0.1
    resegment: float = 0.3
    remind: float = 2.0
    weights: Mapping[str, float] = field(
        default_factory=lambda: {
            "group": 1.0,
            "definition": 1.0,
            "group_skill": 2.0,
            "occupation_skill": 1.0,
            "skill": 2.0,
            "substitute": 3.0,
            "english": 1.5,
            "english_described": 0.5,
            "keyword": 0.3,
            "variant": 0.5,
            "own": 1.5,
            "branch": 0.2,
            "phrase": 3.0,
            "composed": 3.0,
            "part": 1.0,
            "word": 2.0,
            "synonym": 0.7,
            "slip": 1.5,
        }
    )
    dense: float = 0.87
    grouped: float = 0.1
    seed: int = 1


FULL: Final = Settings()
SMOKE: Final = Settings(
    vocabulary=1_500,
    dimensions=32,
    general=(0, 0),
    composed=4,
    distil_steps=0,
    steps=300,
    batch=128,
    rate=3e-2,
)
"""No teacher, no taxonomy: some seconds on what is in the repository."""
