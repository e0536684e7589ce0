"""A small taxonomy, made up, with enough of each kind on the side that judges."""

from itertools import permutations

from data.model.material import English, Group, Material, Occupation, SkillLink, Substitute

CRAFTS = ("snickare", "målare", "bagare", "skötare", "förare", "städare")
PLACES = ("båt", "tak", "vagn", "hus", "gård", "lager", "brygga", "skog")


def small() -> Material:
    """Make it: 48 occupations in six groups and one that phrases speak of, all pairs judged, 40 skills."""
    occupations = (
        *(
            Occupation(f"o{number}{at}", f"{place}{craft}".capitalize(), f"{number + 1}111")
            for number, craft in enumerate(CRAFTS)
            for at, place in enumerate(PLACES)
        ),
        Occupation("real", "Barnskötare", "5311"),
    )
    skills = tuple(f"kunskap om {place} och {craft}" for place in PLACES for craft in CRAFTS[:5])
    groups = tuple(
        Group(
            f"{number + 1}111",
            f"{craft} m.fl.",
            "",
            tuple(one.label for one in occupations if one.ssyk == f"{number + 1}111"),
            tuple(skill for skill in skills if craft in skill),
        )
        for number, craft in enumerate(CRAFTS)
    )
    return Material(
        occupations=occupations,
        groups=groups,
        skills=skills,
        substitutes=tuple(
            Substitute(a.id, b.id, a.label, b.label, 75 if a.ssyk == b.ssyk else 25, a.ssyk != b.ssyk)
            for a, b in permutations(occupations, 2)
        ),
        skill_links=tuple(
            SkillLink(f"u{number}{at}", f"{skill} {more}", skill, "close")
            for number, skill in enumerate(skills)
            for at, more in enumerate(("till vardags", "på djupet"))
        ),
        english=tuple(
            English(f"e{number}", f"knowledge number {number} " * 5, "", skill)
            for number, skill in enumerate(skills)
        ),
        keywords=(),
        words=tuple(f"{place}{craft}" for place in PLACES for craft in CRAFTS) + CRAFTS,
        work_training=(),
        branches=(),
        ads=(),
    )
