"""Tables of likeness: every distinct text of the participants × every distinct text of the places."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matcher.columns import Array
from matcher.factors.skills import DESIRED, LEAST
from matcher.facts import Person, Place, World
from matcher.likeness import CODED, Known, strengths
from matcher.text import Codes, Spelt, cosines, quantise, refine_table

Table = NDArray[np.float32]
EMPTY: Final = ""


class Vocabulary:
    """Distinct texts in order of first use, with their codes and spelling. The empty text comes last."""

    def __init__(self, texts: Iterable[str], world: World, known: Known) -> None:
        self.index: dict[str, int] = {text: i for i, text in enumerate(dict.fromkeys(t for t in texts if t))}
        self.index[EMPTY] = len(self.index)
        self.texts: tuple[str, ...] = tuple(self.index)
        self.codes: Codes = _coded(self.texts, world, known)
        self.spelt: Spelt = Spelt(self.texts, world.context.encoder)

    def __len__(self) -> int:
        return len(self.texts)

    def rows(self, texts: Iterable[str]) -> Array:
        """Give the index of each text."""
        return np.array([self.index[text] for text in texts], dtype=np.int32)

    def padded(self, lists: Sequence[Sequence[str]]) -> Array:
        """Give the indices of lists of texts as one array (n, longest), filled with the empty text."""
        longest = max(map(len, lists), default=0)
        table = np.full((len(lists), longest), self.index[EMPTY], dtype=np.int32)
        for row, texts in enumerate(lists):
            table[row, : len(texts)] = [self.index[text] for text in texts]
        return table


def _coded(texts: Sequence[str], world: World, known: Known) -> Codes:
    encoder = world.context.encoder
    vectors = np.empty((len(texts), encoder.dimensions), dtype=np.float32)
    fresh = [i for i, text in enumerate(texts) if text not in known]
    for i, text in enumerate(texts):
        if text in known:
            vectors[i] = known[text]
    vectors[fresh] = encoder.encode([texts[i] for i in fresh])
    return quantise(vectors)


def table(rows: Vocabulary, columns: Vocabulary) -> Table:
    """Compare by vectors and by words."""
    answer = cosines(rows.codes, columns.codes)
    refine_table(rows.spelt, columns.spelt, answer)
    return answer


def best(rows: Table, lists: Array) -> Table:
    """For each list of rows, the best of each column: (m, c) by (n, k) → (n, c)."""
    if not lists.shape[1]:
        return np.zeros((len(lists), rows.shape[1]), dtype=np.float32)
    answer = rows[lists[:, 0]]
    for k in range(1, lists.shape[1]):
        np.maximum(answer, rows[lists[:, k]], out=answer)
    return answer


class PlaceTexts:
    """The texts of places: skills asked, titles, occupations and tasks."""

    def __init__(self, places: Sequence[Place], world: World, known: Known) -> None:
        self.world = world
        self.asked = Vocabulary((text for place in places for text, _ in place.asked), world, known)
        self.titles = Vocabulary((place.title for place in places), world, known)
        self.tasks = Vocabulary((place.tasks for place in places), world, known)
        used = dict.fromkeys(p.occupation for p in places if p.occupation is not None)
        self.occupations: dict[int, int] = {occupation: i for i, occupation in enumerate(used)}
        groups = [world.occupations[occupation][1] for occupation in used]
        self.words = Vocabulary((text for group in groups for text in group), world, known)
        self.groups = self.words.padded(groups)
        self.shared, self.columns = self._columns(places)

    def _columns(self, places: Sequence[Place]) -> tuple[dict[str, Any], Mapping[str, Array]]:
        sets = {asked: i for i, asked in enumerate(dict.fromkeys(place.asked for place in places))}
        texts = self.asked.padded([[text for text, _ in asked] for asked in sets])
        weights = np.zeros(texts.shape)
        for row, asked in enumerate(sets):
            weights[row, : len(asked)] = [weight for _, weight in asked]
        required = {names: i for i, names in enumerate(dict.fromkeys(p.certificates or () for p in places))}
        none = len(self.occupations)
        shared = {
            "asked_texts": texts,
            "asked_weight": weights,
            "asked_matrix": self._matrix(texts, weights),
            "certificate_skill": self._by_certificate(tuple(required)),
        }
        wishes = [len(place.record.licences_desired or ()) for place in places]
        index = np.array([sets[place.asked] for place in places], dtype=np.int32)
        columns = {
            "asked_set": index,
            "asked_any": np.array([bool(place.asked) for place in places], dtype=np.bool_),
            "asked_total": np.maximum(LEAST, weights.sum(axis=1)[index] + DESIRED * np.array(wishes)),
            "certificate_set": np.array([required[p.certificates or ()] for p in places], dtype=np.int32),
            "title": self.titles.rows(place.title for place in places),
            "tasks": self.tasks.rows(place.tasks for place in places),
            "occupation": np.array(
                [none if p.occupation is None else self.occupations[p.occupation] for p in places],
                dtype=np.int32,
            ),
        }
        return shared, columns

    def _matrix(self, texts: Array, weights: Array) -> csr_array:
        """Write the sets of asked skills as a sparse matrix (sets, texts); the empty text weighs nothing."""
        rows = np.repeat(np.arange(len(texts)), texts.shape[1])
        return csr_array((weights.ravel(), (rows, texts.ravel())), shape=(len(texts), len(self.asked)))

    def _by_certificate(self, required: Sequence[Sequence[str]]) -> Table:
        """How well each set of required certificates would show each skill asked."""
        certificates = Vocabulary((name for names in required for name in names), self.world, {})
        return best(strengths(table(certificates, self.asked)), certificates.padded(required))


class BatchTexts:
    """The texts of a batch of participants, compared with those of the places.

    It answers `Likeness` for the pairs of the batch, so that an explanation reads the numbers
    that the ranking used.
    """

    def __init__(self, persons: Sequence[Person], places: PlaceTexts, known: Known) -> None:
        world = places.world
        self._places = places
        self._held = Vocabulary((text for p in persons for text in p.held), world, known)
        self._wanted = Vocabulary((text for p in persons for text in (*p.past, *p.goals)), world, known)
        self._skills = table(self._held, places.asked)
        self._titles = table(self._wanted, places.titles)
        words = table(self._wanted, places.words)
        self._occupations = np.zeros((len(self._wanted), len(places.occupations) + 1), dtype=np.float32)
        if places.occupations:
            self._occupations[:, :-1] = best(words.T, places.groups).T
        self._tasks = cosines(self._wanted.codes, places.tasks.codes)
        shared = {
            "best_skill": strengths(best(self._skills, self._held.padded([p.held for p in persons]))),
            "likeness_tasks": self._tasks,
        }
        for kind in ("past", "goals"):
            lists = self._wanted.padded([getattr(p, kind) for p in persons])
            shared[f"{kind}_texts"] = lists
            shared[f"{kind}_title"] = best(self._titles, lists)
            shared[f"{kind}_occupation"] = best(self._occupations, lists)
        shared["past_occupation"] *= np.float32(CODED)
        self.shared: dict[str, Any] = shared

    def between(self, a: str, b: str) -> float:
        """Look two short texts up: a skill held and one asked, or a wish and a title."""
        places = self._places
        if a in self._held.index and b in places.asked.index:
            return self._skills.item(self._held.index[a], places.asked.index[b])
        return self._titles.item(self._wanted.index[a], places.titles.index[b])

    def passage(self, a: str, b: str) -> float:
        """Look a text and a passage up."""
        return self._tasks.item(self._wanted.index[a], self._places.tasks.index[b])

    def occupation(self, a: str, index: int) -> float:
        """Look a text and an occupation up."""
        return self._occupations.item(self._wanted.index[a], self._places.occupations[index])
