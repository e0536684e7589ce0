"""From validated JSON to stored records: encode, then write in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from matcher.text import Encoder
from service.store import records, vectors
from service.store.clock import now
from service.store.kinds import KindName
from service.store.records import Document, Written

ENCODED: Final = ("participant", "slot")


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one kind, encoded and ready to be written.

    Encoding takes its time, so it happens before the transaction begins.
    """

    kind: KindName
    documents: Sequence[Document]
    texts: vectors.Texts | None

    @classmethod
    def of(cls, encoder: Encoder, kind: KindName, documents: Sequence[Document]) -> "Batch":
        """Encode the texts of some records."""
        texts = vectors.encode(encoder, kind, documents) if kind in ENCODED else None
        return cls(kind, documents, texts)

    def save(self, session: Session, by: str) -> Written:
        """Write the records, and register employers that a place is the first to name."""
        at = now()
        if self.kind == "slot":
            named = {
                d["employer_id"]: {"id": d["employer_id"]}
                | ({"name": d["employer_name"]} if d.get("employer_name") else {})
                for d in reversed(self.documents)
                if d.get("employer_id")
            }
            known = records.existing(session, "employer", list(named))
            new = [named[key] for key in sorted(named.keys() - known.keys())]
            records.write(session, "employer", new, by=by, at=at)
        return records.write(session, self.kind, self.documents, by=by, at=at, texts=self.texts)
