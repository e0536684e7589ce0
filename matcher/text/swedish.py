"""Short lists of Swedish that word matching rests on, set by hand."""

from typing import Final

ENDINGS: Final = frozenset(
    [
        "",
        "a",
        "n",
        "r",
        "s",
        "t",
        "ar",
        "as",
        "en",
        "er",
        "et",
        "na",
        "ns",
        "ts",
        "ars",
        "ens",
        "ers",
        "ets",
        "nas",
        "rna",
        "arna",
        "erna",
        "rnas",
        "arnas",
        "ernas",
    ]
)
"""What may follow a whole basic form: truck → trucken, truckarna; studie → studier; svensk → svenska."""

PARADIGMS: Final = (
    frozenset(["a", "an", "ans", "as", "or", "orna", "ornas", "ors"]),
    frozenset(["e", "en", "ens", "es", "na", "nas"]),
    frozenset(["e", "en", "ens", "es", "ar", "ars", "arna", "arnas"]),
)
"""Endings that replace each other: kassa, kassor; lärare, lärarna; kille, killar."""

GENERAL: Final = frozenset(
    {
        "anställd",
        "ansvarig",
        "arbetare",
        "arbete",
        "assistent",
        "biträde",
        "chef",
        "erfarenhet",
        "handläggare",
        "hjälp",
        "jobb",
        "kompetens",
        "kunskap",
        "ledare",
        "medarbetare",
        "medhjälpare",
        "operatör",
        "personal",
        "specialist",
        "tekniker",
        "tjänst",
        "utbildning",
        "vana",
    }
)
"""Words and last parts so general that alone they say nothing about which work it is."""

NOT_PARTS: Final = frozenset({"arna", "erna", "ett", "het", "ist", "kon", "lig", "ning", "orna", "trans"})
"""What is left of a word that only looks like a compound: *bank-ett*, *kass-ett*, *trans-port*."""

FILLERS: Final = frozenset(
    {
        "att",
        "av",
        "de",
        "dem",
        "den",
        "det",
        "dig",
        "din",
        "du",
        "eller",
        "en",
        "ett",
        "från",
        "få",
        "för",
        "gick",
        "ha",
        "hade",
        "haft",
        "han",
        "har",
        "hon",
        "hos",
        "i",
        "inom",
        "jag",
        "kan",
        "lite",
        "man",
        "med",
        "men",
        "mig",
        "min",
        "mina",
        "mitt",
        "nu",
        "när",
        "och",
        "också",
        "om",
        "på",
        "samt",
        "sedan",
        "sen",
        "ska",
        "skulle",
        "som",
        "så",
        "till",
        "under",
        "vad",
        "var",
        "vara",
        "vi",
        "vid",
        "vill",
        "vore",
        "är",
        "åt",
    }
)
"""Words that carry no meaning of their own in titles, skills and what people say. A denial is none."""
