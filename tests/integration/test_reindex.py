"""A change of text model: answers stay right at once, and a rebuild makes them fast again."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from data.reference import context
from matcher import Context, Participant, Slot, Weights, prepare
from matcher.text import CharNgrams, Encoder
from service.matching import Matching
from service.store import Database, records, upkeep, vectors
from service.store.schema import TextVectors
from service.store.vectors import texts_of
from tests.support.stores import Counting, save

DAY = date(2026, 11, 23)
OPEN = {"open_from": "2026-11-01", "capacity": 2, "filled": 0}
SLOTS: list[dict[str, Any]] = [
    {"id": f"s{number}", "title": title, "required_skills": ["laga mat"]} | OPEN
    for number, title in enumerate(["Kock", "Lagerarbetare", "Köksbiträde", "Städare", "Kock"])
]
PERSON: dict[str, Any] = {"id": "p", "goals": ["Jobba i köket"], "skills": ["matlagning", "laga mat"]}
OLD, NEW = CharNgrams(), CharNgrams(dimensions=64)


@pytest.fixture
def filled(database: Database) -> Database:
    """A store whose vectors were all made by the old model."""
    upkeep.prepare(database, OLD, Weights.standard())
    save(database, "slot", *SLOTS, encoder=OLD)
    save(database, "participant", PERSON, {"id": "q", "goals": ["Kock"]}, encoder=OLD)
    return database


def world(encoder: Encoder) -> Context:
    return replace(context(date=DAY, encoder=encoder), seed=7)


def matching(database: Database, encoder: Encoder) -> Matching:
    return Matching(database, lambda _day: world(encoder), lambda: DAY)


def models(database: Database) -> dict[str, int]:
    with database.read() as session:
        query = select(TextVectors.model_hash, func.count()).group_by(TextVectors.model_hash)
        return dict(list(session.execute(query)))


def test_a_stale_vector_is_never_compared(filled: Database) -> None:
    """Another model at the same length: a vector of the old one would fit, and the answer would be wrong."""
    new = Counting(CharNgrams(corpus=["laga mat i kök", "kock", "kök"]))
    assert (new.dimensions, new.hash == OLD.hash) == (OLD.dimensions, False)
    slots, people = [Slot(**slot) for slot in SLOTS], [Participant(**PERSON)]
    for encoder in (new, OLD):
        (expected,) = prepare(slots, world(encoder)).rank(people, top=5)
        answer = matching(filled, encoder).suggest("p", top=5, by="eva").document
        assert answer["results"] == [expected.to_dict()]
    found = matching(filled, new).candidates("s0", top=5)
    expected_people = prepare(slots, world(new)).candidates([*people, Participant("q", goals=["Kock"])], "s0")
    assert found["suggestions"] == expected_people.to_dict()["suggestions"]


def test_waiting_records_are_counted_and_then_none_waits(filled: Database) -> None:
    assert upkeep.prepare(filled, OLD, Weights.standard()) == 0
    assert upkeep.prepare(filled, NEW, Weights.standard()) == len(SLOTS) + 2
    told: list[tuple[int, int]] = []
    found = upkeep.reindex(filled, NEW, lambda done, of: told.append((done, of)))
    assert (found.records, found.encoded) == (7, 5)  # both cooks ask for what p and q have brought in
    assert found.removed > 0
    assert told[0] == (0, 7)
    assert told[-1] == (7, 7)
    assert upkeep.waiting(filled, NEW) == 0
    assert list(models(filled)) == [NEW.hash]
    assert upkeep.waiting(filled, OLD) == 7


def test_after_a_rebuild_nothing_is_encoded_when_places_are_ranked(filled: Database) -> None:
    upkeep.reindex(filled, NEW)
    counting = Counting(NEW)
    matching(filled, counting).suggest("p", top=5, by="eva")
    stored = {text for slot in SLOTS for text in texts_of(Slot(**slot))} | set(
        texts_of(Participant(**PERSON))
    )
    assert not stored & set(counting.asked)


def test_a_second_rebuild_finds_nothing_to_do(filled: Database) -> None:
    upkeep.reindex(filled, NEW)
    again = Counting(NEW)
    assert upkeep.reindex(filled, again) == upkeep.Reindexed(7, 0, 0)
    assert again.asked == []


def test_a_rebuild_that_was_broken_off_goes_on_where_it_was(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "PAGE", 2)
    first = Counting(NEW)

    class PowerCut(Exception):  # noqa: N818
        pass

    def cut(done: int, _of: int) -> None:
        if done >= 4:
            raise PowerCut

    with pytest.raises(PowerCut):
        upkeep.reindex(filled, first, cut)
    assert set(models(filled)) == {OLD.hash, NEW.hash}
    rest = Counting(NEW)
    assert upkeep.reindex(filled, rest).encoded == 2
    assert not set(first.asked) & (set(rest.asked) - {"Kock", "laga mat"})
    assert upkeep.waiting(filled, NEW) == 0


def test_a_record_changed_while_it_is_encoded_keeps_its_own_texts(filled: Database) -> None:
    class Slow(Counting):
        def encode(self, texts):  # type: ignore[no-untyped-def]
            if not self.asked:
                save(filled, "slot", SLOTS[0] | {"title": "Bagare"}, encoder=NEW)
            return super().encode(texts)

    upkeep.reindex(filled, Slow(NEW))
    assert upkeep.waiting(filled, NEW) == 0
    with filled.read() as session:
        stored = vectors.read(session, NEW.hash, "slot", ["s0"])
        assert "Bagare" in vectors.by_text(Slot(**SLOTS[0] | {"title": "Bagare"}), stored)
    assert upkeep.reindex(filled, NEW).encoded == 0


def test_a_text_that_a_new_version_reads_is_encoded_too(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record's texts follow from the reference tables as well, which a new version may change."""
    upkeep.reindex(filled, NEW)
    before = vectors.texts_of

    def more(record: Participant | Slot) -> tuple[str, ...]:
        return (*before(record), "ny text") if record.id == "p" else before(record)

    monkeypatch.setattr(vectors, "texts_of", more)
    assert upkeep.reindex(filled, NEW).encoded == 1
    with filled.read() as session:
        assert vectors.digest("ny text") in vectors.read(session, NEW.hash, "participant", ["p"])


def test_a_vector_that_nobody_uses_is_removed(filled: Database) -> None:
    with filled.write() as session:
        session.add(TextVectors(model_hash=OLD.hash, text_hash="0" * 64, vector=b""))
    assert upkeep.reindex(filled, OLD) == upkeep.Reindexed(7, 0, 1)


def test_a_removed_record_leaves_no_vector(filled: Database) -> None:
    upkeep.reindex(filled, NEW)
    with filled.write() as session:
        for slot in SLOTS:
            records.remove(session, "slot", slot["id"], by="test", at="now")
        for person in ("p", "q"):
            records.remove(session, "participant", person, by="test", at="now")
    assert models(filled) == {}
