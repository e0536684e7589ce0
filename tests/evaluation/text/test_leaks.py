"""Nothing that judges was taught: not the item, not its other direction, not the same words otherwise.

The line is drawn in `data.model.material.splits`. What is looked for here is worked out in other ways.
"""

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from data.model.material import phrases, splits
from data.model.training import pairs
from data.model.training.settings import Settings
from evaluation.text.running import SEED
from evaluation.text.tasks import english, speech, tasks
from matcher.text import normalise


@pytest.fixture(scope="module")
def written():
    every = phrases()
    return splits.written(every, "train"), splits.written(every, "judge")


def test_no_judged_pair_of_occupations_is_taught_in_either_direction(material):
    taught, judged = (splits.substitutes(material, side) for side in ("train", "judge"))
    assert len(judged) > 500
    for pair in (
        lambda one: frozenset((one.of, one.by)),
        lambda one: frozenset((normalise(one.of_label), normalise(one.by_label))),
    ):
        assert not set(map(pair, taught)) & set(map(pair, judged))


def test_no_judged_skill_is_taught_a_link_or_a_group(material):
    links = splits.skill_links(material, "train")
    known = {normalise(link.skill) for link in links}
    known |= {normalise(skill) for _, skills in splits.group_skills(material, "train") for skill in skills}
    judged = {normalise(link.skill) for link in splits.skill_links(material, "judge")}
    judged |= {normalise(skill) for _, skills in splits.group_skills(material, "judge") for skill in skills}
    assert len(judged) > 500
    assert not known & judged
    # Nor with its words in another order.
    assert not {frozenset(text.split()) for text in known} & {frozenset(text.split()) for text in judged}


def test_no_judged_link_is_taught_as_the_same_two_texts(material):
    taught, judged = (
        {
            frozenset((normalise(link.esco), normalise(link.skill)))
            for link in splits.skill_links(material, side)
        }
        for side in ("train", "judge")
    )
    assert not taught & judged


def test_no_judged_translation_is_taught(material):
    taught, judged = (splits.english(material, side) for side in ("train", "judge"))
    assert len(judged) > 500
    assert not {one.uri for one in taught} & {one.uri for one in judged}
    assert not {normalise(one.swedish) for one in taught} & {normalise(one.swedish) for one in judged}


def test_the_same_english_names_for_two_skills_are_few(material):
    taught, judged = (splits.english(material, side) for side in ("train", "judge"))
    same = {normalise(one.names) for one in taught} & {normalise(one.names) for one in judged}
    assert len(same) <= 5  # the source has a few; what they mean in Swedish is not the same text


def test_no_judged_phrase_is_taught_in_nearly_the_same_words(written):
    taught, judged = ([normalise(one.text) for one in side] for side in written)
    assert len(judged) > 500
    assert not set(taught) & set(judged)
    alike = process.cdist(judged, taught, scorer=fuzz.token_sort_ratio, dtype=np.uint8).max(axis=1)
    assert (alike >= 90).mean() < 0.002  # shorter ones differ in a letter: vakt, vaktis
    assert (alike >= 75).mean() < 0.05


def test_no_right_answer_that_judges_is_a_taught_pair(material):
    norm = cache(normalise)
    taught = {
        kind: {frozenset((norm(one), norm(other))) for one, other, _ in found}
        for kind, found in pairs.tasks(material, Settings()).items()
    }
    assert sum(map(len, taught.values())) > 50_000
    for task in tasks(material, seed=SEED):
        # That a title is in a group, or is another name for one, is no judgement of how one can stand in.
        apart = {"group", "own"} if task.name.key.startswith("substitutes") else set()
        judged = {
            frozenset((norm(query), norm(task.targets[at])))
            for query, right in zip(task.queries, task.right, strict=True)
            for at in right
        }
        for kind in taught.keys() - apart:
            assert not judged & taught[kind], (task.name.key, kind)


def test_a_fifth_of_the_phrases_judge(written):
    taught, judged = written
    assert 0.17 < len(judged) / (len(taught) + len(judged)) < 0.23


def test_no_other_name_that_judges_is_a_taught_phrase_or_a_title(material, written):
    names = {normalise(name) for name in speech.tasks(material)[-1].queries}
    assert len(names) > 100
    assert not names & {normalise(one.text) for one in written[0]}
    assert not names & {normalise(one.label) for one in material.occupations}


def test_no_english_title_is_an_english_skill_that_teaches(material):
    taught = {normalise(one.names) for one in splits.english(material, "train")}
    assert not taught & {normalise(title) for title in english.titles()}


def test_every_run_judges_the_same_queries(material):
    one, other = (english.tasks(material, SEED) for _ in range(2))
    assert one == other


def test_the_line_does_not_move_when_material_is_added(written):
    taught, judged = written
    fewer = phrases()[::2]
    kept = {one.text for one in splits.written(fewer, "judge")}
    assert kept == {one.text for one in judged} & {one.text for one in fewer}
    assert not kept & {one.text for one in taught}


def test_the_sides_share_nothing(material, written):
    for kind in (splits.substitutes, splits.skill_links, splits.english):
        sides = [set(kind(material, side)) for side in ("train", "judge")]
        assert all(not one & other for one, other in combinations(sides, 2))
    assert not set(written[0]) & set(written[1])
