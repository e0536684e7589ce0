"""serve, demo and migrate."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

HOME = Path(__file__).parents[4]


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(folder, *words, env=None):
    """Run a command that serves, in a folder of its own; end it as Ctrl-C does."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "service", *map(str, words)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(HOME)} | (env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(port, process):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, process.stderr.read().decode()
        try:
            return get(port, "/healthz")
        except OSError:
            time.sleep(0.1)
    pytest.fail("the service did not answer")


def get(port, path, token=None):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
        answer = connection.getresponse()
        return answer.status, answer.read()


def interrupt(process):
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    return process.returncode, out.decode(), err.decode()


def test_the_demo_fills_itself_serves_and_is_the_same_the_next_time(tmp_path):
    keys = []
    for _ in range(2):
        port = free_port()
        with serving(tmp_path, "demo", "--port", port) as process:
            assert wait_for(port, process)[0] == 200
            written = json.loads((tmp_path / "var" / "demo" / "konton.json").read_text("utf-8"))
            status, body = get(port, "/api/v1/participants?limit=1", written["demo-coach"]["token"])
            assert status == 200
            assert json.loads(body)
            code, out, err = interrupt(process)
        assert code == 0
        assert err.endswith("Avslutat.\n")
        assert "Traceback" not in err
        assert f"http://127.0.0.1:{port}" in out
        assert "påhittade (syntetiska)" in out
        keys.append(re.findall(r"^  (demo-\S+) +(\S{32,})  ", out, re.MULTILINE))
    assert len(keys[0]) == 5
    assert keys[0] == keys[1]


def test_the_keys_of_the_demo_are_for_the_owner_alone(tmp_path):
    from service.cli.output import _silent
    from service.cli.server import ACCOUNTS, _create

    _create(tmp_path / "demo", _silent)
    assert (tmp_path / "demo" / ACCOUNTS).stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_taken_port_is_said_and_ends_with_2(run, store, tmp_path, command):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        words = ("--dir", tmp_path / "demo") if command == "demo" else ()
        answer = run(command, "--port", port, *words)
    assert answer.code == 2
    assert f"Porten {port} är upptagen" in answer.err
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", str(2**63)])
def test_a_port_that_is_none_is_refused(run, port):
    answer = run("demo", "--port", port)
    assert answer.code == 2
    assert "Ange ett heltal från 1 till 65535" in answer.err


def test_an_address_that_others_reach_needs_a_secret(run, store, monkeypatch):
    monkeypatch.delenv("RATTPLATS_TOKEN", raising=False)
    answer = run("serve", "--host", "0.0.0.0")  # noqa: S104 - that it is refused is the point
    assert answer.code == 2
    assert "RATTPLATS_TOKEN" in answer.err


def test_serving_a_store_that_is_not_migrated_says_what_to_run(run, tmp_path, monkeypatch):
    monkeypatch.setenv("RATTPLATS_DATABASE_URL", f"sqlite:///{tmp_path / 'ny.sqlite3'}")
    answer = run("serve", "--port", free_port())
    assert answer.code == 2
    assert "rattplats migrate" in answer.err


def test_migrating_twice_says_that_nothing_was_needed(run, store):
    answer = run("migrate")
    assert answer.code == 0
    assert "redan aktuell" in answer.out
