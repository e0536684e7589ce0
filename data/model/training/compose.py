"""Sentences composed from authored parts, and texts as they come out when typing goes wrong."""

from collections.abc import Collection, Mapping, Sequence
from random import Random
from typing import Final

from data.model.material import Parts, Phrase
from data.model.material.phrases import HOLE

_ALPHABET: Final = "abcdefghijklmnoprstuvyåäö"
_TRIES: Final = 4
_SHORTEST: Final = 3


def composed(parts: Sequence[Parts], frames: Sequence[str], count: int, rng: Random) -> list[Phrase]:
    """Fill frames with parts, each sentence once.

    Parameters
    ----------
    parts : of the kinds of work.
    frames : sentences with holes; a hole that stands twice takes two different parts.
    count : sentences tried for each kind of work.
    rng : decides.
    """
    found: dict[str, Phrase] = {}
    for work in parts:
        fillings = _fillings(work)
        fitting = [frame for frame in frames if _fits(frame, fillings)]
        for _ in range(count if fitting else 0):
            text = _filled(rng.choice(fitting), fillings, rng)
            found.setdefault(text, Phrase(text, work.ssyk, work.occupations, "composed", "composed"))
    return list(found.values())


def _fillings(work: Parts) -> dict[str, tuple[str, ...]]:
    return {
        "done": work.done,
        "do": work.do,
        "where": work.where,
        "things": work.things,
        "occupation": tuple(label.split("/")[0].lower() for label in work.occupations),
    }


def _fits(frame: str, fillings: dict[str, tuple[str, ...]]) -> bool:
    holes = HOLE.findall(frame)
    return all(len(fillings[hole]) >= holes.count(hole) for hole in holes)


def _filled(frame: str, fillings: dict[str, tuple[str, ...]], rng: Random) -> str:
    holes = HOLE.findall(frame)
    drawn = {hole: rng.sample(fillings[hole], holes.count(hole)) for hole in sorted(set(holes))}
    return HOLE.sub(lambda hole: drawn[hole[1]].pop(), frame)


def strung(words: Mapping[str, Sequence[str]], count: int, rng: Random) -> list[Phrase]:
    """Put words of one title in a row, as in *tallrikar, glas och grytor*; each word alone first.

    Parameters
    ----------
    words : title → what people think of at it.
    count : strings for each title.
    rng : decides.
    """
    found = []
    for title, known in words.items():
        drawn = (rng.sample(known, rng.randint(2, min(4, len(known)))) for _ in range(count))
        texts = [*known, *(", ".join(some[:-1]) + " och " + some[-1] for some in drawn)]
        found += [Phrase(text, "", (title,), "composed", "composed") for text in dict.fromkeys(texts)]
    return found


def misspelt(text: str, rng: Random) -> str:
    """Make one slip of the pen inside a text: a letter lost, changed, doubled, or two that change places."""
    if len(text) < _SHORTEST:
        return text
    at = rng.randrange(1, len(text) - 1)
    before, letter, after = text[:at], text[at], text[at + 1 :]
    return rng.choice(
        (
            before + after,
            before + rng.choice(_ALPHABET) + after,
            before + letter + letter + after,
            before + after[:1] + letter + after[1:],
        )
    )


def parted(text: str, words: Collection[str], rng: Random) -> str | None:
    """Write a compound as two words, as is often done, where both halves are words.

    Returns
    -------
    The text with one compound parted, or None when it holds none.
    """
    tokens = text.split()
    for at in rng.sample(range(len(tokens)), len(tokens)):
        word = tokens[at]
        cuts = [
            cut
            for cut in range(_SHORTEST, len(word) - _SHORTEST + 1)
            if word[:cut].lower() in words and word[cut:] in words
        ]
        if cuts:
            cut = rng.choice(cuts)
            return " ".join((*tokens[:at], word[:cut], word[cut:], *tokens[at + 1 :]))
    return None


def slips(texts: Sequence[str], words: Collection[str], count: int, rng: Random) -> list[tuple[str, str]]:
    """Give texts as they come out when typing goes wrong, each with the text that was meant.

    Parameters
    ----------
    texts : what was meant.
    words : what halves of compounds are looked for in.
    count : misspelt forms of each.
    rng : decides.
    """
    found: list[tuple[str, str]] = []
    for text in texts:
        found += [(misspelt(text.lower(), rng), text) for _ in range(count)]
        halves = parted(text, words, rng)
        if halves:
            found.append((halves, text))
    return found
