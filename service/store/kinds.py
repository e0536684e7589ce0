"""The four kinds of record, and what of a record's JSON becomes a column."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from service.store.schema import Employers, Participants, Placements, Record, Slots

KindName = Literal["participant", "slot", "employer", "placement"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    Attributes
    ----------
    name : as in the history.
    table : where its current state lives.
    filters : fields of the JSON that are columns too, for queries.
    subject : the field that names the participant a record is about, if it is about one.
    """

    name: KindName
    table: type[Record]
    filters: tuple[str, ...] = ()
    subject: str | None = None

    def columns(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Give the values of the filter columns for one record."""
        return {field: document.get(field) for field in self.filters}


KINDS: Final[Mapping[KindName, Kind]] = {
    "participant": Kind("participant", Participants, ("municipality",), subject="id"),
    "employer": Kind("employer", Employers),
    "slot": Kind("slot", Slots, ("municipality", "employer_id")),
    "placement": Kind("placement", Placements, ("participant_id", "slot_id"), subject="participant_id"),
}
