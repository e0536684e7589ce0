"""What the pages name exists: commands, options, targets, links, functions, tests and records."""

import ast
import importlib
import re
import subprocess

import pytest
import typer.main

from service.cli.app import app
from tests.docs.pages import NAMES, ROOT, anchors, codes, links, text

MAKEFILE = text("Makefile")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
COMMANDS = typer.main.get_command(app)
LATER = {"batch"}
"""Commands of the contract that are not built. A page may name them only to say so."""


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name):
    for link in links(name):
        if link.startswith(("https://", "http://")):
            continue
        path, _, anchor = link.partition("#")
        target = ((ROOT / name).parent / path).resolve() if path else ROOT / name
        assert target.is_file(), link
        if anchor:
            assert anchor in anchors(str(target.relative_to(ROOT))), link


def commands(name):
    """Give the words after ``rattplats`` in the code of a page."""
    for line in codes(name):
        for said in re.findall(r"(?:^|[\s/])rattplats ([a-z][^\n`#]*)", line):
            yield said.split()


@pytest.mark.parametrize("name", NAMES)
def test_every_command_and_option_exists(name):
    for words in commands(name):
        command, rest = COMMANDS, list(words)
        while hasattr(command, "commands") and rest:
            word = rest.pop(0)
            if word in LATER and name != "README.md":
                command = None
                break
            assert word in command.commands, f"rattplats {' '.join(words)}"
            command = command.commands[word]
        if command is not None:
            options = {option for param in command.params for option in param.opts} | {"--help"}
            assert {word for word in rest if word.startswith("--")} <= options, words


def test_the_readme_shows_the_commands_that_a_newcomer_needs():
    said = {words[0] for words in commands("README.md")}
    assert {"synthetic", "rank", "reach", "replay", "template"} <= said
    assert {"make run", "make test"} <= {line.partition("#")[0].strip() for line in codes("README.md")}


@pytest.mark.parametrize("name", NAMES)
def test_every_target_exists(name):
    for line in codes(name):
        for target in re.findall(r"(?:^|\s)make ([a-z-]+)", line):
            assert target in TARGETS, line


def test_make_help_lists_every_target():
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    lines = dict(re.findall(r"^  make (\S+) +(.+)$", listed, re.MULTILINE))
    assert set(lines) == TARGETS
    assert set(re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE).group(1).split()) == TARGETS
    assert {"help", "install", "run", "check", "test", "fuzz", "bench", "docs", "picture", "clean"} <= TARGETS
    assert all(len(said) <= 80 for said in lines.values())


def test_the_python_of_the_readme_runs():
    blocks = re.findall(r"```python\n(.*?)```", text("README.md"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - the README's own example


RECORDS = [name for name in NAMES if re.match(r"docs/decisions/\d{4}-", name)]


@pytest.mark.parametrize("name", RECORDS)
def test_a_decision_has_its_four_parts(name):
    page = text(name)
    number = name.removeprefix("docs/decisions/")[:4]
    assert re.match(rf"# {number}\. \S", page)
    parts = re.split(r"^## ", page, flags=re.MULTILINE)[1:]
    assert [part.partition("\n")[0] for part in parts] == [
        "Context",
        "Decision",
        "Consequences",
        "Alternatives",
    ]
    assert all(part.partition("\n")[2].strip() for part in parts)
    assert len(page.splitlines()) <= 60, "one page"


def test_the_decisions_are_numbered_and_listed():
    numbers = [int(name.removeprefix("docs/decisions/")[:4]) for name in RECORDS]
    assert numbers == list(range(1, len(numbers) + 1))
    listed = re.findall(r"^- \[(\d{4}) (.+)\]\((.+)\)$", text("docs/decisions/README.md"), re.MULTILINE)
    assert [f"docs/decisions/{path}" for _, _, path in listed] == RECORDS
    for number, title, path in listed:
        assert text(f"docs/decisions/{path}").startswith(f"# {number}. {title}\n")


def test_what_security_rests_on_exists():
    page = text("docs/security.md")
    rows = [
        line.split(" | ") for line in page.splitlines() if line.startswith("| ") and "proved by" not in line
    ]
    assert len(rows) >= 15
    for _, held, proved in rows:
        names = re.findall(r"`((?:service|data|matcher)\.[\w.]+)`", held)
        assert names or "`" in held
        for dotted in names:
            assert _find(dotted) is not None, dotted
        tests = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", proved)
        assert tests, proved
        for path, test in tests:
            tree = ast.parse(text(path))
            assert test in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, test


def _find(dotted):
    """Import a module, class or function by its dotted name."""
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            found = getattr(found, part)
        return found
    return None


def test_the_changelog_says_what_is_not_released():
    page = text("CHANGELOG.md")
    assert "\n## [Unreleased]\n" in page
    kinds = re.findall(r"^### (.+)$", page, re.MULTILINE)
    assert set(kinds) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Known limits"}


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_readable_in_a_terminal(name):
    for number, line in enumerate(text(name).splitlines(), 1):
        assert len(line) <= 160 or line.startswith("|"), f"{name}:{number}"


@pytest.mark.parametrize("name", [*NAMES, "Makefile", "pyproject.toml"])
def test_no_page_rests_on_one_machine(name):
    assert not re.search(r"(?:^|[\s`'\"(=])/(?:work|tmp|home|root|Users)/", text(name))
