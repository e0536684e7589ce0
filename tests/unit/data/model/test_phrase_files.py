"""The hand-written phrases, parts and frames: well formed, told apart, free of what must not be there."""

import json
import re
import string
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from data.identity import find_identity_numbers
from data.reference import occupations

FOLDER = Path(__file__).parents[4] / "data" / "model" / "phrases"
WRITTEN = sorted((FOLDER / "written").glob("*.jsonl"))
PARTS = sorted((FOLDER / "parts").glob("*.json"))

KINDS = {"experience", "goal", "skill"}
VOICES = {"participant", "simple", "coach", "youth"}
LONGEST = 200
FLOOR_OF_PHRASES = 600
"""A file holds at least so many phrases; each writer was asked for 800 to 1,000."""
FLOOR_OF_A_GROUP = 15
FLOOR_OF_FRAMES = 120
FLOOR_OF_PARTS = {"occupations": 1, "done": 10, "do": 10, "where": 5, "things": 6}
HOLES = {"done", "do", "where", "things", "occupation"}


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def plain(text):
    """Give `text` without case, punctuation and doubled spaces, to see whether two are alike."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def holes(frame):
    return [field for _, field, _, _ in string.Formatter().parse(frame) if field is not None]


@pytest.fixture(scope="module")
def frames():
    return json.loads((FOLDER / "frames.json").read_text(encoding="utf-8"))


def test_there_are_phrases_and_parts():
    assert WRITTEN
    assert PARTS


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: p.name)
def test_every_phrase_has_the_stated_keys_and_values(path):
    for number, phrase in enumerate(read(path), 1):
        where = f"{path.name}, line {number}"
        assert set(phrase) == {"text", "ssyk", "occupations", "kind", "voice"}, where
        assert phrase["kind"] in KINDS, where
        assert phrase["voice"] in VOICES, where
        assert re.fullmatch(r"[0-9]{4}", phrase["ssyk"]), where
        assert 0 < len(phrase["text"].strip()) <= LONGEST, where
        assert phrase["text"] == " ".join(phrase["text"].split()), where
        assert phrase["occupations"], where
        assert all(title and title == title.strip() for title in phrase["occupations"]), where
        assert len(set(phrase["occupations"])) == len(phrase["occupations"]), where


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: p.name)
def test_the_best_title_is_of_the_phrases_group(path):
    groups = {occupation.label: occupation.ssyk for occupation in occupations()}
    first = [(phrase["occupations"][0], phrase["ssyk"]) for phrase in read(path)]
    known = [(title, code) for title, code in first if title in groups]
    assert len(known) > len(first) / 2
    assert [pair for pair in known if groups[pair[0]] != pair[1]] == []


@pytest.mark.parametrize("path", WRITTEN + PARTS, ids=lambda p: p.name)
def test_nothing_holds_an_identity_number(path):
    assert find_identity_numbers(path.read_text(encoding="utf-8")) == []


def test_no_two_phrases_are_alike():
    texts = Counter(plain(phrase["text"]) for path in WRITTEN for phrase in read(path))
    assert [text for text, count in texts.items() if count > 1] == []


def test_phrases_and_parts_of_a_writer_are_of_the_same_groups():
    written: dict[str, set[str]] = {}
    parted: dict[str, set[str]] = {}
    for path in WRITTEN:
        written.setdefault(path.stem[0], set()).update(phrase["ssyk"] for phrase in read(path))
    for path in PARTS:
        parted.setdefault(path.stem[0], set()).update(json.loads(path.read_text(encoding="utf-8")))
    assert written == parted
    assert sum(map(len, written.values())) == len(set().union(*written.values()))


def test_parts_of_one_group_begin_with_different_titles():
    best = Counter(
        (code, parts["occupations"][0])
        for path in PARTS
        for code, parts in json.loads(path.read_text(encoding="utf-8")).items()
    )
    assert [pair for pair, count in best.items() if count > 1] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: p.name)
def test_there_are_enough_phrases_of_every_group_kind_and_voice(path):
    phrases = read(path)
    assert len(phrases) >= FLOOR_OF_PHRASES
    assert min(Counter(phrase["ssyk"] for phrase in phrases).values()) >= FLOOR_OF_A_GROUP
    assert {phrase["kind"] for phrase in phrases} == KINDS
    assert {phrase["voice"] for phrase in phrases} == VOICES


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: p.name)
def test_most_phrases_leave_the_title_out(path):
    phrases = read(path)
    told = sum(
        any(plain(title)[:6] in plain(phrase["text"]) for title in phrase["occupations"])
        for phrase in phrases
    )
    assert told < len(phrases) / 2


@pytest.mark.parametrize("path", PARTS, ids=lambda p: p.name)
def test_parts_are_well_formed_and_enough(path):
    for code, parts in json.loads(path.read_text(encoding="utf-8")).items():
        assert re.fullmatch(r"[0-9]{4}", code)
        assert set(parts) == set(FLOOR_OF_PARTS), code
        for name, floor in FLOOR_OF_PARTS.items():
            assert len(parts[name]) >= floor, (code, name)
            assert len(set(parts[name])) == len(parts[name]), (code, name)
            assert all(part and part == part.strip() for part in parts[name]), (code, name)
            assert not any(set("{}") & set(part) for part in parts[name]), (code, name)


def test_every_frame_has_one_to_three_known_holes(frames):
    assert set(frames) == KINDS
    for frame in (frame for kind in KINDS for frame in frames[kind]):
        assert 1 <= len(holes(frame)) <= 3, frame
        assert set(holes(frame)) <= HOLES, frame


def test_frames_are_many_and_told_apart(frames):
    every = [frame for kind in sorted(KINDS) for frame in frames[kind]]
    assert len(every) >= FLOOR_OF_FRAMES
    assert len(set(every)) == len(every)
    assert {hole for frame in every for hole in holes(frame)} == HOLES
