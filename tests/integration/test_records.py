"""Records and their history."""

import threading

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from matcher.weights import Weights
from service.accounts import repository
from service.accounts import service as accounts
from service.canonical import digest
from service.store import BadDatabaseUrl, Database, idempotency, records, weights
from service.store.idempotency import Answer
from service.store.schema import RecordVersions
from tests.support.stores import save


def test_what_is_written_is_read(database: Database) -> None:
    document = {"id": "AME 2024/12", "municipality": "0180", "goals": ["Åka båt i Örnsköldsvik"], "lat": 59.0}
    written = save(database, "participant", document)
    with database.read() as session:
        found = records.get(session, "participant", "AME 2024/12")
        assert records.get(session, "participant", "AME 2024/1") is None
    assert found is not None
    assert found.document == document
    assert found.revision == written.created["AME 2024/12"]


def test_writing_tells_created_updated_and_unchanged(database: Database) -> None:
    save(database, "slot", {"id": "a", "title": "Kök"}, {"id": "b", "title": "Butik"})
    written = save(database, "slot", {"id": "a", "title": "Kök"}, {"id": "b", "title": "Kassa"}, {"id": "c"})
    assert set(written.unchanged) == {"a"}
    assert set(written.updated) == {"b"}
    assert set(written.created) == {"c"}
    assert written.revision("a") < written.revision("b") < written.revision("c")


def test_any_past_state_can_be_read(database: Database) -> None:
    first = save(database, "slot", {"id": "a", "title": "Kök"}, {"id": "b", "title": "Butik"}).revision("b")
    second = save(database, "slot", {"id": "a", "title": "Storkök"}).revision("a")
    with database.write() as session:
        records.remove(session, "slot", "b", by="test", at="now")
    third = save(database, "slot", {"id": "c", "title": "Lager"}).revision("c")

    def titles(revision: int) -> dict[str, str]:
        with database.read() as session:
            return {row.id: row.document["title"] for row in records.as_of(session, "slot", revision)}

    assert titles(0) == {}
    assert titles(first) == {"a": "Kök", "b": "Butik"}
    assert titles(second) == {"a": "Storkök", "b": "Butik"}
    assert titles(third) == {"a": "Storkök", "c": "Lager"}
    assert titles(third - 1) == {"a": "Storkök"}


def test_changes_since_a_revision(database: Database) -> None:
    start = save(database, "slot", {"id": "a"}, {"id": "b"}).revision("b")
    save(database, "slot", {"id": "a", "title": "Ny"})
    save(database, "participant", {"id": "p"})
    with database.write() as session:
        records.remove(session, "slot", "b", by="test", at="now")
    with database.read() as session:
        changes = records.changes(session, "slot", start)
        assert records.revision(session, "slot") == max(change.revision for change in changes)
    assert [(change.id, change.payload) for change in changes] == [
        ("a", '{"id":"a","title":"Ny"}'),
        ("b", None),
    ]


def test_pages_are_cut_in_one_order(database: Database) -> None:
    ids = ["B", "a", "Å", "ä", "10", "9", "é", "_"]
    save(database, "slot", *({"id": key, "municipality": "0180"} for key in ids), {"id": "x"})
    seen: list[str] = []
    with database.read() as session:
        while page := records.page(
            session, "slot", limit=3, after=seen[-1] if seen else "", municipality="0180"
        ):
            seen += [row.id for row in page]
    assert seen == sorted(ids)


def test_a_place_registers_its_employer_once(database: Database) -> None:
    save(database, "employer", {"id": "e1", "name": "Eget namn"})
    save(database, "slot", {"id": "a", "employer_id": "e1", "employer_name": "Annat namn"})
    save(
        database,
        "slot",
        {"id": "b", "employer_id": "e2", "employer_name": "Nya AB"},
        {"id": "c", "employer_id": "e2"},
        {"id": "d", "employer_id": "e3"},
    )
    with database.read() as session:
        page = [row.document for row in records.page(session, "employer", limit=9)]
    assert page == [{"id": "e1", "name": "Eget namn"}, {"id": "e2", "name": "Nya AB"}, {"id": "e3"}]


def test_a_failed_write_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.write() as session:
            records.write(session, "employer", [{"id": "e"}], by="test", at="now")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with database.read() as session:
        assert records.count(session, "employer") == 0
        assert records.revision(session, "employer") == 0


def test_history_is_never_changed(database: Database) -> None:
    save(database, "slot", {"id": "a"})
    with database.writer.connect() as connection, pytest.raises(DBAPIError, match="history is never changed"):
        connection.execute(text("UPDATE record_versions SET payload = 'x'"))


@pytest.mark.parametrize("statement", ["UPDATE weights SET document = 'x'", "DELETE FROM weights"])
def test_weights_are_never_changed_or_removed(database: Database, statement: str) -> None:
    with database.write() as session:
        weights.ensure(session, Weights.standard())
    with database.writer.connect() as connection, pytest.raises(DBAPIError, match="weights are never"):
        connection.execute(text(statement))
    with database.read() as session:
        assert weights.get(session, Weights.standard().version) == Weights.standard()


def test_weights_are_stored_once(database: Database) -> None:
    for _ in range(2):
        with database.write() as session:
            weights.ensure(session, Weights.standard())
    with database.read() as session:
        assert [w.version for w in weights.page(session, limit=5)] == [Weights.standard().version]
        assert weights.get(session, "weights-none") is None


def test_writers_take_turns_and_revisions_have_no_gap(database: Database) -> None:
    def work(name: str) -> None:
        for number in range(8):
            save(database, "employer", {"id": f"{name}{number}"})

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        revisions = sorted(session.scalars(select(RecordVersions.revision)))
    assert revisions == list(range(1, 25))


def test_a_reader_sees_one_state(database: Database) -> None:
    save(database, "employer", {"id": "e"})
    with database.read() as session:
        assert records.count(session, "employer") == 1
        save(database, "employer", {"id": "f"})
        assert records.count(session, "employer") == 1


def test_a_reader_cannot_write(database: Database) -> None:
    with database.read() as session, pytest.raises(DBAPIError):
        session.execute(text("DELETE FROM employers"))


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "hej", ""])
def test_an_address_that_cannot_be_used_says_what_can(url: str) -> None:
    with pytest.raises(BadDatabaseUrl, match="sqlite:///FIL"):
        Database.open(url)


def test_an_answer_is_kept_for_a_day(database: Database) -> None:
    with database.write() as session:
        idempotency.keep(session, "k", "eva", "hash", Answer(201, {"ETag": '"1"'}, "{}"))
    with database.write() as session:
        assert idempotency.recall(session, "k", "eva", "hash") == Answer(201, {"ETag": '"1"'}, "{}")
        assert idempotency.recall(session, "k", "bo", "hash") is None
        with pytest.raises(idempotency.KeyReused):
            idempotency.recall(session, "k", "eva", "annan")
        session.execute(text("UPDATE idempotency_keys SET at = '2020-01-01T00:00:00.000+00:00'"))
    with database.write() as session:
        assert idempotency.recall(session, "k", "eva", "annan") is None


def test_a_user_is_found_by_the_token_alone(database: Database) -> None:
    with database.write() as session:
        for name in ("eva", "bo"):
            accounts.add(session, name, "coach")
            token = accounts.add_token(session, name)
    with database.read() as session:
        found = repository.by_token(session, digest(token))
        assert found is not None
        assert found[1].user.name == "bo"
        assert repository.by_token(session, digest(token[:-1])) is None
