"""The sentences of an advertisement that describe the work."""

import re
from collections.abc import Sequence
from typing import Final

from data.ads.headings import Section
from data.ads.sentences import Sentence

LONGEST: Final = 1500
"""Characters of the tasks of a slot."""

_WORK: Final = re.compile(
    r"\bdu (?:kommer (?:främst |bland annat |huvudsakligen )?att|ansvarar|arbetar|jobbar|hjälper|"
    r"sköter|ser till|utför|undervisar)\b|"
    r"arbetsuppgift|\bi (?:rollen|tjänsten|arbetet|uppdraget) (?:ingår|som)|\barbetet (?:innebär|"
    r"består|går ut på)|\brollen innebär|"
    r"\btjänsten innebär|\bvi söker (?:\w+\s+){0,3}som kan\b|\byou will\b",
    re.IGNORECASE,
)


def tasks(text: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Pick the sentences under a heading about the work, or else those that say what one does."""
    chosen = [sentence for sentence in text if sentence.section is Section.TASKS]
    if not chosen:
        chosen = [s for s in text if s.section is not Section.OFFER and _WORK.search(s.text)]
    kept, length = [], 0
    for sentence in chosen:
        length += len(sentence.text) + 1
        if length > LONGEST:
            break
        kept.append(sentence)
    return tuple(kept)
