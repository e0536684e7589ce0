"""One table for each factor, worked out by hand. Fields that a row does not name are not known.

A likeness of 1 is used wherever texts meet, so that the sums can be checked with pen and paper:
the same words in the two texts, or none in common.
"""

from tests.builders import a_slot
from tests.spec.tables import Worth

FLOOR = {"required_skills": ["köra truck"], "desired_skills": ["packa varor"]}
HOME = {"lat": 55.6, "lon": 13.0, "travel_modes": ["public"]}
THERE = {"lat": 55.645, "lon": 13.0}
WEEK = {"hours_min": 20, "hours_max": 40}
OTHERS = [
    a_slot(id="s8", employer_id="e8", occupation="9329", employer_placements=10, employer_hired=1),
    a_slot(id="s9", employer_id="e9", occupation="5120", employer_placements=20, employer_hired=10),
]
"""Two other employers, in the sectors 93 and 51."""

TABLES = {
    "skills": [
        Worth(
            "Allt som efterfrågas", {"skills": ["köra truck", "packa varor"]}, FLOOR, 1.0, "(1 + 0,5) / 1,5"
        ),
        Worth("Bara det som krävs", {"skills": ["köra truck"]}, FLOOR, 1 / 1.5, "1 / 1,5"),
        Worth("Bara det som önskas", {"skills": ["packa varor"]}, FLOOR, 0.5 / 1.5, "0,5 / 1,5"),
        Worth("Ett yrke visar en färdighet", {"experience": ["köra truck"]}, FLOOR, 1 / 1.5, "1 / 1,5"),
        Worth(
            "Ett språk visar en färdighet",
            {"languages": ["ar"]},
            {"required_skills": ["arabiska", "svetsning"]},
            1 / 2,
            "1 / 2",
        ),
        Worth(
            "Önskat körkort räknas som önskat",
            {"skills": ["köra truck"], "licences": ["CE"]},
            {"required_skills": ["köra truck"], "licences_desired": ["C", "A"]},
            1.5 / 2,
            "(1 + 0,5) / (1 + 0,5 + 0,5)",
        ),
        Worth(
            "En plats som bara önskar ger högst hälften",
            {"skills": ["packa varor"]},
            {"desired_skills": ["packa varor"]},
            0.5,
            "0,5 / 1",
        ),
        Worth(
            "Det som både krävs och önskas räknas en gång",
            {"skills": ["köra truck"]},
            {"required_skills": ["köra truck"], "desired_skills": ["köra truck", "packa varor"]},
            1 / 1.5,
            "1 / (1 + 0,5)",
        ),
        Worth(
            "Inget som liknar", {"skills": ["sy gardiner"]}, {"required_skills": ["köra truck"]}, 0.0, "0 / 1"
        ),
        Worth("Färdigheter är inte kända", {}, FLOOR, 0.0, "0"),
        Worth("Platsen efterfrågar inget", {"skills": ["köra truck"]}, {}, 0.0, "0"),
    ],
    "experience": [
        Worth("Samma yrke", {"experience": ["Lagerarbetare"]}, {"title": "Lagerarbetare"}, 1.0, "1"),
        Worth(
            "Samma yrke med ett vardagsord",
            {"experience": ["plockare"]},
            {"title": "Lagerarbetare"},
            1.0,
            "1",
        ),
        Worth("Samma yrke enligt koden", {"experience": ["Städare"]}, {"occupation": "9111"}, 1.0, "1"),
        Worth(
            "Arbete i ett annat land räknas lika",
            {"experience": [{"title": "Lagerarbetare", "country": "SY"}]},
            {"title": "Lagerarbetare"},
            1.0,
            "1",
        ),
        Worth("Inget arbete", {"experience": []}, {"title": "Lagerarbetare"}, 0.0, "0"),
        Worth("Arbetet är inte känt", {}, {"title": "Lagerarbetare"}, 0.0, "0"),
        Worth("Ett helt annat yrke", {"experience": ["Frisör"]}, {"title": "Lagerarbetare"}, 0.0, "0"),
    ],
    "goals": [
        Worth("Målyrket", {"goal_occupations": ["Städare"]}, {"title": "Städare"}, 1.0, "1"),
        Worth("Målet med egna ord", {"goals": ["städa lokaler"]}, {"occupation": "9111"}, 1.0, "1"),
        Worth(
            "Det närmaste målet räknas",
            {"goal_occupations": ["Frisör", "Städare"]},
            {"title": "Städare"},
            1.0,
            "1",
        ),
        Worth("Målen är inte kända", {}, {"title": "Städare"}, 0.0, "0"),
        Worth("Ett helt annat mål", {"goal_occupations": ["Frisör"]}, {"title": "Städare"}, 0.0, "0"),
    ],
    "level": [
        Worth(
            "Rätt nivå i tal, skrift och tempo",
            {
                "swedish_spoken": "B1",
                "swedish_written": "B1",
                "experience": [{"title": "Kock", "years": 2}],
            },
            {
                "min_swedish_spoken": "B1",
                "min_swedish_written": "B1",
                "conditions": ["fast_pace", "alone_work"],
            },
            1.0,
            "0,4 · 1 + 0,2 · 1 + 0,4 · 1",
        ),
        Worth(
            "En nivå över är också rätt, med språkstöd",
            {"swedish_spoken": "A2"},
            {"min_swedish_spoken": "B1", "language_support": True},
            0.4,
            "0,4 · 1",
        ),
        Worth(
            "En nivå under i tal",
            {"swedish_spoken": "B1"},
            {"min_swedish_spoken": "A2"},
            0.4 * 0.75,
            "0,4 · 0,75",
        ),
        Worth(
            "Långt under",
            {"swedish_spoken": "C2"},
            {"min_swedish_spoken": "A1"},
            0.4 * 0.1,
            "0,4 · 0,1",
        ),
        Worth(
            "Ingen arbetslivserfarenhet, lugnt tempo",
            {"experience": []},
            {"conditions": []},
            0.4,
            "0,4 · 1",
        ),
        Worth(
            "Högt tempo utan erfarenhet",
            {"experience": []},
            {"conditions": ["fast_pace"]},
            0.4 * 0.7,
            "0,4 · 0,7",
        ),
        Worth(
            "Lugnt tempo efter många år",
            {"experience": [{"title": "Kock", "years": 10}]},
            {"conditions": []},
            0.4 * 0.2,
            "0,4 · 0,2",
        ),
        Worth("Inget känt", {}, {"min_swedish_spoken": "B1"}, 0.0, "0"),
    ],
    "commute": [
        Worth(
            "24 minuter av högst 60", {**HOME, "travel_max_minutes": 60}, THERE, 1 - 24 / 60, "1 − 24 / 60"
        ),
        Worth(
            "24 minuter av högst 30", {**HOME, "travel_max_minutes": 30}, THERE, 1 - 24 / 30, "1 − 24 / 30"
        ),
        Worth("Precis vid gränsen", {**HOME, "travel_max_minutes": 24}, THERE, 0.0, "1 − 24 / 24"),
        Worth("Gränsen är inte känd", HOME, THERE, 0.0, "0"),
        Worth(
            "Vägen kan vara för lång",
            {"municipality": "1280", "travel_modes": ["public"], "travel_max_minutes": 30},
            {"municipality": "1280"},
            0.0,
            "0",
        ),
    ],
    "hours": [
        Worth("Alla timmar", {"hours_per_week": 40}, WEEK, 0.4, "0,4 · 40 / 40"),
        Worth("Tre fjärdedelar av timmarna", {"hours_per_week": 30}, WEEK, 0.4 * 30 / 40, "0,4 · 30 / 40"),
        Worth(
            "Mjuk start där platsen tillåter det",
            {"hours_per_week": 40, "hours_start": 10},
            {**WEEK, "soft_start": True},
            0.4 + 0.2,
            "0,4 · 40 / 40 + 0,2",
        ),
        Worth(
            "Starten når redan platsens timmar",
            {"hours_start": 20},
            WEEK,
            0.2,
            "0,2",
        ),
        Worth(
            "Alla dagar",
            {"days": ["mon", "tue", "wed"]},
            {"days": ["mon", "tue"]},
            0.2,
            "0,2 · 2 / 2",
        ),
        Worth(
            "Platsen ger tid för studier",
            {"study_hours": 10},
            {"hours_min": 40, "offers": ["study_time"]},
            0.2,
            "0,2",
        ),
        Worth("Studier ryms bredvid", {"study_hours": 10}, {"hours_min": 30}, 0.2 / 2, "0,2 / 2"),
        Worth("Studier ryms inte", {"study_hours": 11}, {"hours_min": 30}, 0.0, "0"),
        Worth(
            "Utan högsta antal räknas det lägsta",
            {"hours_per_week": 20},
            {"hours_min": 20},
            0.4,
            "0,4 · 20 / 20",
        ),
        Worth("Inget känt", {}, WEEK, 0.0, "0"),
    ],
    "support": [
        Worth("Det stöd som behövs", {"needs": ["interpreter"]}, {"offers": ["interpreter"]}, 1.0, "1 / 1"),
        Worth("Inget stöd behövs", {"needs": []}, {"offers": ["interpreter"]}, 0.0, "0"),
        Worth("Behovet är inte känt", {}, {"offers": ["interpreter"]}, 0.0, "0"),
        Worth("Det är inte känt vad som erbjuds", {"needs": ["interpreter"]}, {}, 0.0, "0"),
    ],
    "pathway": [
        Worth(
            "Egna utfall dras mot branschens medel: (5 + 1) av (20 + 10)",
            {},
            {"employer_id": "e1", "occupation": "9320", "employer_placements": 20, "employer_hired": 5},
            (5 + 10 * 6 / 30) / (20 + 10),
            "(5 + 10 · 6/30) / (20 + 10)",
        ),
        Worth(
            "Utan egna placeringar gäller branschens medel",
            {},
            {"employer_id": "e1", "occupation": "9320", "employer_placements": 0, "employer_hired": 0},
            1 / 10,
            "1 / 10",
        ),
        Worth(
            "En bransch utan utfall får medlet av alla",
            {},
            {"employer_id": "e1", "occupation": "2511", "employer_placements": 0, "employer_hired": 0},
            11 / 30,
            "(1 + 10) / (10 + 20)",
        ),
        Worth("Utfallen är inte kända", {}, {"employer_id": "e1", "occupation": "9320"}, 0.0, "0"),
    ],
}
