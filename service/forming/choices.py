"""What can be chosen where a field has a vocabulary, for every form: municipalities, levels, licences."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from data.reference import conditions, levels, licences, municipalities, sfi_levels, supports
from matcher.vocabulary import CONDITIONS, DAYS, MODES, SUPPORTS
from service.forming.fields import Choice

if TYPE_CHECKING:
    from matcher.levels import Cefr

_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyzåäö"


def _by_name(place: Any) -> list[int]:
    return [_ALPHABET.find(letter) for letter in place.name.casefold()]


_CHOICES: Final[Mapping[str, Callable[[], Iterable[Choice]]]] = {
    "municipalities": lambda: ((m.code, m.name, "") for m in sorted(municipalities(), key=_by_name)),
    "levels": lambda: ((str(level), str(level), text) for level, text in levels().items()),
    "licences": lambda: ((code, code, known.description) for code, known in licences().items()),
    "days": lambda: ((code, label, "") for code, label in DAYS.items()),
    "modes": lambda: ((code, label, "") for code, label in MODES.items()),
    "conditions": lambda: ((code, said, conditions()[code].explanation) for code, said in CONDITIONS.items()),
    "supports": lambda: ((code, label, supports()[code].explanation) for code, label in SUPPORTS.items()),
}


@cache
def choices(vocabulary: str) -> tuple[Choice, ...]:
    """Give the codes of a vocabulary, what each is called, and what it means."""
    return tuple(_CHOICES[vocabulary]())


def level_guide() -> tuple[tuple[str, str, str], ...]:
    """Explain the levels: the level, the SFI courses that are usually taken to show it, and what it means."""
    courses: dict[Cefr, list[str]] = {}
    for course, level in sfi_levels().items():
        courses.setdefault(level, []).append(course)
    return tuple((str(level), ", ".join(courses.get(level, ())), text) for level, text in levels().items())
