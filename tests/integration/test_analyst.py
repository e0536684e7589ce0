"""The analyst's queries, on SQLite and PostgreSQL."""

from matcher.weights import Weights
from service.accounts.account import Account
from service.analyst import repository
from service.evaluations import repository as evaluations
from service.files import repository as files
from service.store import weights
from service.store.clock import now
from service.store.schema import Decisions
from tests.support.accounts import an_account, give
from tests.support.stores import save

ANALYST = Account("eva", "Eva", "analyst", people="count")
COACH = Account("anna", "Anna", "coach", unit="norr", people="own")


def test_the_state_moves_with_every_change_that_figures_rest_on(database):
    seen = []

    def look():
        with database.read() as session:
            seen.append(repository.state(session))

    look()
    look()
    save(database, "participant", {"id": "p"})
    look()
    an_account(database, "anna", unit="norr")
    give(database, ["p"], unit="norr")
    look()
    give(database, ["p"], unit="norr", protected=True)
    look()
    assert seen[0] == seen[1]
    assert len(set(seen)) == 4


def test_reports_with_groups_are_told_from_those_without(database):
    an_account(database, "eva", "analyst", full_name="Eva Ek")
    with database.write() as session:
        for document in ('{"fairness":null,"funnel":1}', '{"fairness":{"found":0},"funnel":2}', None):
            id_ = evaluations.begin(session, "eva", 0).id
            if document:
                evaluations.finish(session, id_, document=document, html="<p>")
    with database.read() as session:
        listed = repository.evaluations(session)
        with_groups = repository.latest(session, groups=True)
        one = repository.evaluation(session, listed[0].id)
        assert repository.evaluation(session, "finns-inte") is None
    assert sorted((row.state, row.groups, row.by) for row in listed) == [
        ("done", False, "Eva Ek"),
        ("done", True, "Eva Ek"),
        ("running", False, "Eva Ek"),
    ]
    assert with_groups is not None
    assert '"funnel":2' in with_groups[1]
    assert one is not None


def test_who_put_weights_to_use_is_named(database):
    an_account(database, "eva", "analyst", full_name="Eva Ek")
    with database.write() as session:
        weights.activate(session, Weights.standard(), by="eva", reason="Därför.")
    with database.read() as session:
        found = repository.versions(session)
    assert [one.version for one in found.weights] == [Weights.standard().version]
    assert [(one.by, one.reason) for one in found.activations] == [("Eva Ek", "Därför.")]


def test_dismissals_are_of_those_who_are_counted(database):
    save(database, "participant", {"id": "p"}, {"id": "q"})
    an_account(database, "anna", unit="norr")
    give(database, ["q"], unit="norr", protected=True)
    with database.write() as session:
        for number, key in enumerate(("p", "q")):
            session.add(
                Decisions(
                    id=str(number),
                    at=now(),
                    by="anna",
                    participant_id=key,
                    slot_id="s",
                    run_id=None,
                    decision="dismiss",
                    reason="x",
                )
            )
    with database.read() as session:
        assert [one.participant_id for one in repository.dismissed(session, ANALYST)] == ["p"]


def test_files_know_whose_a_record_is(database):
    save(database, "participant", {"id": "mine"}, {"id": "theirs"})
    save(database, "placement", {"id": "h", "participant_id": "theirs", "slot_id": "s"})
    save(database, "slot", {"id": "s"})
    an_account(database, "anna", unit="norr")
    give(database, ["mine"], unit="norr")
    with database.read() as session:
        stored, taken = files.known(session, COACH, "participant", ["mine", "theirs", "new"])
        assert (set(stored), taken) == ({"mine"}, {"theirs"})
        assert files.strangers(session, COACH, ["mine", "theirs", "new"]) == {"theirs", "new"}
        assert files.known(session, COACH, "placement", ["h"]) == ({}, {"h"})
        assert [row.id for row in files.everything(session, COACH, "participant")] == ["mine"]
        assert [row.id for row in files.everything(session, COACH, "placement")] == []
        assert [row.id for row in files.everything(session, COACH, "slot")] == ["s"]
