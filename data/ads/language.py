"""Languages that a text asks for: which, demanded or wished, and for Swedish how much."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from data.ads.cues import denied, mood_at
from data.ads.headings import Section
from data.ads.model import Mood
from data.ads.sentences import Sentence
from data.ads.swedish_levels import Level, level_of
from data.reference.tables import language_codes

SWEDISH: Final = "sv"

_COMPETENCE: Final = re.compile(
    r"kunskap|språk|\btal\b|skrift|\btala|\bprata|\bförstå|\bläsa|\bskriva|flytande|behärska|"
    r"obehindrat|kommunicer|uttryck|formuler|"
    r"förmåga|färdighet|\bkan\b|\bkunna\b|\bgod\b|\bgoda\b|\bbra\b|nivå|talande|språkig|modersmål|"
    r"fluen|speak|spoken|written|requir|kommunikativ|\bsfi\b|"
    r"godkän|betyg|muntlig|\bväl\b|krav|kräv|merit|krävs|önskvär|\bplus\b|skills|proficien|knowledge",
    re.IGNORECASE,
)
_TAUGHT: Final = re.compile(
    r"(?:undervis\w*|lärare|lektor|läxhjälp|kurs(?:er|en)?|ämne\w*|elever\w*|lektion\w*|utbildning\w*|"
    r"studie\w*|studera|läsa?(?= sfi| svenska)|"
    r"lära? (?:dig|sig)|öva|träna|utveckla|stärka|förbättra|teach\w*|tutor|courses?)\b"
    r"(?:(?:(?!kunskap|förmåga|godkän)[^.;:]){0,60}?\b(?:i|på|in)\b|\s+(?:sig|dig|din|sin))?\s*$|"
    r"\b(?:behörig\w*|legitim\w+|examen) (?:inom |i |som lärare i )$",
    re.IGNORECASE,
)
_FOLLOWED: Final = re.compile(
    r"\s+(?:(?:och|eller|samt|i|både|såväl|är|språket|flytande|obehindrat|väl|bra|på|för|som|krävs|men|gärna|"
    r"muntligt|skriftligt|med|då|eftersom|liksom|även|till|minst|motsvarande|nivå|om|att|ett|"
    r"meriterande|utan|vid|inom|så|tillräckligt|språk|erfordras|behövs|and|or|is|in|helst|språkkunskaper|kunskaper|"
    r"önskvärt|"
    r"ska|bör|måste|kan|lika|när|enligt|talar|skriver|mycket|sfi|[abc][12]|[123]|likväl|fullt|ej|inte)(?!\w))|\W*$|\s*[^\w\s]",
    re.IGNORECASE,
)
"""What may follow the name of a language; another word makes it an adjective ("svenska kunder")."""
_AND: Final = re.compile(r"\s*(?:,|/|och|samt|eller)\s*", re.IGNORECASE)
_OR: Final = re.compile(r"\s*(?:/|eller)\s*", re.IGNORECASE)
_BEYOND: Final = re.compile(r"\b(?:än|utöver|förutom|utom|besides)\s+$", re.IGNORECASE)
_WORKING: Final = re.compile(r"(?:arbets|koncern|kontors|arbetsplatsens )språk\w* är", re.IGNORECASE)
_DIRECT: Final = re.compile(
    r"\bdu\b|\bdig\b|\bdin\b|flytande|obehindrat|goda? kunskap|behärska|grundläggande kunskap|fluent|"
    r"\btala[r]?\b.*\boch\b|i tal och",
    re.IGNORECASE,
)
_SHORT: Final = 8
"""Up to this many words, a claim without verb ("god svenska") is an item of a list of demands."""
_PERFECT: Final = re.compile(r"perfekt|flytande|felfri|fullständig|\bbra\b", re.IGNORECASE)
_UNNAMED: Final = re.compile(
    r"(?:kunskaper|förmåga|färdigheter|uttrycker|uttrycka|kommunicerar?|"
    r"formulera\w*)[^.]{0,60}(?:tal och (?:i )?skrift|skrift och (?:i )?tal|"
    r"muntligt och skriftligt|skriftligt och muntligt)",
    re.IGNORECASE,
)
_SUPPORT: Final = re.compile(
    r"språkstöd|språkombud|språkhandledare|språkmentor|språkpraktik|språkträning|svenskundervisning|"
    r"stöd i svenska|(?:sfi|svenska) på (?:arbetstid|"
    r"arbetsplatsen|jobbet)|lära? (?:dig|sig) (?:mer )?svenska|utveckla din svenska|"
    r"öva (?:på )?(?:din )?svenska",
    re.IGNORECASE,
)
_OWN_CLAIM: Final = re.compile(r";|,[^,]*$|\bmen\b|\bgärna\b|\boch (?:goda?|grundläggande|mycket|viss)\b")
_ENGLISH: Final = {"swedish": SWEDISH, "english": "en", "sfi": SWEDISH}


@dataclass(frozen=True, slots=True)
class LanguageMention:
    """One place in the text that asks for a language.

    Attributes
    ----------
    code : ISO 639-1.
    mood : demanded, wished or said not to be needed.
    level : what Swedish is asked for; empty for other languages.
    start, end : characters in the advertisement's text.
    sentence : the sentence it stands in.
    either : true where the text demands this language or another; that is no demand for this one.
    """

    code: str
    mood: Mood
    level: Level
    start: int
    end: int
    sentence: Sentence
    either: bool = False


def mentions(text: Sequence[Sentence]) -> tuple[LanguageMention, ...]:
    """Find every language that the sentences ask for.

    Examples
    --------
    >>> [(m.code, m.mood.name) for m in mentions([Sentence("Du talar svenska och gärna arabiska.", 0)])]
    [('sv', 'DEMANDED'), ('ar', 'WISHED')]
    """
    return tuple(found for sentence in text for found in _in_sentence(sentence))


def code_of(label: str) -> str | None:
    """Give the code of a language's name, such as ``"Svenska"``."""
    return _codes().get(label.strip().lower())


@cache
def _codes() -> dict[str, str]:
    codes = dict(language_codes()) | _ENGLISH
    for name, code in tuple(codes.items()):
        codes.setdefault(_stem(name), code)
    return codes


@cache
def _names() -> re.Pattern[str]:
    stems = "|".join(sorted({re.escape(_stem(name)) for name in _codes()}, key=len, reverse=True))
    whole = "|".join(sorted(map(re.escape, [*language_codes(), *_ENGLISH]), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?:(?P<stem>{stems})-?(?:talande|språkig\w*|speaking|kunskap\w*|"
        rf"(?=\s?-?\s?och \w+(?:talande|"
        rf"språkig)))|"
        rf"(?P<name>{whole})(?:språket|n)?)(?!\w)",
        re.IGNORECASE,
    )


def _in_sentence(sentence: Sentence) -> Iterator[LanguageMention]:
    text = sentence.text
    found = list(_names().finditer(text))
    if not found or not (_COMPETENCE.search(text) or _only_names(text, found)):
        return
    taught_to = -1
    either = _alternatives(text, found)
    for match in found:
        if _TAUGHT.search(text[: match.start()]) or (
            taught_to >= 0 and _AND.fullmatch(text, taught_to, match.start())
        ):
            taught_to = match.end()
            continue
        level_only = (match["name"] or "").lower() == "sfi"
        if level_only and level_of(text).spoken is None:
            continue
        if match["name"] and not level_only and not _FOLLOWED.match(text, match.end()):
            continue
        if _BEYOND.search(text[: match.start()]):
            continue
        mood = _mood(sentence, match)
        if mood is Mood.UNSAID or (mood is Mood.NOT_NEEDED and _PERFECT.search(text)):
            continue
        code = _codes()[(match["name"] or match["stem"]).lower()]
        level = _level(text, match, found) if code == SWEDISH else Level(None, None)
        choice = match in either and mood is Mood.DEMANDED
        yield LanguageMention(
            code,
            Mood.WISHED if choice else mood,
            level,
            sentence.start + match.start(),
            sentence.start + match.end(),
            sentence,
            choice,
        )


def _alternatives(text: str, found: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Give the languages that the text lets one choose between: "svenska eller engelska"."""
    chosen: list[re.Match[str]] = []
    group: list[re.Match[str]] = []
    for match in found:
        if group and not _AND.fullmatch(text, group[-1].end(), match.start()):
            group = []
        if group and _OR.fullmatch(text, group[-1].end(), match.start()):
            chosen += [*group, match]
        group.append(match)
    return chosen


def unnamed(text: Sequence[Sentence]) -> Sentence | None:
    """Find a sentence that asks for a language "i tal och skrift" and forgets to say which."""
    return next(
        (
            sentence
            for sentence in text
            if sentence.section is Section.WANTED
            and _UNNAMED.search(sentence.text)
            and not _names().search(sentence.text)
        ),
        None,
    )


def support(text: Sequence[Sentence]) -> tuple[Sentence, re.Match[str]] | None:
    """Find where the text offers help with Swedish at work."""
    for sentence in text:
        found = _SUPPORT.search(sentence.text)
        if found and not denied(sentence.text, *found.span()):
            return sentence, found
    return None


def _mood(sentence: Sentence, match: re.Match[str]) -> Mood:
    if _WORKING.search(sentence.text):
        return Mood.DEMANDED
    mood = mood_at(sentence, match.start())
    if mood is not Mood.UNSAID or sentence.section in (Section.OFFER, Section.ABOUT):
        return mood
    claimed = _DIRECT.search(sentence.text) or len(sentence.text.split()) <= _SHORT
    return Mood.DEMANDED if claimed and not sentence.text.endswith("?") else mood


def _level(text: str, match: re.Match[str], found: Sequence[re.Match[str]]) -> Level:
    """Read the level in the part of the sentence that speaks of this language."""
    first = max(text.rfind(mark, 0, match.start()) for mark in ";.") + 1
    last = len(text)
    for other in found:
        if other.start() > match.end() and (cut := _OWN_CLAIM.search(text, match.end(), other.start())):
            last = cut.start()
            break
    return level_of(text[first:last], match.start() - first)


def _only_names(text: str, found: Sequence[re.Match[str]]) -> bool:
    rest = text
    for match in found:
        rest = rest.replace(match[0], " ", 1)
    return not [
        word for word in re.findall(r"\w+", rest) if word.lower() not in ("och", "samt", "eller", "språk")
    ]


def _stem(name: str) -> str:
    return name[:-1] if name.endswith("ska") else name
