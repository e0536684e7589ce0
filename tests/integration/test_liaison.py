"""What is kept beside places and employers, and who is counted, on SQLite and PostgreSQL."""

from datetime import date

from service.accounts import Account, caseload
from service.accounts import service as accounts
from service.liaison import repository
from service.placing import taking
from service.placing.taking import Actor
from service.store import Database, records
from tests.support.stores import save

DAY = date(2026, 11, 23)
AT = "2026-11-23T10:00:00.000+00:00"
LIAISON = Account("lena", "Lena", "liaison", people="shared")


def fill(database: Database) -> None:
    """Two employers with a place each; three people shared for the first, one of them protected since."""
    for number in (1, 2):
        employer = {"employer_id": f"e{number}", "employer_name": f"Firma {number}"}
        save(database, "slot", {"id": f"s{number}", "title": "Lager"} | employer)
    with database.write() as session:
        accounts.add(session, "eva", "coach", full_name="Eva Ek")
        accounts.add(session, "lena", "liaison", full_name="Lena Alm")
    for key in ("p1", "p2", "p3"):
        save(database, "participant", {"id": key})
        placement = {"id": f"x-{key}", "participant_id": key, "slot_id": "s1", "outcome": "completed"}
        save(database, "placement", placement)
        with database.write() as session:
            caseload.assign(session, [key], unit=None, coach="eva")
            taking.sharing(session, key, "s1", "share", Actor("eva", "coach", AT, DAY))
    with database.write() as session:
        caseload.assign(session, ["p3"], unit=None, coach="eva", protected=True)


def test_steps_and_contacts_stand_the_latest_first(database: Database) -> None:
    fill(database)
    with database.write() as session:
        for number, step in enumerate(("pause", "open", "close")):
            at = f"2026-11-2{number}T10:00:00.000+00:00"
            repository.add_step(session, "s1", step, by="lena", at=at, until=DAY, reason="Ombyggnad.")
        for day in (date(2026, 11, 1), date(2026, 11, 9), date(2026, 10, 1)):
            repository.add_contact(session, "e1", by="lena", day=day, note=None)
    with database.read() as session:
        assert [one.step for one in repository.steps(session, "s1")] == ["close", "open", "pause"]
        assert repository.steps(session, "s1")[0].by == "Lena Alm"
        assert repository.steps(session, "s2") == []
        assert repository.last_contacts(session) == {"e1": date(2026, 11, 9)}
        assert repository.contacts(session, "e1")[0].day == date(2026, 11, 9)
        assert [one.id for one in repository.slots_of(session, "e1")] == ["s1"]


def test_protected_people_are_neither_seen_nor_counted(database: Database) -> None:
    fill(database)
    with database.read() as session:
        assert repository.shared_numbers(session) == {"s1": 2}
        seen = repository.shared(session, LIAISON, "s1")
        assert [(one.participant.id, one.by) for one in seen] == [("p1", "Eva Ek"), ("p2", "Eva Ek")]
        assert len(repository.placements(session)) == 2
        assert len(repository.placements(session, "e1")) == 2
        assert repository.placements(session, "e2") == []
        assert not any("participant" in key for one in repository.placements(session) for key in one)


def test_only_those_who_have_agreed_stay_shared_when_a_place_closes(database: Database) -> None:
    fill(database)
    with database.write() as session:
        (course, *_more) = taking.repository.of(session, "p1")
        agreed = {"step": "agree", "begins_on": "2026-12-01", "hours_to": 20}
        taking.take(session, course, taking.NewStep.model_validate(agreed), Actor("eva", "coach", AT, DAY))
        repository.unshare(session, "s1")
    with database.read() as session:
        assert repository.shared_numbers(session) == {"s1": 1}


def test_steps_go_with_their_place(database: Database) -> None:
    fill(database)
    with database.write() as session:
        repository.add_step(session, "s2", "close", by="lena", at=AT, until=None, reason="Tillsatt.")
    with database.write() as session:
        records.remove(session, "slot", "s2", by="lena", at=AT)
        assert repository.steps(session, "s2") == []
