"""What each task asks: queries, candidates, what is right and what is left out."""

import numpy as np
import pytest

from data.model.material import splits
from data.reference import occupations
from evaluation.text.task import Name, Task, index, positions, some
from evaluation.text.tasks import english, skills, slips, speech, substitutes, tasks
from matcher.text import normalise
from tests.evaluation.text.small import CRAFTS, PLACES, small

MATERIAL = small()


def asked(task):
    """Give query → the right answers and the candidates it is asked about."""
    return {
        query: (
            {task.targets[at] for at in right},
            {target for at, target in enumerate(task.targets) if not task.left_out or at not in left},
        )
        for query, right, left in zip(
            task.queries, task.right, task.left_out or [()] * len(task.queries), strict=True
        )
    }


def labels():
    return {one.id: one.label for one in MATERIAL.occupations}


def test_a_task_fits_together():
    parts = {"metrics": ("mrr",), "targets": ("a", "b"), "sources": ("s",), "queries": ("q",)}
    Task(Name("k", "", ""), right=({0: 1.0},), **parts)
    with pytest.raises(ValueError, match="right candidates and a source"):
        Task(Name("k", "", ""), right=(), **parts)
    with pytest.raises(ValueError, match="needs a right candidate"):
        Task(Name("k", "", ""), right=({},), **parts)
    with pytest.raises(ValueError, match="metrics are"):
        Task(Name("k", "", ""), right=({0: 1.0},), **parts | {"metrics": ("luck",)})
    with pytest.raises(ValueError, match="left out"):
        Task(Name("k", "", ""), right=({0: 1.0},), left_out=(frozenset({0}),), **parts)


def test_some_keeps_the_order_and_the_seed():
    assert some(range(5), 9, 0) == [0, 1, 2, 3, 4]
    assert some(range(100), 10, 1) == some(range(100), 10, 1) == sorted(some(range(100), 10, 1))
    assert some(range(100), 10, 1) != some(range(100), 10, 2)
    assert positions(index("abca"), "cz") == {2: 1.0}


def test_the_query_is_the_occupation_that_is_asked_for():
    every, across, unfiltered = substitutes.tasks(MATERIAL)
    judged = splits.substitutes(MATERIAL, "judge")
    found = asked(every)
    for of in {one.of for one in judged}:
        right, candidates = found[labels()[of]]
        assert right == {one.by_label for one in judged if one.of == of}
        taught = {one.by_label for one in splits.substitutes(MATERIAL, "train") if one.of == of}
        assert not candidates & (taught | {labels()[of]})
    assert asked(unfiltered).keys() == found.keys()
    query = unfiltered.queries[0]
    assert asked(unfiltered)[query][1] == set(unfiltered.targets) - {query}
    assert {gain for right in every.right for gain in right.values()} == {0.75, 0.25}
    assert {gain for right in across.right for gain in right.values()} == {0.25}


def test_across_groups_the_own_group_is_no_candidate():
    group = {one.label: one.ssyk for one in MATERIAL.occupations}
    for query, (right, candidates) in asked(substitutes.tasks(MATERIAL)[1]).items():
        assert right
        assert all(group[other] != group[query] for other in candidates)


def test_skills_lead_to_what_they_are_linked_to():
    to_skill, from_group = skills.tasks(MATERIAL, seed=0)
    judged = {link.skill for link in splits.skill_links(MATERIAL, "judge")}
    assert set(to_skill.queries) == judged
    for query, (right, _) in asked(to_skill).items():
        assert right == {f"{query} till vardags", f"{query} på djupet"}
    assert set(from_group.targets) <= judged
    for query, (right, _) in asked(from_group).items():
        assert right == {skill for skill in from_group.targets if query.split()[0] in skill}


def test_phrases_lead_to_the_titles_that_their_authors_meant(material):
    among, every, names = speech.tasks(material)
    assert set(among.targets) == {one.label for one in occupations()}
    assert set(every.targets) == {one.label for one in material.occupations}
    meant = {one.text: set(one.occupations) for one in splits.written(speech.phrases(), "judge")}
    for task in (among, every):
        for query, (right, _) in asked(task).items():
            assert right == meant[query] & set(task.targets)
    synonyms = {name: one.label for one in occupations() for name in one.synonyms}
    assert all(synonyms[query] in right for query, (right, _) in asked(names).items())


def test_one_slip_of_each_kind():
    draw = np.random.default_rng(0)
    swapped, dropped, doubled, beside, plain = slips.slips("Hårfrisör", draw)
    assert sorted(swapped) == sorted("Hårfrisör")
    assert (len(dropped), len(doubled), len(beside)) == (8, 10, 9)
    assert sum(a != b for a, b in zip(beside, "Hårfrisör", strict=True)) == 1
    assert plain == "Harfrisor"


@pytest.mark.parametrize(
    ("letter", "keys"), [("q", "w"), ("å", "p"), ("G", "fh"), ("ä", "ö"), ("m", "n"), ("é", "é")]
)
def test_keys_beside_each_other(letter, keys):
    assert slips._beside(letter) == keys


def test_slips_lead_back_and_are_no_other_title():
    for task in slips.tasks(MATERIAL, seed=3)[:2]:
        known = {normalise(target) for target in task.targets}
        assert len(task.queries) > 3 * len(set(task.sources))
        for query, (right, _) in asked(task).items():
            assert len(right) == 1
            assert normalise(query) not in known


def test_compounds_are_written_apart_and_turned():
    found = {query: right for query, (right, _) in asked(slips.tasks(MATERIAL, seed=0)[2]).items()}
    judged = {one.label for one in MATERIAL.occupations if splits.part("titles", one.label) == "judge"}
    compounds = {f"{place}{craft}".capitalize(): (place, craft) for place in PLACES for craft in CRAFTS}
    compounds["Barnskötare"] = ("barn", "skötare")
    assert found == {
        written: {title}
        for title in judged & compounds.keys()
        for place, craft in [compounds[title]]
        for written in (f"{place} {craft}", f"{place}-{craft}", f"{craft} {place}")
    }
    assert slips._ways("Personlig assistent", frozenset()) == ["personligassistent"]
    assert slips._ways("Kock, fartyg", frozenset({"fartyg"})) == []
    assert slips._ways("Kock", frozenset({"kock"})) == []


def test_common_heads_end_five_words_or_more():
    assert slips.common_heads(MATERIAL.words) == {
        "snickare",
        "målare",
        "bagare",
        "skötare",
        "förare",
        "städare",
    }
    assert slips.common_heads(["skogmålare", "målare"]) == frozenset()


def test_english_leads_to_the_swedish_name_of_the_same_skill():
    to_swedish, titles = english.tasks(MATERIAL, seed=0)
    judged = {one.name: one.swedish for one in splits.english(MATERIAL, "judge")}
    assert {query: right for query, (right, _) in asked(to_swedish).items()} == {
        name: {swedish} for name, swedish in judged.items()
    }
    assert all(right <= set(titles.targets) for right, _ in asked(titles).values())


def test_every_english_title_means_titles_that_exist():
    known = {one.label for one in occupations()}
    for title, meant in english.titles().items():
        assert meant, title
        assert set(meant) <= known, title


def test_all_tasks_have_names_of_their_own():
    keys = [task.name.key for task in tasks(MATERIAL, seed=0)]
    assert len(keys) == len(set(keys)) == 13
