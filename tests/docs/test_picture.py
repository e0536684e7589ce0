"""docs/explained-match.svg is the matcher's answer: current, complete, readable."""

import importlib.util
import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[2]
NAMESPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("make_picture", ROOT / "docs" / "make_picture.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def picture(script):
    return ET.fromstring(script.PICTURE.read_text(encoding="utf-8"))  # noqa: S314 - our own file


def words(picture):
    return " ".join(node.text for node in picture.iter(f"{NAMESPACE}text"))


def test_the_picture_is_current(script):
    assert script.PICTURE.read_text(encoding="utf-8") == script.draw(), "run: make picture"


def test_it_shows_the_whole_answer(script, picture):
    ranking, slots = script.answer()
    found, miss = ranking.suggestions[0].assessment, ranking.near_misses[0]
    said = words(picture)
    for text in (
        *(part.text for part in found.contributions),
        *(verdict.text for verdict in found.requirements),
        script.name(slots[miss.slot_id]),
        *(change.text for change in miss.changes),
        ranking.questions[0].text,
    ):
        assert text in said
    assert {verdict.outcome for verdict in found.requirements} == {"pass", "unknown"}


def test_the_points_that_are_shown_add_up(picture):
    said = words(picture).replace(",", ".")
    points = [Decimal(number) for number in re.findall(r"(\d+\.\d\d) av \d+(?!\d| poäng)", said)]
    (total,) = re.findall(r"Tillsammans (\d+\.\d\d) av 100 poäng", said)
    assert len(points) == 8
    assert abs(sum(points) - Decimal(total)) <= 4 * Decimal("0.01")  # each is rounded by half a hundredth


def test_no_text_leaves_its_place(script, picture):
    for node in picture.iter(f"{NAMESPACE}text"):
        x, size = float(node.get("x")), float(node.get("font-size"))
        wide = script.measure(node.text, size) * (1.06 if node.get("font-weight") else 1)
        anchor = node.get("text-anchor", "start")
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        assert left >= script.EDGE - 1
        assert left + wide <= script.WIDTH - script.EDGE + 1, node.text
        assert float(node.get("y")) <= float(picture.get("height")) - 10


def luminance(colour):
    full = colour if len(colour) == 7 else "#" + "".join(c * 2 for c in colour[1:])
    channels = [int(full[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_has_contrast_on_every_ground(picture):
    """WCAG 2.2, criterion 1.4.3: 4.5 to 1, whichever of the light grounds a text stands on."""
    grounds = {node.get("fill") for node in picture.iter(f"{NAMESPACE}rect")}
    light = [ground for ground in grounds if luminance(ground) > 0.5]
    assert len(light) >= 3
    for ink in {node.get("fill") for node in picture.iter(f"{NAMESPACE}text")}:
        for ground in light:
            assert (luminance(ground) + 0.05) / (luminance(ink) + 0.05) >= 4.5, (ink, ground)


def test_who_cannot_see_it_is_told_what_it_shows(picture):
    assert picture.get("role") == "img"
    assert picture.get("lang") == "sv"
    title, desc = (picture.find(f"{NAMESPACE}{tag}") for tag in ("title", "desc"))
    assert picture.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert "påhittade" in desc.text


def test_a_long_text_is_broken_into_lines(script):
    lines = script.wrap("ord " * 40 + "o" * 90, 14, 300)
    assert all(script.measure(line, 14) <= 300 for line in lines[:-1])
    assert " ".join(lines) == ("ord " * 40 + "o" * 90)


def test_the_alternative_text_of_the_readme_says_the_same_figures(script):
    ranking, _ = script.answer()
    found = ranking.suggestions[0].assessment
    (said,) = re.findall(
        r"!\[([^\]]+)\]\(docs/explained-match\.svg\)", (ROOT / "README.md").read_text("utf-8")
    )
    assert f"{found.score:.2f} of 100 points" in said
    counts = {5: "five", 4: "four", 3: "three", 9: "nine", 10: "ten", 8: "eight"}
    unknown = len(found.unknown)
    assert f"{counts[13 - unknown]} requirements are met and {counts[unknown]} are not known" in said.lower()
    assert f"decides {ranking.questions[0].opens} places" in " ".join(said.split())
