"""Decides which languages a place asks for, from the fields and the text of its advertisement."""

from collections.abc import Sequence

from data.ads.building import Draft
from data.ads.language import SWEDISH, LanguageMention, code_of, mentions, support, unnamed
from data.ads.model import Mood, Origin
from data.ads.reading import Field
from data.ads.sentences import Sentence
from data.reference.tables import languages
from matcher.levels import Cefr

_ASK = "Fråga arbetsgivaren hur mycket svenska arbetet kräver, i tal och i skrift."
_TABLE = "Annonsen säger det i ord; nivån är en tolkning enligt tabellen i data/ads/swedish_levels.py."


def read_languages(ad: Field, text: Sequence[Sentence], draft: Draft) -> None:
    """Set the levels of Swedish, the other languages as skills, and help with Swedish."""
    said = mentions(text)
    fields = {
        Mood.DEMANDED: _listed(ad, "must_have.languages"),
        Mood.WISHED: _listed(ad, "nice_to_have.languages"),
    }
    _swedish([each for each in said if each.code == SWEDISH], fields, draft)
    moods: dict[str, tuple[Mood, list[Origin]]] = {}
    for mood, listed in fields.items():
        for code, origin in listed:
            _keep(moods, code, mood, origin)
    for each in said:
        if each.mood is not Mood.NOT_NEEDED and each.code != SWEDISH:
            _keep(moods, each.code, each.mood, draft.within(each.sentence))
    for mood, skills, field in (
        (Mood.DEMANDED, "required_skills", "languages_required"),
        (Mood.WISHED, "desired_skills", "languages_desired"),
    ):
        codes = sorted(
            code for code, (said_mood, _) in moods.items() if said_mood is mood and code != SWEDISH
        )
        if codes:
            draft.add(skills, ((languages()[code], moods[code][1][0]) for code in codes))
            draft.say(field, codes, *(origin for code in codes for origin in moods[code][1]))
    choice = next((each for each in said if each.either), None)
    if choice is not None:
        draft.warn(
            "unclear",
            "languages_required",
            "Texten låter den sökande välja mellan språk. De lästes som meriter, inte som krav.",
            "Fråga arbetsgivaren om svenska behövs.",
            choice.sentence.text,
        )
    if (found := support(text)) is not None:
        sentence, match = found
        draft.put(
            "language_support",
            True,
            draft.quote(sentence.start + match.start(), sentence.start + match.end()),
        )


def _keep(moods: dict[str, tuple[Mood, list[Origin]]], code: str, mood: Mood, origin: Origin) -> None:
    """Keep the strongest mood of a language, with every origin that has it."""
    known, origins = moods.get(code, (Mood.UNSAID, []))
    if mood > known:
        moods[code] = (mood, [origin])
    elif mood is known:
        origins.append(origin)


def _listed(ad: Field, path: str) -> list[tuple[str, Origin]]:
    return [
        (code, Origin(at, quote=label))
        for at, label in ad.labels(path)
        if (code := code_of(label)) is not None
    ]


def _swedish(
    said: Sequence[LanguageMention], fields: dict[Mood, list[tuple[str, Origin]]], draft: Draft
) -> None:
    listed = {mood: [origin for code, origin in found if code == SWEDISH] for mood, found in fields.items()}
    demanded = [each for each in said if each.mood is Mood.DEMANDED]
    wished = [each for each in said if each.mood is Mood.WISHED]
    if demanded or (listed[Mood.DEMANDED] and not wished):
        _demand(demanded, listed[Mood.DEMANDED], draft)
    elif wished or listed[Mood.WISHED]:
        origins = [*(draft.within(each.sentence) for each in wished), *listed[Mood.WISHED]]
        draft.say("swedish", "desired", *origins)
        draft.add("desired_skills", [("svenska", origins[0])])
        if listed[Mood.DEMANDED]:
            draft.warn(
                "contradiction",
                "min_swedish_spoken",
                "Annonsens fält kräver svenska, men texten säger att det är en merit. Texten fick gälla.",
                _ASK,
                wished[0].sentence.text,
            )
    elif said:
        origins = [draft.within(each.sentence) for each in said]
        draft.say("swedish", "not_needed", *origins)
        draft.put("min_swedish_spoken", Cefr.ZERO, *origins)
        draft.put("min_swedish_written", Cefr.ZERO, *origins)


def _demand(demanded: Sequence[LanguageMention], listed: Sequence[Origin], draft: Draft) -> None:
    draft.say("swedish", "required", *(draft.within(each.sentence) for each in demanded), *listed)
    known = False
    for part, field in (("spoken", "min_swedish_spoken"), ("written", "min_swedish_written")):
        levels = [(level, each) for each in demanded if (level := getattr(each.level, part)) is not None]
        if levels:
            level, each = max(levels, key=lambda found: found[0])
            known = True
            interpreted = not each.level.stated
            draft.put(
                field,
                level,
                draft.within(each.sentence, interpreted=interpreted, note=_TABLE if interpreted else None),
            )
    if not known:
        quote = demanded[0].sentence.text if demanded else listed[0].quote
        draft.warn(
            "unclear", "min_swedish_spoken", "Annonsen kräver svenska men säger inte hur mycket.", _ASK, quote
        )


def warn_of_unnamed(text: Sequence[Sentence], draft: Draft) -> None:
    """Warn of a demand "i tal och skrift" that forgets to name the language."""
    if (sentence := unnamed(text)) is not None:
        draft.warn(
            "unclear",
            "min_swedish_spoken",
            "Annonsen vill ha kunskaper i tal och skrift men säger inte i vilket språk. Ingenting lästes in.",
            "Fråga arbetsgivaren vilket språk det gäller.",
            sentence.text,
        )
