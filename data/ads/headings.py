"""The headings and lead-ins of Swedish (and English) advertisements, and what they announce."""

import re
from enum import Enum
from typing import Final, NamedTuple

from data.ads.model import Mood


class Section(Enum):
    """What the part of an advertisement is about."""

    NONE = "none"
    WANTED = "wanted"
    TASKS = "tasks"
    TERMS = "terms"
    OFFER = "offer"
    ABOUT = "about"


class Heading(NamedTuple):
    """What a heading says of all that stands under it."""

    section: Section
    mood: Mood


LONGEST: Final = 70
"""The longest heading, in characters."""

_OFFER: Final = (
    r"(?:det(?: här)? |detta |vad |här |som anställd |hos oss |därför )*(?:kan vi erbjuda|erbjud(?:er|s))",
    r"vi (?:kan )?erbjud",
    r"(?:våra |dina |anställnings)?förmån",
    r"som anställd",
    r"hos oss (?:får|erbjuds) du",
    r"du får\b",
    r"när du börjar",
    r"varför\b",
    r"därför\b",
    r"what(?:'|’)s in it",
    r"(?:what )?we offer",
)
_TASKS: Final = (
    (
        r"(?:dina |huvudsakliga |exempel på |beskrivning av |våra |främsta |"
        r"vanliga )*(?:arbets)?uppgift(?:er|erna)\b"
    ),
    r"arbetsbeskrivning",
    r"(?:dina |huvudsakliga )*ansvarsområden",
    r"(?:mer |lite mer )?om (?:jobbet|tjänsten|rollen|arbetet|uppdraget|befattningen|praktiken|platsen)",
    r"(?:tjänsten|uppdraget|jobbet|arbetet|rollen|befattningen)$",
    r"vad (?:innebär|gör du|kommer du|du kommer)",
    r"(?:ditt uppdrag|din roll|din vardag|ditt jobb|ditt arbete)\b",
    r"(?:i|som) .{3,40}\b(?:kommer du|ansvarar du|får du|arbetar du|ingår|att:?$)",
    r"så (?:fungerar|funkar) jobbet",
    r"en (?:vanlig )?(?:arbets)?dag\b",
    r"du kommer (?:bland annat )?att",
    r"(?:i )?arbetet (?:innebär|består|ingår)",
    r"(?:key |your |main )?responsibilities",
    r"what you(?:'|’)ll do",
    r"(?:about )?(?:the )?(?:role|job)\b",
)
_WISHED: Final = (
    r"(?:extra |särskilt |starkt )*merit(?:er(?:ande|ade)?)?\b",
    r"önskvärt|önskemål|önskade kvalifikationer",
    r"bra om du|(?:ett )?(?:stort |extra )?plus\b|(?:en )?fördel",
    r"(?:vi|dessutom) ser (?:vi )?(?:även |också )?gärna|gärna\b",
    r"nice to have|good to have|preferred|bonus(?: points)?\b",
)
_WANTED: Final = (
    r"kvalifikation",
    r"(?:formella |våra |grund|skall?[- ]?)*krav\b|kravprofil|förutsättningar|behörighet",
    (
        r"(?:din |dina |önskad |sökt )*(?:kompetens|profil|bakgrund|erfarenhet|utbildning|egenskaper|"
        r"kunskaper|meriter)\b"
    ),
    (
        r"(?:om|vem är) (?:dig|du)\b|vem (?:vi )?söker|vem är det vi söker|vad (?:vi )?(?:söker|önskar|"
        r"förväntar|kräver)"
    ),
    (
        r"(?:nu |vi )*(?:söker|behöver|vill ha)(?: vi)? (?:nu |därför )?(?:dig|en person|någon|personer)|"
        r"är du (?:den|vår|rätt)"
    ),
    r"det (?:här )?söker vi|vi (?:tror|ser|vill|förväntar|förutsätter|kräver|önskar)\b",
    r"du (?:som|har|är|ska|skall|bör|behöver|måste)\b",
    (
        r"(?:jobbet|tjänsten|rollen|extrajobbet) passar|passar (?:perfekt )?(?:för )?dig|"
        r"personliga egenskaper|språk(?:kunskaper)?$"
    ),
    (
        r"what we(?:'|’)re looking for|what we are looking for|requirements|qualifications|who you are|"
        r"about you|your profile|must have"
    ),
)
_TERMS: Final = (
    (
        r"villkor|anställning|arbetstid|tjänstgöringsgrad|omfattning|tillträde|praktisk|"
        r"bra (?:för dig )?att veta"
    ),
    r"start(?:datum)?\b|lön\b|placering|schema|(?:mer |övrig )?information|övrig|fakta|varaktighet",
)
_ABOUT: Final = (
    r"(?:mer )?om \w",
    (
        r"vilka är vi|vem är \w|vi är\b|välkommen|ansök|kontakt|hur (?:du )?(?:söker|ansöker)|så ansöker|"
        r"sista ansökningsdag"
    ),
    (
        r"rekrytering|urval|about\b|apply|att arbeta (?:på|hos)|våra värder|vad händer nu|en arbetsgivare|"
        r"tips\b|läs mer|ingress|beskrivning$"
    ),
)
_KINDS: Final = (
    (_WISHED, Heading(Section.WANTED, Mood.WISHED)),
    (_WANTED, Heading(Section.WANTED, Mood.DEMANDED)),
    (_OFFER, Heading(Section.OFFER, Mood.UNSAID)),
    (_TASKS, Heading(Section.TASKS, Mood.UNSAID)),
    (_TERMS, Heading(Section.TERMS, Mood.UNSAID)),
    (_ABOUT, Heading(Section.ABOUT, Mood.UNSAID)),
)
_AT_START: Final = tuple((re.compile("|".join(words), re.IGNORECASE), kind) for words, kind in _KINDS)
_WISH_LEAD_IN: Final = re.compile(
    r"\bmerit(?:erande)?\b|\bgärna\b|önskvärt|\bfördel\b|\bplus\b", re.IGNORECASE
)
_DEMANDS: Final = re.compile(r"\bkrav|erbjud", re.IGNORECASE)
_LEAD_IN: Final = (
    (re.compile(r"erbjud|\bfår du\b|förmåner", re.IGNORECASE), Heading(Section.OFFER, Mood.UNSAID)),
    (
        re.compile(
            r"arbetsuppgifter|ansvar(?:ar|a)? (?:du|för|områden)|kommer (?:du )?att|ingår", re.IGNORECASE
        ),
        Heading(Section.TASKS, Mood.UNSAID),
    ),
    (
        re.compile(
            r"\bkrav|krävs|kräver|behöver du|söker (?:vi )?(?:nu )?dig|att du\b|(?:ska|skall|bör|"
            r"måste) du|du (?:har|är|som|ska)\b",
            re.IGNORECASE,
        ),
        Heading(Section.WANTED, Mood.DEMANDED),
    ),
)
SHORT: Final = 4
"""Up to this many words, a line with "meriterande" in it is a heading ("Övrigt meriterande")."""

_OPEN: Final = re.compile(
    r"\b(?:om du|att du|du|dig som|den som)(?: (?:även|också))?(?: (?:har|är|ska|bör|kan|vill))?$",
    re.IGNORECASE,
)
"""How a line ends that goes on in the list under it, with or without a colon."""
_SAYS: Final = re.compile(r"\b(?:är|ses|anses|har|men|med)\b", re.IGNORECASE)
_STATEMENT: Final = re.compile(r"(?:du|vi|arbetet|hos oss|i|som)\b", re.IGNORECASE)
_MERITS: Final = re.compile(r"\bmeriter(?:ande|ade)?\b", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")
_ORNAMENT: Final = re.compile(r"^\W+|[\s*#_–|:?!-]+$")


def heading(line: str) -> Heading | None:
    """Say what `line` announces, or ``None`` where it is no heading.

    Examples
    --------
    >>> heading("KVALIFIKATIONER").section, heading("Det är även meriterande om du:").mood.name
    (<Section.WANTED: 'wanted'>, 'WISHED')
    >>> heading("B-körkort") is None
    True
    """
    text = _ORNAMENT.sub("", line)
    colon = line.rstrip().endswith(":") or bool(_OPEN.search(text))
    words = _WORD.findall(text)
    if not words or _NAMED.search(text) or len(line) > (2 * LONGEST if colon else LONGEST):
        return None
    if not colon and ":" in text:
        return None
    shouted = len(words) <= 8 and text.isupper() and len(text) > 3
    if not (colon or shouted or line.rstrip().endswith("?")) and (
        len(words) > 6 or line.rstrip()[-1] in ".,;"
    ):
        return None
    if len(words) <= SHORT and _MERITS.search(text) and not _SAYS.search(text):
        return Heading(Section.WANTED, Mood.WISHED)
    if colon and _WISH_LEAD_IN.search(text) and not _DEMANDS.search(text):
        return Heading(Section.WANTED, Mood.WISHED)
    for pattern, kind in _AT_START:
        found = pattern.match(text)
        if found and (colon or shouted or _bare(text, found.end(), kind)):
            return kind
    if colon:
        return next((kind for pattern, kind in _LEAD_IN if pattern.search(text)), None)
    return Heading(Section.NONE, Mood.UNSAID) if shouted else None


_NAMED: Final = re.compile(r"körkort|truckkort|\bsvenska\b|\bengelska\b", re.IGNORECASE)
"""What a heading never names; "Krav på körkort: B" is an item."""
_CLAIM: Final = re.compile(
    r"\b(?:av|inom|från|körkort|kort|svenska|engelska|minst|god|goda|utmärkt|års?|att arbeta)\b|kort\b|"
    r"^(?:du|vi) (?:har|är|ska)\b.{12}",
    re.IGNORECASE,
)


def _bare(text: str, end: int, kind: Heading) -> bool:
    """Tell a heading without colon from a statement, or an item of a list, that opens with the same word."""
    if _STATEMENT.match(text) and len(_WORD.findall(text[end:])) > 1:
        return False
    if kind.section is Section.TERMS or kind.section is Section.ABOUT:
        return True
    return not _CLAIM.search(text) or bool(_FULL.fullmatch(text))


_FULL: Final = re.compile(
    r"exempel på arbetsuppgifter|beskrivning av arbetsuppgifter|vad \w+ (?:av|från) dig|vad .* av dig",
    re.IGNORECASE,
)
