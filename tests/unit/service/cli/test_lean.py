"""The lean core ranks files; what the service needs is asked for at the point of use."""

import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

from service.cli.shell import SERVICE_EXTRA

ROOT = Path(__file__).parents[4]
WITHOUT = """
    import sys

    class Missing:
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in {blocked}:
                raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

    sys.meta_path.insert(0, Missing())
    from service.cli import main

    sys.argv = ["rattplats", *{words}]
    main()
"""
MODULES = {"psycopg[binary]": "psycopg", "pwdlib[argon2]": "pwdlib", "python-multipart": "multipart"}


def lean(*words):
    code = textwrap.dedent(WITHOUT).format(blocked=sorted(SERVICE_EXTRA), words=list(map(str, words)))
    return subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=120, check=False
    )


def test_the_list_is_that_of_the_extra():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [line.partition(">=")[0] for line in extras["optional-dependencies"]["service"]]
    assert {MODULES.get(name, name.replace("-", "_")) for name in names} == SERVICE_EXTRA


def test_files_are_ranked_without_the_service(people, places):
    done = lean("rank", "--participants", people, "--slots", places, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert '"results"' in done.stdout


def test_a_service_command_says_what_to_install():
    done = lean("serve")
    assert done.returncode == 2
    assert "pip install 'rattplats[service]'" in done.stderr
    assert "Traceback" not in done.stderr
