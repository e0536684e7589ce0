"""Help pages and error messages: Swedish, complete, exit codes 0 and 2."""

import errno
import re

import pytest
from typer.main import get_command

from service.cli.app import app
from service.cli.shell import system_message

ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|error|missing|required|default|show this|invalid|try|such|"
    r"unexpected|the|with|and|file|match-score|kandidat-id)\b",
    re.IGNORECASE,
)


def leaves(command=None, words=()):
    command = command or get_command(app)
    for name, child in command.commands.items():
        if hasattr(child, "commands"):
            yield from leaves(child, (*words, name))
        else:
            yield (*words, name), child


COMMANDS = dict(leaves())


def english(text: str) -> list[str]:
    """English words outside options, file names and the words that are typed."""
    plain = re.sub(r"--?[a-z][a-z-]*|rattplats .*|\S+\.(?:csv|json|xlsx)|\bweights (?:list|show)\b", "", text)
    return ENGLISH.findall(plain)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_a_swedish_help_page_with_an_example(run, words):
    answer = run(*words, "--help")
    assert answer.code == 0
    assert answer.out.startswith("Användning: rattplats " + " ".join(words))
    assert "Exempel:\n  rattplats " + " ".join(words) in answer.out
    assert "Visar den här hjälpen." in answer.out
    assert not english(answer.out)


@pytest.mark.parametrize("words", [(), ("convert",), ("user",), ("weights",)])
def test_a_group_lists_its_commands(run, words):
    asked, bare = run(*words, "--help"), run(*words)
    assert (asked.code, bare.code) == (0, 2)
    assert "Kommandon:" in asked.out
    assert bare.err.strip() == asked.out.strip()
    below = {path[len(words)] for path in COMMANDS if path[: len(words)] == words}
    assert all(f"  {name} " in asked.out for name in below)
    assert not english(asked.out)


@pytest.mark.parametrize("name", ["batch"])
def test_what_is_not_built_is_not_offered(run, name):
    answer = run(name)
    assert answer.code == 2
    assert f"Kommandot {name} finns inte." in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rnk"], "Kommandot rnk finns inte. Menade du rank?"),
        (["rank"], "--participants måste anges."),
        (["rank", "--participants", "x"], "--slots måste anges."),
        (["rank", "--participants"], "--participants används fel"),
        (["rank", "--json=1"], "--json används fel"),
        (["rank", "--partcipants", "x"], "Valet --partcipants finns inte. Menade du --participants"),
        (["migrate", "nu", "genast"], "Vet inte vad det här betyder: nu genast"),
        (["user", "add"], "NAMN måste anges."),
        (["weights", "lst"], "Kommandot lst finns inte. Menade du list?"),
    ],
)
def test_bad_usage_is_said_in_swedish_and_ends_with_2(run, words, said):
    answer = run(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert said in answer.err
    assert "--help" in answer.err or "används fel" in answer.err
    assert not english(answer.err)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOENT, "finns inte"),
        (errno.EACCES, "behörigheten"),
        (errno.ENOSPC, "disken är full"),
        (errno.EISDIR, "är en mapp"),
        (errno.EIO, f"systemfel {errno.EIO}"),
    ],
)
def test_what_the_system_refuses_is_said_with_the_path(number, said):
    message = system_message(OSError(number, "English words", "mapp/fil.csv"))
    assert said in message
    assert "mapp/fil.csv" in message
    assert "English" not in message


def test_a_failure_without_a_path_is_still_a_sentence():
    assert system_message(OSError(errno.ENOSPC, "x")).startswith(
        "Fel: Det som skulle läsas eller skrivas ryms inte"
    )
