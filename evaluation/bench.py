"""The benchmark: this engine against a bare matrix product of the same vectors, in one run.

The bare product is the least that any engine over vectors must do: one vector a participant, one
a place, their product in blocks, and the ten largest of each row. The ratio says what rules,
factors, exact sums and explanations cost on top of it.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from data.reference import context
from data.synthetic import municipality
from evaluation.memory import peak_memory, watched_memory
from matcher import Context, Participant, Slot, prepare, texts_of
from matcher.engines.reference import Reference
from matcher.facts import pathways
from matcher.results import Ranking

Vectors = NDArray[np.float32]
Report = Callable[[str], None]

TOP: Final = 10
DAY: Final = date(2026, 11, 21)
"""The day asked about is fixed, so that two runs time the same work."""
BLOCK_BYTES: Final = 64 * 2**20
"""Scores of the bare product kept at a time."""
LONG: Final = 60.0
"""Seconds of one round after which one round is enough."""
TOLERANCE: Final = 1e-6
DRAWN: Final = 300
"""Places drawn at random for the comparison with the reference engine."""


@dataclass(frozen=True, slots=True)
class Check:
    """How the timed answers compared with the reference engine on a sample.

    Attributes
    ----------
    participants, slots : size of the sample.
    suggestions : suggestions compared.
    largest_difference : largest difference in points between the two.
    differences : what differed, in Swedish; empty when nothing did.
    """

    participants: int
    slots: int
    suggestions: int
    largest_difference: float
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bench:
    """What one run of the benchmark measured.

    Attributes
    ----------
    seconds : step → median seconds. ``texts`` and ``columns`` are done once for a set of places and
        reported apart; ``engine``, ``bare`` and ``faiss`` are the three that are compared.
    rounds : number of timed runs behind each median.
    eligible_share : share of all pairs that no rule stops.
    processes : how many the engine could use.
    memory : step → largest memory, in bytes, of the process and those it started, up to the end of
        the step's first run.
    """

    participants: int
    slots: int
    texts: int
    dimensions: int
    model: str
    seed: int
    seconds: Mapping[str, float]
    rounds: int
    processes: int
    eligible_share: float
    memory: Mapping[str, int]
    check: Check

    @property
    def pairs(self) -> int:
        """Participants × slots."""
        return self.participants * self.slots

    def to_dict(self) -> dict[str, Any]:
        """Give the figures as JSON, with pairs a second and the ratios to the engine."""
        compared = [step for step in ("engine", "bare", "faiss") if step in self.seconds]
        return asdict(self) | {
            "pairs": self.pairs,
            "pairs_per_second": {step: self.pairs / self.seconds[step] for step in compared},
            "engine_ratio": {
                step: self.seconds["engine"] / self.seconds[step] for step in compared if step != "engine"
            },
        }


def run(
    participants: int, slots: int, *, seed: int, sample: int, report: Report, processes: int = 1
) -> Bench:
    """Time the engine, the bare product and, when installed, faiss on one synthetic municipality.

    Parameters
    ----------
    participants, slots : size of the municipality, at least 1 each.
    seed : of the municipality and of the sample.
    sample : participants compared with the reference engine.
    report : is told what goes on.
    processes : how many the engine may use; the bare product takes the threads that numpy takes.
    """
    report(f"Gör {participants} deltagare och {slots} platser")
    place = municipality(
        seed,
        participants=participants,
        employers=max(1, slots * 3 // 5),
        slots=slots,
        placements=0,
        today=DAY,
    )
    people, openings = list(place.participants), list(place.slots)
    world = context(date=DAY)
    seconds: dict[str, float] = {}

    report("Räknar vektorer för texterna")
    begun = time.perf_counter()
    texts = texts_of_all((*people, *openings), world)
    rows = dict(zip(texts, world.encoder.encode(texts), strict=True))
    seconds["texts"] = time.perf_counter() - begun

    report("Bygger kolumner")
    begun = time.perf_counter()
    places = prepare(openings, world, vectors=rows)
    seconds["columns"] = time.perf_counter() - begun

    report("Tar tid på motorn och på den bara matrisprodukten")
    left, right = one_each(people, rows, world), one_each(openings, rows, world)
    works: dict[str, Callable[[], Any]] = {
        "engine": lambda: places.rank(
            people, top=TOP, near=0, questions=0, vectors=rows, processes=processes
        ),
        "bare": lambda: bare(left, right, TOP),
    }
    if (index := faiss_index(right)) is not None:
        works["faiss"] = lambda: index.search(left, min(TOP, len(right)))
    with settled():
        answers, medians, rounds, memory = timed(works)
    seconds |= medians
    memory["all"] = max(*memory.values(), peak_memory())

    report("Jämför med referensmotorn")
    return Bench(
        participants=len(people),
        slots=len(openings),
        texts=len(texts),
        dimensions=world.encoder.dimensions,
        model=world.encoder.id,
        seed=seed,
        seconds=seconds,
        rounds=rounds,
        processes=processes,
        eligible_share=sum(answer.eligible for answer in answers) / (len(people) * len(openings)),
        memory=memory,
        check=check(people, openings, answers, world, sample=sample, seed=seed),
    )


def texts_of_all(records: Iterable[Participant | Slot], world: Context) -> list[str]:
    """Give the texts of all records, each once."""
    lean = replace(world, occupations=())  # which the texts of a record do not depend on
    return list(dict.fromkeys(text for record in records for text in texts_of(record, lean)))


@contextmanager
def settled() -> Iterator[None]:
    """Leave what stays in memory out of the search for cycles, as the service does once it has started."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def timed(
    works: Mapping[str, Callable[[], Any]],
) -> tuple[Any, dict[str, float], int, dict[str, int]]:
    """Time several kinds of work by turns, so that what else the machine does hits them alike.

    The first round warms caches and is counted only when it takes so long that nothing else matters.

    Returns
    -------
    What the first work gave, the median seconds of each, the number of timed rounds, and the largest
    memory in bytes up to the end of each work's first run.
    """
    first: Any = None
    memory: dict[str, int] = {}
    rounds: list[dict[str, float]] = [{}]
    for name, work in works.items():
        with watched_memory() as family:
            result, rounds[0][name] = _once(work)
        memory[name] = max(family.most, *memory.values(), peak_memory())
        first = result if first is None else first
    warm_up = sum(rounds[0].values())
    if warm_up <= LONG:
        rounds = [
            {name: _once(work)[1] for name, work in works.items()} for _ in range(5 if warm_up < 2 else 3)
        ]
    medians = {name: statistics.median(r[name] for r in rounds) for name in works}
    return first, medians, len(rounds), memory


def _once(work: Callable[[], Any]) -> tuple[Any, float]:
    gc.collect()
    begun = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begun


def one_each(records: Sequence[Participant | Slot], rows: Mapping[str, Vectors], world: Context) -> Vectors:
    """Give one unit vector a record: the mean direction of its texts.

    Returns
    -------
    float32 array (n, d); a record without texts gets zeros.
    """
    dimensions = len(next(iter(rows.values()), ()))
    means = np.zeros((len(records), dimensions), dtype=np.float32)
    lean = replace(world, occupations=())
    for row, record in enumerate(records):
        for text in texts_of(record, lean):
            means[row] += rows[text]
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    return np.asarray(np.divide(means, lengths, out=means, where=lengths > 0), dtype=np.float32)


def bare(left: Vectors, right: Vectors, top: int) -> tuple[NDArray[np.int64], Vectors]:
    """Multiply, and keep the largest of each row: exact search with numpy and nothing else.

    Parameters
    ----------
    left, right : float32 arrays (n, d) and (m, d).
    top : so many of each row.

    Returns
    -------
    Column numbers int64 (n, top) and products float32 (n, top), the largest first.
    """
    top = min(top, len(right))
    block = max(1, BLOCK_BYTES // (4 * max(1, len(right))))
    columns = np.empty((len(left), top), dtype=np.int64)
    values = np.empty((len(left), top), dtype=np.float32)
    other = np.ascontiguousarray(right.T)
    for start in range(0, len(left), block):
        products = left[start : start + block] @ other
        best = np.argpartition(products, -top, axis=1)[:, -top:]
        found = np.take_along_axis(products, best, axis=1)
        order = np.argsort(-found, axis=1, kind="stable")
        columns[start : start + block] = np.take_along_axis(best, order, axis=1)
        values[start : start + block] = np.take_along_axis(found, order, axis=1)
    return columns, values


def faiss_index(vectors: Vectors) -> Any | None:
    """Build ``faiss.IndexFlatIP`` over vectors, or give None when faiss is not installed."""
    try:
        import faiss  # noqa: PLC0415 - not a dependency: only compared with when it is there
    except ImportError:
        return None
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return index


def check(
    people: Sequence[Participant],
    openings: Sequence[Slot],
    answers: Sequence[Ranking],
    world: Context,
    *,
    sample: int,
    seed: int,
) -> Check:
    """Hold the timed answers against the reference engine on a seeded sample: ids, order and points.

    The reference engine is slow, so it answers for `sample` participants over a part of the places:
    those that the timed run suggested to them, and others drawn at random. As the part holds the
    suggested ones, its best must be the very same as the best of all.
    """
    draw = np.random.default_rng(seed)
    chosen = sorted(draw.choice(len(people), size=min(sample, len(people)), replace=False).tolist())
    shown = {s.slot_id for index in chosen for s in answers[index].suggestions}
    drawn = set(draw.choice(len(openings), size=min(len(openings), DRAWN), replace=False).tolist())
    part = [index for index, slot in enumerate(openings) if index in drawn or slot.id in shown]
    chances = pathways(openings)
    reference = Reference([openings[index] for index in part], world, [chances[index] for index in part])
    slow = reference.rank([people[index] for index in chosen], top=TOP, near=0, most=0)
    differences: list[str] = []
    largest = 0.0
    for one, other in zip([answers[index] for index in chosen], slow, strict=True):
        if [s.slot_id for s in one.suggestions] != [s.slot_id for s in other.suggestions]:
            differences.append(f"deltagare {one.participant_id}: andra platser eller annan ordning")
            continue
        apart = _apart(one, other)
        largest = max(largest, apart)
        if apart > TOLERANCE:
            differences.append(f"deltagare {one.participant_id}: andra poäng (högst {apart:g})")
    return Check(len(chosen), len(part), sum(len(r.suggestions) for r in slow), largest, tuple(differences))


def _apart(one: Ranking, other: Ranking) -> float:
    return max(
        (
            abs(a.points - b.points)
            for mine, theirs in zip(one.suggestions, other.suggestions, strict=True)
            for a, b in zip(mine.assessment.contributions, theirs.assessment.contributions, strict=True)
        ),
        default=0.0,
    )
