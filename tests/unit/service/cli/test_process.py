"""The command as a process of its own: how it starts, ends, and bears broken surroundings."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

COMMAND = [sys.executable, "-m", "service"]
HOME = Path(__file__).parents[4]


def run(*words, command=COMMAND, env=None):
    words = [word if isinstance(word, bytes) else str(word) for word in words]
    return subprocess.run([*command, *words], cwd=HOME, env=env, capture_output=True, timeout=60, check=False)  # noqa: S603


def loaded_by(*words):
    """The modules that a command loads, and what it answered."""
    code = (
        "import sys\n"
        "from service.cli.app import app\n"
        "try: app(sys.argv[1:])\n"
        "except SystemExit as end: print(end.code, *sys.modules, file=sys.stderr)"
    )
    answer = run(*words, command=[sys.executable, "-c", code])
    code, *modules = answer.stderr.decode().split()
    assert code == "0"
    return set(modules), answer.stdout


def test_the_module_is_the_command():
    answer = run("--help")
    assert answer.returncode == 0
    assert answer.stdout.decode().startswith("Användning: rattplats KOMMANDO")
    assert answer.stderr == b""


def test_help_is_there_at_once():
    begun = time.perf_counter()
    assert run("--help").returncode == 0
    assert time.perf_counter() - begun < 2  # 0.15 s on an idle machine


def test_help_loads_nothing_heavy():
    modules, _ = loaded_by("--help")
    assert not modules & {"numpy", "scipy", "pydantic", "sqlalchemy", "fastapi", "openpyxl", "rich"}


def test_ranking_files_loads_no_database_no_web_and_no_excel(people, places):
    modules, out = loaded_by("rank", "--participants", people, "--slots", places, "--json")
    assert not modules & {"sqlalchemy", "fastapi", "openpyxl", "rich", "alembic", "uvicorn"}
    assert json.loads(out)["results"]


def test_a_reader_that_goes_away_is_no_error(people, places):
    words = ["rank", "--participants", people, "--slots", places, "--json"]
    process = subprocess.Popen(  # noqa: S603
        [*COMMAND, *map(str, words)], cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0
    assert said == b""


def test_a_file_name_that_is_not_text_is_said_and_not_a_crash(tmp_path):
    name = os.fsencode(tmp_path) + b"/deltagare\xff.csv"
    answer = run("rank", "--participants", name, "--slots", name)
    assert answer.returncode == 2
    assert b"deltagare?.csv" in answer.stderr
    assert b"Traceback" not in answer.stderr


def test_an_output_that_lacks_a_character_still_gets_the_rest():
    answer = run("rank", "--help", env=os.environ | {"PYTHONIOENCODING": "latin-1"})
    assert answer.returncode == 0
    assert "Användning: rattplats rank".encode("latin-1") in answer.stdout
    assert b"1?1000" in answer.stdout
