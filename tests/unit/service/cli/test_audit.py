"""The commands ``audit verify`` and ``retention``, and what other commands leave in the log."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.audit import repository

Run = Callable[..., Any]


def rows(store: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(store) as connection:
        found = connection.execute("SELECT by, role, action, what, people FROM audit_entries ORDER BY number")
        return found.fetchall()


def tamper(store: Path, *statements: str) -> None:
    connection = sqlite3.connect(store)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_commands_about_people_are_logged(
    run: Run, store: Path, people: Path, places: Path, tmp_path: Path
) -> None:
    number = len(people.read_text(encoding="utf-8-sig").splitlines()) - 1
    assert run("import", "slots", places).code == 0
    assert rows(store) == []
    assert run("import", "participants", people).code == 0
    assert run("export", "slots", tmp_path / "ut.csv").code == 0
    assert run("export", "participants", tmp_path / "ut.json").code == 0
    who = ("kommandoraden", "command")
    assert rows(store) == [
        (*who, "write", "rattplats import participants", number),
        (*who, "read", "rattplats export participants", number),
    ]


def test_no_export_without_its_row(run: Run, store: Path, people: Path, tmp_path: Path) -> None:
    assert run("import", "participants", people).code == 0
    tamper(
        store,
        "CREATE TRIGGER broken BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    answer = run("export", "participants", tmp_path / "ut.json")
    assert answer.code == 2
    assert not (tmp_path / "ut.json").exists()


def test_a_whole_log_says_so_and_what_to_note(run: Run, store: Path, people: Path) -> None:
    empty = run("audit", "verify")
    assert (empty.code, empty.out) == (0, "Loggen är hel: 0 rader.\n")
    run("import", "participants", people)
    answer = run("audit", "verify", "--json")
    assert answer.code == 0
    found = answer.json
    assert (found["rows"], found["whole"], found["fault"], found["last"]) == (1, True, None, 1)
    noted = f"{found['last']}:{found['hash']}"
    assert noted in run("audit", "verify").out
    assert run("audit", "verify", "--since", noted).code == 0
    other = run("audit", "verify", "--since", f"1:{'0' * 64}")
    assert other.code == 2
    assert "inte den kontrollsumma som du angav" in other.out
    for wrong in ("1", "ett:två", "1:", ":x"):
        refused = run("audit", "verify", "--since", wrong)
        assert refused.code == 2
        assert "--since" in refused.err


def test_a_changed_log_ends_with_2_and_the_first_fault(run: Run, store: Path, people: Path) -> None:
    for _ in range(3):
        run("export", "participants", store.parent / "ut.json")
        run("import", "participants", people)
    tamper(store, "UPDATE audit_entries SET people = 99 WHERE number = 3")
    answer = run("audit", "verify")
    assert answer.code == 2
    assert "Rad 3 är ändrad" in answer.out
    found = run("audit", "verify", "--json")
    assert found.code == 2
    assert found.json["fault"]["row"] == 3
    assert found.json["whole"] is False


def test_retention_only_counts_until_it_is_told(run: Run, store: Path, people: Path) -> None:
    run("import", "participants", people)
    tamper(store, "UPDATE record_versions SET at = '2020-01-01T10:00:00.000+00:00'")
    number = rows(store)[0][-1]
    dry = run("retention", "--json")
    assert dry.code == 0
    assert dry.json["applied"] is False
    assert dry.json["removed"]["participants"] == number
    said = run("retention", "--dry-run")
    assert "Inget är borttaget än" in said.out
    assert len(rows(store)) == 1
    done = run("retention", "--apply", "--json")
    assert done.json["applied"] is True
    assert done.json["removed"]["participants"] == number
    assert [row[2] for row in rows(store)[1:]] == ["erase"] * number
    assert run("retention", "--json").json["removed"]["participants"] == 0
    assert run("audit", "verify").code == 0


def test_the_log_is_cut_where_it_is_whole_and_nothing_leaves_where_it_is_not(
    run: Run, store: Path, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        run("import", "participants", people)
    monkeypatch.setattr(repository, "last_before", lambda _session, _before: 1)
    done = run("retention", "--apply", "--json")
    assert (done.code, done.json["removed"]["audit"]) == (0, 1)
    found = run("audit", "verify", "--json").json
    assert (found["whole"], found["cut"], found["rows"]) == (True, 1, 2)
    assert "Rad 1 till 1 är gallrade." in run("audit", "verify").out
    assert rows(store)[-1][:4] == ("kommandoraden", "command", "cut", "rattplats retention")
    tamper(store, "UPDATE audit_entries SET people = 99 WHERE number = 2")
    monkeypatch.setattr(repository, "last_before", lambda _session, _before: 2)
    refused = run("retention", "--apply")
    assert refused.code == 2
    assert "Inget är borttaget, för loggen är inte hel. Rad 2 är ändrad" in refused.err
    assert len(rows(store)) == 2


@pytest.mark.parametrize("name", ["PARTICIPANTS", "RUNS", "TOKENS", "ACCOUNTS", "AUDIT"])
def test_how_long_is_a_setting(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"RATTPLATS_KEEP_{name}_MONTHS", "0")
    assert run("retention").code == 2
    monkeypatch.setenv(f"RATTPLATS_KEEP_{name}_MONTHS", "600")
    before = run("retention", "--json").json["before"]
    assert before[name.lower()].startswith("19")
