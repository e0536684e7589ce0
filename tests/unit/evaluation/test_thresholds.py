"""The thresholds of likeness, on pairs whose answer is known, with the bundled model."""

import pytest

from data.reference import context
from evaluation.thresholds import __main__ as thresholds
from matcher import Participant, Slot, explain
from matcher.facts import World
from matcher.likeness import SHOWN, PlainLikeness, strength

WORLD = World(context())
LIKENESS = PlainLikeness(WORLD)


def goals(text, **slot):
    """Give the value of the factor goals."""
    found = explain(Participant("p", goals=[text]), Slot("s", **slot), WORLD.context)
    return next(part.value for part in found.contributions if part.factor == "goals")


@pytest.mark.parametrize(
    ("goal", "meant", "other"),
    [
        ("jag vill jobba med bilar och meka", "Bilmekaniker", "Kock"),
        ("ta hand om gamla människor", "Vårdbiträde", "Målare"),
        ("stå i affär", "Butiksbiträde", "Svetsare"),
        ("vara ute och klippa gräs", "Parkarbetare", "Receptionist"),
    ],
)
def test_an_everyday_goal_counts_for_the_place_it_means(goal, meant, other):
    assert goals(goal, title=meant) > 0.5
    assert goals(goal, title=other) < 0.2


@pytest.mark.parametrize("code", ["5321", "5330"])
def test_a_place_with_only_a_code_is_found_by_an_everyday_goal(code):
    assert goals("ta hand om gamla människor", occupation=code) > 0.3


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("hygien i kök", "montera kök"),
        ("planering", "plantering"),
        ("lärare", "läkare"),
        ("laga mat", "laga bilar"),
    ],
)
def test_what_only_looks_like_a_skill_does_not_show_it(held, asked):
    assert LIKENESS.between(held, asked) < SHOWN


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("köra truck", "truckkörning"),
        ("laga mat", "matlagning"),
        ("städning", "städa"),
        ("snickarvana", "snickare"),
    ],
)
def test_other_words_for_a_skill_show_it(held, asked):
    assert strength(LIKENESS.between(held, asked)) > 0.8


def test_the_command_tells_both_kinds_of_pair(capsys):
    thresholds.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(WORLD.context.encoder.id)
    shown = {line.partition("  ")[0].strip(): line for line in lines[1:]}
    share = {
        name: float(line.split("shown (from 0.55) ")[1].split()[0].strip(";"))
        for name, line in shown.items()
        if "shown" in line
    }
    assert share["skills, same"] > 0.7
    assert share["skills, other"] < 0.15
    assert share["skills, crossed"] < 0.02
