"""docs/reference/commands.md says what the commands take, no more and no less."""

import re
from pathlib import Path

import pytest
from test_shell import COMMANDS

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
SECTIONS = {
    tuple(title.split()): text
    for title, text in re.findall(r"^### `rattplats (.+?)`\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
}


def test_every_command_has_its_heading_and_every_heading_its_command():
    assert set(SECTIONS) == set(COMMANDS)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_option_is_documented_and_exists(words):
    options = {p.opts[0] for p in COMMANDS[words].params if p.param_type_name == "option"}
    documented = set(re.findall(r"^\| `(--[a-z-]+)`", SECTIONS[words], re.MULTILINE))
    assert documented == options


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_defaults_and_duties_are_as_documented(words):
    for param in COMMANDS[words].params:
        if param.param_type_name != "option":
            continue
        row = next(line for line in SECTIONS[words].splitlines() if line.startswith(f"| `{param.opts[0]}`"))
        assert ("must be given" in row) == param.required
        if param.default not in (None, False):
            assert f"({param.default})" in row or f"(`{param.default}`)" in row
