"""The context of a match, with all reference tables and the default text model in it."""

import datetime as dt
from collections.abc import Mapping

from data.reference.tables import (
    certificate_short,
    certificate_wordings,
    languages,
    occupations,
    seats,
    sfi_levels,
)
from matcher.context import Context, Travel
from matcher.levels import Cefr
from matcher.text import Encoder
from matcher.weights import Weights


def context(
    *,
    date: dt.date | None = None,
    weights: Weights | None = None,
    seed: int = 0,
    sfi: Mapping[str, Cefr] | None = None,
    minutes: Mapping[tuple[str, str], Mapping[str, float]] | None = None,
    encoder: Encoder | None = None,
) -> Context:
    """Build what the matcher is told about the world.

    Parameters
    ----------
    date : the day asked about; without it nothing is known about what is open.
    weights : points for each factor, the standard ones when not given.
    seed : shifts the order of ties.
    sfi : a municipality's own SFI course → level, from `load_sfi`.
    minutes : a municipality's own travel times in minutes, from `load_travel_minutes`.
    encoder : what texts are compared by, the blend of the bundled model when not given.

    Examples
    --------
    >>> context().certificates["truckförarbevis"]
    'truckkort'
    """
    from data.model import load_blend  # noqa: PLC0415 - the model is made from the reference tables

    return Context(
        date=date,
        weights=weights or Weights.standard(),
        encoder=encoder or load_blend(),
        travel=Travel(seats=seats(), minutes=minutes or {}),
        sfi=sfi or sfi_levels(),
        certificates=certificate_wordings(),
        certificates_short=certificate_short(),
        languages=languages(),
        occupations=occupations(),
        seed=seed,
    )
