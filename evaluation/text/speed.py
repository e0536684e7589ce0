"""Texts a second on one core, and what loading takes: each measure in a process of its own.

The process is held to one core, and its own processor time is counted, so that what else the machine does at
the same moment changes little. Every round encodes texts that the process has not seen: no cache helps.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from data.model.material import Material
from evaluation.text.systems import OFFERS

ROUNDS: Final = 3
FAST: Final = 10_000
"""Texts in a round."""
SLOW: Final = 64
"""Texts in a round for a measure that takes milliseconds a text."""

_ONE_THREAD: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
) | {"TOKENIZERS_PARALLELISM": "false"}

_LOAD: Final = """
import time
from data.model import load_encoder
load_encoder().encode(["städare"])
seconds = time.process_time()
from evaluation.memory import peak_memory
print(seconds, peak_memory())
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast a measure encodes.

    Attributes
    ----------
    texts_per_second : texts per second of processor time, on one core; the median of the rounds.
    texts : in each round.
    """

    texts_per_second: float
    texts: int


@dataclass(frozen=True, slots=True)
class Loading:
    """What a fresh process needs to have the bundled model ready: Python, imports, loading and a first text.

    Attributes
    ----------
    seconds : of processor time, the median of the rounds.
    memory : largest resident memory of the whole process, Python and numpy with it, in bytes.
    """

    seconds: float
    memory: int


def short_texts(material: Material) -> list[str]:
    """Give distinct short texts: titles, skills and words for occupations."""
    labels = (link.esco for link in material.skill_links)
    titles = (one.label for one in material.occupations)
    return list(dict.fromkeys((*titles, *material.skills, *labels, *material.words)))


def speed(key: str, texts: Sequence[str]) -> Speed:
    """Measure an encoder in a process of its own.

    Parameters
    ----------
    key : of `OFFERS`; the measure must have vectors.
    texts : distinct; each round takes the next of them.
    """
    size = min(SLOW if OFFERS[key].slow else FAST, len(texts) // (ROUNDS + 1))
    told = _child(["-m", "evaluation.text.speed", key], json.dumps(texts[: size * (ROUNDS + 1)]))
    return Speed(float(told), size)


def loading() -> Loading:
    """Measure the loading of the bundled model, in fresh processes."""
    told = [_child(["-c", _LOAD]).split() for _ in range(ROUNDS)]
    return Loading(
        statistics.median(float(seconds) for seconds, _ in told),
        max(int(memory) for _, memory in told),
    )


def _child(words: Sequence[str], given: str = "") -> str:
    done = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, *words],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env=os.environ | _ONE_THREAD | {"PYTHONIOENCODING": "utf-8"},
    )
    return done.stdout


def main(key: str) -> None:
    """Read texts from standard input, and write texts a second."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = json.load(sys.stdin)
    size = len(texts) // (ROUNDS + 1)
    encode = OFFERS[key].load().encode
    if encode is None:
        raise SystemExit(f"{key} has no vectors")
    encode(texts[:size])  # the first round warms up
    rates = []
    for number in range(1, ROUNDS + 1):
        part = texts[number * size : (number + 1) * size]
        begun = time.process_time()
        encode(part)
        rates.append(size / (time.process_time() - begun))
    print(statistics.median(rates))  # noqa: T201 - the answer to the process that asked


if __name__ == "__main__":
    main(sys.argv[1])
