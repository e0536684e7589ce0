"""The last place under pressure, and a process that is killed; the long form is ``make booking``."""

import pytest

from service.store import Database
from tests.support.booking import kill, race


@pytest.mark.usefixtures("database")
def test_of_many_who_ask_two_processes_for_the_last_place_one_gets_it(url: str) -> None:
    told = race(url, rounds=1, tries=30)
    assert told.faults == []
    assert told.answers == {"201": 1, "place-full": 29}


def test_what_a_killed_process_had_acknowledged_is_there_and_whole(url: str, database: Database) -> None:
    database.close()
    told = kill(url, rounds=1)
    assert told.faults == []
    assert told.lost == 0
    assert told.acknowledged > 0
