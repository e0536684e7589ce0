from itertools import pairwise

import pytest

from data.model.material import (
    English,
    Group,
    Material,
    Occupation,
    Phrase,
    SkillLink,
    Substitute,
    splits,
)

SKILLS = tuple(f"färdighet {number}" for number in range(400))
OCCUPATIONS = tuple(Occupation(f"id{number}", f"yrke {number}", f"{number % 9}111") for number in range(400))


def a_material(**changes):
    parts = {
        "occupations": OCCUPATIONS,
        "groups": (Group("1111", "grupp", "Gör saker.", ("yrke 1",), SKILLS),),
        "skills": SKILLS,
        "substitutes": tuple(
            Substitute(one.id, other.id, one.label, other.label, 75, one.ssyk != other.ssyk)
            for first, second in pairwise(OCCUPATIONS)
            for one, other in ((first, second), (second, first))
        ),
        "skill_links": tuple(
            SkillLink(f"uri{number}", f"esco {number}", skill, "close") for number, skill in enumerate(SKILLS)
        ),
        "english": tuple(English(f"uri{number}", "one", "", "ett") for number in range(400)),
        "keywords": (),
        "words": (),
        "work_training": (),
        "branches": (),
        "ads": (),
    }
    return Material(**parts | changes)


def a_phrase(text):
    return Phrase(text, "9111", ("Städare",), "experience", "participant")


PHRASES = tuple(a_phrase(f"jag har jobbat med sak{number} hos firma{number}") for number in range(400))


def test_the_line_depends_on_the_key_alone():
    assert splits.part("skills", "Svetsning") == splits.part("skills", " svetsning!")
    assert splits.part("substitutes", "a", "b") == splits.part("substitutes", "b", "a")


@pytest.mark.parametrize("kind", splits.SHARES)
def test_each_kind_is_parted_by_its_share(kind):
    judged = sum(splits.part(kind, f"nyckel {number}") == "judge" for number in range(4000))
    assert judged / 4000 == pytest.approx(splits.SHARES[kind], abs=0.02)


def test_nothing_that_settings_are_chosen_on_judges():
    keys = [f"nyckel {number}" for number in range(2000)]
    chosen = [key for key in keys if splits.chosen_on("skills", key)]
    assert 100 < len(chosen) < 300
    assert {splits.part("skills", key) for key in chosen} == {"train"}


def test_both_directions_of_a_pair_are_on_one_side():
    material = a_material()
    taught, judged = (
        {frozenset((one.of, one.by)) for one in splits.substitutes(material, side)}
        for side in ("train", "judge")
    )
    assert taught
    assert judged
    assert not taught & judged


def test_a_judged_skill_has_no_link_and_no_group_that_teaches():
    material = a_material()
    judged = {link.skill for link in splits.skill_links(material, "judge")}
    assert judged == {skill for _, skills in splits.group_skills(material, "judge") for skill in skills}
    assert not judged & {link.skill for link in splits.skill_links(material, "train")}
    assert not judged & {skill for _, skills in splits.group_skills(material, "train") for skill in skills}


def test_the_same_two_texts_the_other_way_round_do_not_teach():
    material = a_material()
    judged = splits.skill_links(material, "judge")
    taught = {link.skill for link in splits.skill_links(material, "train")}
    hidden = next(link for link in judged if splits.part("skills", link.esco) == "train")
    turned = SkillLink("uri", hidden.skill, hidden.esco, "close")
    longer = a_material(skill_links=(*material.skill_links, turned))
    assert {link.skill for link in splits.skill_links(longer, "train")} == taught


def test_english_is_parted_by_uri():
    material = a_material()
    taught, judged = ({one.uri for one in splits.english(material, side)} for side in ("train", "judge"))
    assert len(taught | judged) == 400
    assert judged
    assert not taught & judged


def test_a_fifth_of_the_phrases_judge():
    judged = splits.written(PHRASES, "judge")
    assert 50 < len(judged) < 110
    assert not set(judged) & set(splits.written(PHRASES, "train"))


def test_a_phrase_with_nearly_the_words_of_one_that_judges_does_not_teach():
    judged = splits.written(PHRASES, "judge")[0]
    number = judged.text.rsplit("firma", 1)[1]
    near = a_phrase(f"Jobbat hos firma{number} med sak{number}!")
    assert near in splits.apart([near], []), "without one that judges it teaches"
    assert splits.apart([near], [judged]) == ()
    far = a_phrase("stått i kassan")
    assert splits.apart([far], [judged]) == (far,)
