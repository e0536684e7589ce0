"""Words to choose among while somebody types: from everyday words to the words that places use.

What begins as the typed text comes first; then what means the same, by the measure that the score uses.
Nothing typed here is stored or logged.
"""

import threading
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from data.reference import certificate_wordings, certificates, language_codes, languages, occupations
from matcher import Slot
from matcher.text import Codes, Encoder, cosines, normalise, quantise, refine_table
from matcher.text.similarity import Spelt

MOST: Final = 8
"""So many words are offered at once."""

NEAR: Final = 0.35
"""Words that are less alike than this are not offered."""


TASK: Final = np.float32(0.8)
"""How much likeness to a single task of an occupation counts, against likeness to its names."""


class Wordlist:
    """Words with the wordings that lead to them.

    Parameters
    ----------
    wordings : (wording, word) pairs, each word with itself as one of its wordings.
    more : pairs that are only compared by meaning, as whole tasks of an occupation.
    """

    def __init__(
        self,
        encoder: Encoder | None,
        wordings: Iterable[tuple[str, str]],
        more: Iterable[tuple[str, str]] = (),
    ) -> None:
        begins = list(dict.fromkeys(wordings))
        pairs = list(dict.fromkeys([*begins, *more]))
        self.words = [word for _, word in pairs]
        self.wordings = [wording for wording, _ in pairs]
        self._plain = [f" {normalise(wording)}" for wording, _ in begins]
        self._encoder = encoder
        self._codes: Codes | None = None
        if encoder is not None and pairs:
            self._codes = quantise(encoder.encode(self.wordings))
            self._spelt = Spelt(self.wordings)

    def near(self, text: str, most: int = MOST) -> list[str]:
        """Give the words that a typed text may mean, the nearest first."""
        plain = normalise(text)
        if not plain:
            return []
        begun = [i for i, wording in enumerate(self._plain) if f" {plain}" in wording]
        begun.sort(key=lambda i: (not self._plain[i].startswith(f" {plain}"), len(self._plain[i])))
        found = dict.fromkeys(self.words[i] for i in begun)
        if len(found) < most:
            found |= dict.fromkeys(self._alike(text))
        return list(found)[:most]

    def _alike(self, text: str) -> list[str]:
        if self._encoder is None or self._codes is None:
            return []
        table = cosines(quantise(self._encoder.encode([text])), self._codes)
        refine_table(Spelt([text]), self._spelt, table)
        (row,) = table
        row[len(self._plain) :] *= TASK
        order = np.argsort(-row, kind="stable")[: MOST * 4]
        return [self.words[i] for i in order.tolist() if row[i] >= NEAR]


class Wordlists:
    """The lists of the form's fields, each made when it is first used."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._lock = threading.Lock()
        self._made: dict[str, tuple[object, Wordlist]] = {}

    def near(self, field: str, text: str, slots: Sequence[Slot]) -> list[str]:
        """Give words for a field: ``yrken``, ``fardigheter``, ``intyg``, ``sprak`` or ``arbetsgivare``.

        Parameters
        ----------
        slots : all places: what they ask for, and whose they are, are words too.
        """
        return self._list(field, slots).near(text)

    def _list(self, field: str, slots: Sequence[Slot]) -> Wordlist:
        moving = field in ("fardigheter", "arbetsgivare")
        state = tuple(slot.id for slot in slots) if moving else None
        with self._lock:
            known = self._made.get(field)
            if known is None or known[0] != state:
                alike = self._encoder if field in ("yrken", "fardigheter") else None
                tasks = ((task, o.label) for o in occupations() for task in o.tasks if field == "yrken")
                known = state, Wordlist(alike, _wordings(field, slots), tasks)
                self._made[field] = known
            return known[1]


def language_name(code: str) -> str:
    """Give the Swedish name of a language."""
    return languages().get(code, code)


def _wordings(field: str, slots: Sequence[Slot]) -> list[tuple[str, str]]:
    match field:
        case "yrken":
            return [(text, found.label) for found in occupations() for text in (found.label, *found.synonyms)]
        case "fardigheter":
            asked = (
                text
                for slot in slots
                for text in (*(slot.required_skills or ()), *(slot.desired_skills or ()))
            )
            known = (text for found in occupations() for text in found.skills)
            by_plain: dict[str, str] = {}
            for text in (*known, *asked):
                by_plain.setdefault(normalise(text), text)
            return [(text, text) for text in by_plain.values()]
        case "intyg":
            names = {normalise(one.label): one.label for one in certificates()}
            said = certificate_wordings().items()
            return [(wording, names.get(normalise(name), name)) for wording, name in said]
        case "sprak":
            return [(name, language_name(code)) for name, code in language_codes().items()]
        case "arbetsgivare":
            named = sorted({slot.employer_name for slot in slots if slot.employer_name})
            return [(name, name) for name in named]
    return []
