"""The repository keeps its own rules: directions of import, sizes, and no traces of a workplace."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("matcher", "data", "evaluation", "service")
MOST_LINES = 400
MOST_LINES_OF_TESTS = 1000
FORBIDDEN = ("/wor" + "k/", "shared " + "hooks", "issues " + "show")
"""Words of the place where the code was written; taken apart here so that this file passes."""


def tracked() -> list[Path]:
    """List the text files that git knows, so that no build product is read."""
    names = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - the git of the developer
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


FILES = tracked() if (ROOT / ".git").exists() else sorted(ROOT.glob("*/**/*.py"))


def test_packages_import_in_one_direction():
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stdout


def test_files_are_short():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in FILES
        if path.suffix == ".py"
        and (lines := path.read_text(encoding="utf-8").count("\n"))
        > (MOST_LINES_OF_TESTS if path.is_relative_to(ROOT / "tests") else MOST_LINES)
    }
    assert not long


def test_nothing_names_the_workplace():
    found = {}
    for path in FILES:
        try:
            text = path.read_text(encoding="utf-8").lower()
        except UnicodeDecodeError:
            continue
        if words := [word for word in FORBIDDEN if word in text]:
            found[str(path.relative_to(ROOT))] = words
    assert not found


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_opens_with_a_catalogue(package):
    assert (ROOT / package / "__init__.py").read_text(encoding="utf-8").startswith('"""')


def test_the_package_of_the_api_imports_none_of_its_parts() -> None:
    """Other parts of the service use single modules of it: each must be importable alone."""
    tree = ast.parse((ROOT / "service" / "api" / "__init__.py").read_text(encoding="utf-8"))
    assert [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)] == []
