import json

import pytest

from data.model.material import SHARED, English, MaterialMissing, load

GROUP = {
    "ssyk": "9111",
    "group": "Städare",
    "definition": "Städar.",
    "occupations": [{"id": "a", "label": "Städare"}, {"id": "b", "label": "Hotellstädare"}],
}
FILES = {
    "occupations.json": [GROUP],
    "group_skills.json": [{"ssyk_id": "x", "group": "Städare", "skills": [{"id": "s", "label": "Golvvård"}]}],
    "skills.json": [{"id": "s", "preferred_label": "Golvvård"}],
    "keywords.json": [
        {"preferred_label": "Städ", "related": [{"preferred_label": "Städare", "type": "occupation-name"}]}
    ],
    "ssyk_hierarchy.json": [
        {
            "preferred_label": "Kortare utbildning",
            "type": "ssyk-level-1",
            "narrower": [
                {
                    "preferred_label": "Städyrken",
                    "type": "ssyk-level-2",
                    "narrower": [{"preferred_label": "Städare", "type": "occupation-name"}],
                }
            ],
        }
    ],
    "occupations_without_education_demand.json": [
        {"related": [{"preferred_label": "Städare", "type": "occupation-name"}]}
    ],
    "substitutability_build.json": [
        {"of": "a", "of_label": "Städare", "by": "b", "by_label": "Hotellstädare", "percentage": 75}
    ],
    "ads_build.json": [{"headline": "Städare sökes", "description": {"text": "Du städar.\n\n Kör B."}}],
}
TABLES = {
    "skill_crosswalk_build.tsv": (
        "esco_uri\tesco_label_sv\tjobtech_uri\tjobtech_label_sv\trelation\n"
        "u1\trengöra golv\tj1\tGolvvård\tskos:closeMatch\n"
        "u2\talgebra\t\t\tno relation\n"
    ),
    "esco_skills_en.csv": (
        "id,description\n"
        'u1,"clean floors cleaning floors Clean the floors, and wax them."\n'
        "u3,not in the crosswalk Something.\n"
    ),
    "occupation_words.csv": "vocation,gender\nabbÃ©,male\nstäderska,female\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    for name, content in TABLES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_every_file_is_read(folder):
    material = load(folder)
    assert [one.label for one in material.occupations] == ["Städare", "Hotellstädare"]
    assert material.groups[0].skills == ("Golvvård",)
    assert material.substitutes[0].crosses is False
    assert [(link.esco, link.skill, link.relation) for link in material.skill_links] == [
        ("rengöra golv", "Golvvård", "close")
    ]
    assert material.english == (
        English("u1", "clean floors cleaning floors", "Clean the floors, and wax them.", "rengöra golv"),
    )
    assert material.keywords == (("Städ", "Städare"),)
    assert material.words == ("städerska",)
    assert material.work_training == ("Städare",)
    assert material.branches == (("Kortare utbildning", "Städyrken"),)
    assert material.ads == ("Städare sökes", "Du städar.", "Kör B.")


def test_a_missing_file_is_named(folder):
    (folder / "skills.json").unlink()
    with pytest.raises(MaterialMissing, match=r"skills\.json finns inte i .*--material"):
        load(folder)


@pytest.mark.parametrize(
    ("names", "first"),
    [
        ("prevent marine pollution avert marine pollution", "prevent marine pollution avert"),
        ("alarm systems alarm", "alarm systems"),
        ("welding", "welding"),
    ],
)
def test_the_first_english_name_ends_where_a_word_comes_back(names, first):
    assert English("u", names, "", "").name == first


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"taxonomins filer finns inte i {SHARED}")
def test_the_real_files_hold_what_the_sources_say():
    material = load()
    assert len(material.occupations) == 2412
    assert len(material.groups) == 400
    assert len(material.substitutes) == 5877
    assert len(material.work_training) == 112
