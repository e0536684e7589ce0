"""A small municipality on files, and a way to run a command."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from service.cli.app import app

PARTICIPANTS = [
    {
        "id": "D-1",
        "municipality": "1280",
        "skills": "truckkörning|lagerarbete",
        "swedish_spoken": "B1",
        "licences": "B",
        "goals": "arbeta på lager",
        "goal_occupations": "Lagerarbetare",
        "hours_per_week": "20",
        "travel_max_minutes": "60",
        "travel_modes": "public|car",
        "cannot": "inga",
        "needs": "inga",
    },
    {
        "id": "D-2",
        "municipality": "1280",
        "skills": "städning",
        "swedish_spoken": "A2",
        "licences": "inga",
        "goal_occupations": "Städare",
        "hours_per_week": "15,5",
        "travel_max_minutes": "45",
        "travel_modes": "public",
        "cannot": "heavy_lifting",
        "needs": "inga",
    },
    {"id": "D-3", "municipality": "1280"},
]
SLOTS = [
    {
        "id": "P-1",
        "employer_id": "AG-1",
        "employer_name": "Nordlager AB",
        "title": "Lagerarbetare",
        "occupation": "4322",
        "tasks": "Plocka och packa ordrar",
        "required_skills": "truckkörning",
        "min_swedish_spoken": "A2",
        "licences_required": "B",
        "municipality": "1280",
        "hours_min": "10",
        "hours_max": "40",
        "capacity": "2",
        "filled": "0",
        "conditions": "heavy_lifting",
        "offers": "close_supervision",
    },
    {
        "id": "P-2",
        "employer_id": "AG-2",
        "employer_name": "Rent och fint AB",
        "title": "Städare",
        "occupation": "9111",
        "tasks": "Städa kontor",
        "required_skills": "städning",
        "min_swedish_spoken": "A1",
        "licences_required": "inga",
        "municipality": "1280",
        "hours_min": "10",
        "hours_max": "40",
        "capacity": "1",
        "filled": "0",
        "conditions": "inga",
        "offers": "same_supervisor",
    },
    {
        "id": "P-3",
        "employer_id": "AG-3",
        "employer_name": "Stadens café",
        "title": "Kafébiträde",
        "occupation": "5246",
        "tasks": "Ta emot gäster",
        "licences_required": "inga",
        "min_swedish_spoken": "B1",
        "municipality": "1280",
        "capacity": "1",
        "filled": "1",
        "conditions": "customer_contact",
    },
]


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def write_csv(file: Path, rows: list[dict[str, str]]) -> Path:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.DictWriter(opened, columns, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return file


@pytest.fixture
def run() -> Callable[..., Answer]:
    """Run a command in this process; paths and numbers are written as text."""

    def call(*words: object) -> Answer:
        result = CliRunner().invoke(app, [str(word) for word in words], prog_name="rattplats")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "deltagare.csv", PARTICIPANTS)


@pytest.fixture
def places(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "platser.csv", SLOTS)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Answer]) -> Path:
    """An empty, migrated store that the settings name."""
    file = tmp_path / "rattplats.sqlite3"
    monkeypatch.setenv("RATTPLATS_DATABASE_URL", f"sqlite:///{file}")
    assert run("migrate").code == 0
    return file
