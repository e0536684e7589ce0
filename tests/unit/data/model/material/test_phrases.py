import json

from data.model.material import Parts, Phrase, associations, frames, parts, phrases
from data.reference import occupations


def test_phrases_parts_and_frames_are_read(tmp_path):
    for name in ("written", "parts"):
        (tmp_path / name).mkdir()
    row = {
        "text": "har stått i kassan",
        "ssyk": "5223",
        "occupations": ["Kassapersonal"],
        "kind": "experience",
        "voice": "participant",
    }
    (tmp_path / "written" / "a.jsonl").write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    part = {"occupations": ["Städare"], "done": ["städat"], "do": ["städa"], "where": ["på hotell"]}
    (tmp_path / "parts" / "a.json").write_text(json.dumps({"9111": part}), encoding="utf-8")
    (tmp_path / "frames.json").write_text(json.dumps({"goal": ["jag vill {do}"]}), encoding="utf-8")
    assert phrases(tmp_path) == (
        Phrase("har stått i kassan", "5223", ("Kassapersonal",), "experience", "participant"),
    )
    assert parts(tmp_path) == (Parts("9111", ("Städare",), ("städat",), ("städa",), ("på hotell",), ()),)
    assert frames(tmp_path) == ("jag vill {do}",)


def test_what_people_think_of_at_each_title_of_work_training():
    read = associations()
    assert {one.label for one in occupations()} <= set(read)
    assert min(map(len, read.values())) > 3
    assert all(word == word.strip() and word for words in read.values() for word in words)
