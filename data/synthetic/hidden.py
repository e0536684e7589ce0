"""What has not been asked yet: fields of a record that are left unknown."""

from collections.abc import Mapping
from typing import Any

from data.synthetic.draws import Draws


class Hidden:
    """Which things are unknown in each of n records.

    Parameters
    ----------
    draws : the stream to draw from.
    n : number of records.
    shares : for each thing, the share of the records in which it is unknown.
    groups : field → the thing it belongs to, where the two differ.
    """

    def __init__(self, draws: Draws, n: int, shares: Mapping[str, float], groups: Mapping[str, str]) -> None:
        self._flags = {thing: draws.share(part, n).tolist() for thing, part in shares.items()}
        self._groups = groups

    def known(self, i: int, values: Mapping[str, Any]) -> dict[str, Any]:
        """Give the fields that are known in record i."""
        return {
            field: value
            for field, value in values.items()
            if (thing := self._groups.get(field, field)) not in self._flags or not self._flags[thing][i]
        }
