"""All records of a kind in memory, kept up to date by what has changed in the store."""

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.orm import Session

from service.canonical import digest
from service.store import records, vectors
from service.store.kinds import KindName

if TYPE_CHECKING:
    from matcher import Participant, Slot

INPUTS: Final = "\n"
"""What stands between the hashes of the inputs of a run."""


class Mirror:
    """All records of a kind in memory, brought up to date by what has changed since."""

    def __init__(self, kind: KindName, model_hash: str) -> None:
        self.kind = kind
        self.revision = 0
        self.vectors: dict[str, vectors.Vector] = {}
        self._model_hash = model_hash
        self._records: dict[str, Participant | Slot] = {}
        self._digests: dict[str, str] = {}

    def refresh(self, session: Session) -> bool:
        """Read what has changed; say whether anything had."""
        latest = records.revision(session, self.kind)
        if latest == self.revision:
            return False
        changes = records.changes(session, self.kind, self.revision)
        if any(not change.id for change in changes):  # somebody was erased: forget everything
            self._records, self._digests, self.vectors = {}, {}, {}
            changes = records.changes(session, self.kind, 0)
        for change in changes:
            self._apply(change)
        some = [c.id for c in changes] if 0 < len(changes) <= vectors.CHUNK else None
        stored = vectors.read(session, self._model_hash, self.kind, some)
        for change in changes:
            if change.id in self._records:
                self.vectors |= vectors.by_text(self._records[change.id], stored)
        self.revision = latest
        return True

    def _apply(self, change: records.Change) -> None:
        document = change.document
        if document is None:
            self._records.pop(change.id, None)
            self._digests.pop(change.id, None)
            return
        record = vectors.domain(self.kind, document)
        assert record is not None  # noqa: S101  # only kinds that the matcher sees are mirrored
        self._records[change.id] = record
        self._digests[change.id] = digest(change.payload or "")

    def all(self, among: Container[str] | None = None) -> list[Any]:
        """Give the records in the order of their ids, or those of them that are among some ids."""
        return [self._records[key] for key in sorted(self._records) if among is None or key in among]

    def some(self, ids: Sequence[str]) -> dict[str, tuple[str, Any]]:
        """Give the hash of each of some records, and the record itself; those that are gone are left out."""
        return {key: (self._digests[key], self._records[key]) for key in ids if key in self._records}

    @property
    def digest(self) -> str:
        """Hash of all records together."""
        return combined(self._digests)


def combined(digests: Mapping[str, str]) -> str:
    """Hash the hashes of records, in the order of their ids."""
    return digest(INPUTS.join(digests[key] for key in sorted(digests)))
