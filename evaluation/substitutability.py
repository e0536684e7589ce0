"""The factor `experience` against experts' judgements: whose experience stands in for what.

Arbetsförmedlingen's experts said of pairs of occupations how far a person of the one meets a demand for the
other: to 75 or 25 per cent. Here each such person applies, with one earlier occupation and nothing else, to
one place of every occupation that the experts judged; the engine's own factor ranks the places, and the
experts say which it should have put first. The pairs are those that the text model was never taught, in
either direction (`data.model.material.splits`); places that it was taught of are no candidates.

The same is asked of simpler measures, in the same run. Run it with ``python -m evaluation.substitutability``.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.model import material as source
from data.model import similarity
from data.reference import context
from evaluation.intervals import Interval, ratio_interval
from evaluation.text.ranking import Ranked, ndcg
from matcher import Context, Experience, Participant, Slot
from matcher.engines.listed import Listing
from matcher.text import CharNgrams
from matcher.weights import FACTORS

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

K: Final = 10
DAY: Final = 739_000
"""Any day: no place here has dates."""


@dataclass(frozen=True, slots=True, eq=False)
class Judgements:
    """n people of one earlier occupation each, against m places of one occupation each.

    Attributes
    ----------
    past : earlier occupation of each person, (n,).
    group : its SSYK code, (n,).
    titles, codes : of each place, (m,).
    gain : what experts say that the person meets of the place's demand: 0, 0.25 or 0.75, (n, m).
    asked : False where the place is no candidate: the person's own occupation, and what was taught, (n, m).
    """

    past: tuple[str, ...]
    group: tuple[str, ...]
    titles: tuple[str, ...]
    codes: tuple[str, ...]
    gain: Floats
    asked: Bools


@dataclass(frozen=True, slots=True)
class Figure:
    """nDCG@10 of one measure, with an interval over the groups that the people come from.

    Attributes
    ----------
    name : what was measured, in Swedish.
    ndcg : the figure; its `n` counts the groups.
    behind : how much better the first measure is, for the same people; None for the first.
    people : how many persons it is the mean of.
    """

    name: str
    ndcg: Interval
    behind: Interval | None
    people: int


def judgements(material: source.Material, side: source.splits.Part = "judge") -> Judgements:
    """Set the experts' judgements of one side up as people against places."""
    known = {one.id: one for one in material.occupations}
    judged = source.splits.substitutes(material, side)
    other = source.splits.substitutes(material, "train" if side == "judge" else "judge")
    people = sorted({pair.by for pair in judged})
    places = sorted({one for pair in material.substitutes for one in (pair.of, pair.by)})
    row, column = ({id_: i for i, id_ in enumerate(ids)} for ids in (people, places))
    gain, asked = np.zeros((len(people), len(places))), np.ones((len(people), len(places)), dtype=np.bool_)
    for id_ in people:
        asked[row[id_], column[id_]] = False
    for pair in other:
        for by, of in ((pair.by, pair.of), (pair.of, pair.by)):
            if by in row:
                asked[row[by], column[of]] = False
    for pair in judged:
        gain[row[pair.by], column[pair.of]] = pair.percentage / 100
    return Judgements(
        past=tuple(known[id_].label for id_ in people),
        group=tuple(known[id_].ssyk for id_ in people),
        titles=tuple(known[id_].label for id_ in places),
        codes=tuple(known[id_].ssyk for id_ in places),
        gain=gain,
        asked=asked,
    )


def experience(judged: Judgements, world: Context, *, coded: bool = True) -> Floats:
    """Give the value of the factor `experience` for each person and place, (n, m).

    Parameters
    ----------
    coded : whether the places give the SSYK code of their occupation beside the title.
    """
    people = [Participant(f"p{i}", experience=(Experience(title),)) for i, title in enumerate(judged.past)]
    slots = [
        Slot(f"s{i}", title=title, occupation=code if coded else None)
        for i, (title, code) in enumerate(zip(judged.titles, judged.codes, strict=True))
    ]
    found = np.empty((len(people), len(slots)))
    column = FACTORS.index("experience")
    for group in Listing(slots, world).groups(people):
        for row in range(group.stop - group.start):
            rows, places = np.full(len(slots), row), np.arange(len(slots))
            values = group.measure(rows, places, np.full(len(slots), DAY, dtype=np.int32)).values
            found[group.start + row] = values[:, column]
    return found


def title_ngrams(judged: Judgements) -> Floats:
    """Compare titles by groups of letters alone."""
    encoder = CharNgrams(corpus=judged.titles)
    likeness = encoder.encode(judged.past) @ encoder.encode(judged.titles).T
    return likeness.astype(np.float64)


def same_digits(judged: Judgements) -> Floats:
    """Count how many digits of SSYK, from the left, two occupations share."""
    one, other = (np.array([list(code) for code in codes]) for codes in (judged.group, judged.codes))
    shared: Floats = np.cumprod(one[:, None, :] == other[None, :, :], axis=2).sum(axis=2).astype(np.float64)
    return shared


def group_skills(judged: Judgements, material: source.Material) -> Floats:
    """Compare the skills that the taxonomy relates to the two groups; rare skills say more."""
    rows = {group.ssyk: row for row, group in enumerate(material.groups)}
    columns = {skill: i for i, skill in enumerate(sorted({s for g in material.groups for s in g.skills}))}
    table = np.zeros((len(rows), len(columns)))
    for group in material.groups:
        table[rows[group.ssyk], [columns[skill] for skill in group.skills]] = 1
    table *= np.log(len(rows) / np.maximum(table.sum(axis=0), 1))
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    table = np.divide(table, lengths, out=table, where=lengths > 0)
    one, other = (table[[rows[code] for code in codes]] for codes in (judged.group, judged.codes))
    likeness: Floats = one @ other.T
    return likeness


def figures(material: source.Material, world: Context, *, seed: int = 0) -> list[Figure]:
    """Measure the factor and the simpler measures on the pairs that judge."""
    judged = judgements(material)
    titles, skills = title_ngrams(judged), group_skills(judged, material)
    measures: Mapping[str, Callable[[], Floats]] = {
        "faktorn erfarenhet, plats med titel och yrkeskod": lambda: experience(judged, world),
        "faktorn erfarenhet, plats med bara titel": lambda: experience(judged, world, coded=False),
        "likhet mellan titlar, som i poängen": lambda: similarity(judged.past, judged.titles).astype(
            np.float64
        ),
        "bokstavsgrupper i titlar": lambda: titles,
        "lika siffror i SSYK": lambda: same_digits(judged),
        "yrkesgruppens färdigheter": lambda: skills,
        "färdigheter och titlar": lambda: skills + titles,
    }
    values = {name: per_person(judged, scores()) for name, scores in measures.items()}
    first = next(iter(values.values()))
    return [
        Figure(
            name,
            mean(judged, own, seed=seed),
            None if own is first else mean(judged, first - own, seed=seed),
            len(judged.past),
        )
        for name, own in values.items()
    ]


def per_person(judged: Judgements, scores: Floats) -> Floats:
    """Give nDCG@10 of each person, (n,)."""
    return np.array(
        [
            ndcg(Ranked.of(scores[row][asked], judged.gain[row][asked]), K)
            for row, asked in enumerate(judged.asked)
        ]
    )


def mean(judged: Judgements, values: Floats, *, seed: int = 0) -> Interval:
    """Give the mean over the people, with an interval over the SSYK groups that they come from."""
    _, who = np.unique(judged.group, return_inverse=True)
    return ratio_interval(
        np.bincount(who, values).astype(np.float64), np.bincount(who).astype(np.float64), seed=seed
    )


def main(_arguments: Sequence[str] = ()) -> int:
    """Print the figures; 2 when the judgements are not there."""
    try:
        world = context()
        found = figures(source.load(), world)
    except source.MaterialMissing as error:
        sys.stderr.write(f"{error}\n")
        return 2
    head = f"nDCG@{K} på experters bedömningar som textmodellen inte har sett: {found[0].people} personer"
    lines = [
        f"{head} ur {found[0].ndcg.n} yrkesgrupper (95 % intervall)",
        f"Textmodell: {world.encoder.id} ({world.encoder.hash[:12]})",
    ]
    for one in found:
        said = f"  {one.name:50s} {_said(one.ndcg)}"
        lines.append(said if one.behind is None else f"{said}; den första minus denna {_said(one.behind)}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _said(interval: Interval) -> str:
    value, low, high = (f"{x:.3f}".replace(".", ",") for x in (interval.value, interval.low, interval.high))
    return f"{value} ({low} till {high})".replace("-", "−")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
