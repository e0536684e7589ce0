"""The process beside the service: asked once for the same, kept while nothing changes, ended with it."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

import pytest

from data.synthetic import municipality
from service.cli.records import documents
from service.evaluations.runner import Runner
from service.settings import Settings
from tests.support.stores import save


@pytest.fixture
def bench(database, url):
    town = municipality(participants=1, employers=20, slots=1, placements=60)
    save(database, "placement", *documents(town.placements))
    made = Runner(database, Settings(database_url=url)).bench
    yield made
    made.stop()


def test_the_same_question_is_worked_out_once_and_another_state_anew(bench):
    first = bench.ask("results", "1", 0.3)
    assert bench.ask("results", "1", 0.3) is first
    assert bench.ask("results", "1", 0.4) is not first
    assert bench.ask("results", "2", 0.3) is not first
    assert first.result(60)["supported"] == bench.ask("results", "2", 0.3).result(60)["supported"] > 5


def test_what_failed_is_asked_again_and_a_process_that_died_is_begun_anew(bench):
    with pytest.raises(AttributeError):
        bench.ask("finns_inte", "1").result(60)
    assert bench.ask("results", "1", None).result(60)
    (pid,) = bench._pool._processes
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(BrokenProcessPool):  # the pool finds out a moment later that its process is gone
            assert bench.ask("results", "3", None).result(60)["kinds"]
            return
        time.sleep(0.1)
    raise AssertionError("it never came back")


def test_too_many_questions_are_turned_away(bench, monkeypatch):
    monkeypatch.setattr("service.evaluations.bench.MOST_WAITING", 2)
    asked = [bench.ask("results", str(n), None) for n in range(5)]
    assert asked[0] is not None
    assert asked[-1] is None


def test_it_ends_with_the_service_and_waits_for_nothing(bench):
    bench.ask("results", "1", None).result(60)
    (process,) = bench._pool._processes.values()
    began = time.monotonic()
    bench.stop()
    assert not process.is_alive()
    assert time.monotonic() - began < 10


def test_a_service_that_is_killed_takes_its_process_along(tmp_path):
    code = (
        "import os, signal\n"
        "from service.evaluations.bench import Bench\n"
        "if __name__ == '__main__':\n"
        "    bench = Bench(dict(os.environ))\n"
        "    try: bench.ask('finns_inte', '1').result(60)\n"
        "    except AttributeError: pass\n"
        "    print(*bench._pool._processes, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    script = tmp_path / "killed.py"
    script.write_text(code, encoding="utf-8")
    environment = os.environ | {
        "PYTHONPATH": str(Path.cwd()),
        "RATTPLATS_DATABASE_URL": f"sqlite:///{tmp_path}/s.sqlite3",
    }
    done = subprocess.run(  # noqa: S603 - this interpreter and our own file
        [sys.executable, script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout, done.stderr
    pid = int(done.stdout)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    raise AssertionError("the process outlived its service")
