"""Synthetic employers: the municipality's own units, which offer most places, and small firms."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from data.synthetic.draws import Draws, Floats, Whole
from data.synthetic.themes import works
from data.synthetic.towns import TOWNS, scatter

TOWN_NAME: Final = "Syntetisk kommun Exempelby"

_UNITS: Final = (
    ("skola och förskola", "barn", 9.0), ("äldreomsorg", "vard", 9.0), ("kost och måltid", "kok", 7.0),
    ("lokalvård", "stad", 7.0), ("gata och park", "tradgard", 5.0), ("återbruket", "aterbruk", 5.0),
    ("fastighet", "fastighet", 4.0), ("återvinning", "atervinning", 3.0), ("kontaktcenter", "kontor", 3.0),
    ("biblioteket", "bibliotek", 2.0),
)  # fmt: skip
"""Municipal units: name, theme, and per cent of all places."""

_FIRMS: Final = {
    "kok": ("Lunchkök", 8), "cafe": ("Kafé", 9), "butik": ("Livs", 14), "vard": ("Omsorg", 5),
    "barn": ("Förskola", 3),
    "skonhet": ("Salong", 4), "lager": ("Lager", 9), "transport": ("Bud", 4), "stad": ("Städ", 9),
    "tvatt": ("Tvätt", 3),
    "fastighet": ("Fastigheter", 6), "tradgard": ("Trädgård", 6), "djur": ("Gård", 6),
    "atervinning": ("Skrot", 2),
    "aterbruk": ("Secondhand", 5), "bilverkstad": ("Bilverkstad", 5), "industri": ("Mekaniska", 7),
    "snickeri": ("Snickeri", 4),
    "bygg": ("Bygg", 7), "kontor": ("Kontorsservice", 4), "it": ("Data", 3), "media": ("Tryckeri", 2),
}  # fmt: skip
"""Theme of a firm: the word in its name, and how common such firms are."""

_PLACES: Final = ("Exempelbys", "Exempelviks", "Exempelhults", "Exempelåsens", "Exempelmos", "Exempelnäs")
_OWNERS: Final = (
    "Norra",
    "Södra",
    "Gamla",
    "Nya",
    "Lilla",
    "Stora",
    "Västra",
    "Östra",
    "Mellersta",
    "Övre",
    "Nedre",
)


@dataclass(frozen=True, slots=True)
class Employers:
    """n employers, one entry each.

    `size` is the share of the places, in per cent; `quality` a hidden trait, about standard normal.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    themes: tuple[str, ...]
    size: Floats
    town: Whole
    lat: Floats
    lon: Floats
    quality: Floats


def draw_employers(seed: int, n: int) -> Employers:
    """Draw n employers, the municipality's own units first."""
    draws = Draws(seed, "employers")
    units = _UNITS[: max(1, n // 4)][:n]
    kinds = list(_FIRMS)
    rest = (100 - sum(size for _, _, size in units)) / (0.8 * max(1, n - len(units)))
    picked = draws.index([weight for _, weight in _FIRMS.values()], n)
    names, themes, sizes = [], [], []
    for i, row in enumerate(draws.rows(n, 4)):
        if i < len(units):
            name, theme, size = units[i]
            names.append(f"{TOWN_NAME}, {name}")
        else:
            theme, size = kinds[picked[i]], rest * (0.3 + row.number())
            names.append(f"{row.one(_OWNERS)} {row.one(_PLACES)} {_FIRMS[theme][0]} (syntetisk)")
        themes.append(theme)
        sizes.append(size)
    town = np.where(np.arange(n) < len(units), 0, draws.index([t.places for t in TOWNS], n))
    lat, lon = scatter(draws, town)
    return Employers(
        ids=tuple(f"A{i + 1:03d}" for i in range(n)),
        names=tuple(names),
        themes=tuple(themes),
        size=np.array(sizes),
        town=town,
        lat=lat,
        lon=lon,
        quality=draws.normal(n),
    )


def works_of(themes: tuple[str, ...]) -> list[list[int]]:
    """Give the indices of the occupations in each theme."""
    return [[k for k, work in enumerate(works()) if work.theme.id == theme] for theme in themes]
