"""How synthetic participants and employers put things into words."""

from collections.abc import Collection, Sequence
from typing import Final

from data.synthetic.draws import Row
from data.synthetic.themes import Work

TYPING_ERRORS: Final = 0.03

_CAN: Final = (
    "{x}", "{x}", "{x}", "{x}", "kan {x}", "jag kan {x}", "van att {x}", "bra på att {x}",
    "har lärt mig {x}", "tycker om att {x}", "kan {x} ganska bra", "jag brukar {x}",
)  # fmt: skip
_NOT_VERBS: Final = ("datorvana", "vara")
_SHORT_VERBS: Final = ("sy", "gå", "bre", "ge", "ha", "ta", "räkna")
_GENERAL: Final = (
    "passa tider", "samarbeta", "jobba i lag", "använda mobil", "använda dator", "lära mig nytt snabbt",
    "vara noggrann", "prata flera språk", "ta ansvar", "vara lugn när det är stressigt", "hålla ordning",
)  # fmt: skip
_WISH: Final = (
    "{x}", "{x}", "{x}", "{x} om det går", "{x}, gärna nära hemma", "helst {x}",
    "{x}, men inte för tidigt på dagen",
    "{x} eller något liknande", "på sikt: {x}",
)  # fmt: skip

_ONE: Final = (
    "Du får {a}.", "I arbetet ingår att {a}.", "Du hjälper oss att {a}.", "Vi behöver hjälp med att {a}.",
    "En vanlig uppgift är att {a}.", "Till en början får du {a}.",
    "När du känner dig säker kan du också {a}.",
)  # fmt: skip
_TWO: Final = (
    "Du hjälper till att {a} och {b}.", "Tillsammans med en handledare får du {a} och {b}.",
    "Uppgifterna är att {a} och {b}.", "På förmiddagen gäller det att {a}, efter lunch att {b}.",
    "Du kommer att {a}, och vid behov {b}.", "Hos oss får du prova att {a} och att {b}.",
)  # fmt: skip
_THREE: Final = (
    "Arbetsuppgifter: {a}, {b} och {c}.", "Du får {a}, {b} och {c}.",
    "Dagarna är omväxlande: du får {a}, {b} och ibland {c}.", "Det handlar om att {a}, {b} samt {c}.",
)  # fmt: skip
_FORMS: Final = (_ONE, _TWO, _THREE)
_ABOUT: Final = (
    "Vi är {n} kollegor och tar det i lugn takt.", "Arbetslaget är {n} personer.",
    "Du går bredvid de första {n} dagarna.",
    "Vi fikar tillsammans klockan nio.", "Det är bra om du trivs med att röra på dig.",
    "Vi visar och du provar.",
    "Du får arbetskläder av oss.", "Det finns möjlighet att växa i uppgifterna.",
    "Frågor är alltid välkomna.",
)  # fmt: skip


def ability(row: Row, phrase: str) -> str:
    """Say something a participant can do, now and then with a typing error."""
    first = phrase.split(maxsplit=1)[0]
    is_verb = (first.endswith("a") or first in _SHORT_VERBS) and first not in _NOT_VERBS
    form = row.one(_CAN)
    return mistyped(row, form.format(x=phrase) if is_verb else phrase)


def general_ability(row: Row) -> str:
    """Say something that helps in every workplace."""
    return mistyped(row, row.one(("{x}", "kan {x}", "bra på att {x}")).format(x=row.one(_GENERAL)))


def wish(row: Row, phrase: str) -> str:
    """Say what a participant wants."""
    form = row.one(_WISH)
    if "," in phrase or (phrase.startswith("jag ") and not form.startswith("{x}")):
        form = "{x}"  # "helst jag vill" is nobody's Swedish
    return mistyped(row, form.format(x=phrase))


def occupation_name(title: str) -> str:
    """Give the everyday name in a title: "Kock, praktik i lunchkök" → "kock"."""
    return title.split(",", maxsplit=1)[0].lower()


def task_text(row: Row, work: Work, sentences: int) -> str:
    """Describe the work in one to three sentences made of different tasks."""
    tasks = row.some(work.tasks, 3 * sentences)
    parts: list[str] = []
    used: set[str] = set()
    for _ in range(sentences):
        mine = tasks[: 1 + int(row.number() * 3)]
        tasks = tasks[len(mine) :]
        if mine:
            form = row.one([form for form in _FORMS[len(mine) - 1] if _fits(form, mine, used)])
            used.add(form)
            parts.append(form.format(**dict(zip("abc", mine, strict=False))))
    if row.chance(0.5):
        about = row.one(_ABOUT)
        parts.append(about.format(n=2 + int(row.number() * 13)))
    return " ".join(parts)


def _fits(form: str, tasks: Sequence[str], used: Collection[str]) -> bool:
    """Refuse a form said before, "hjälper till att hjälpa", and a "också" with nothing before it."""
    helps = "hjälp" in form and any(task.startswith("hjälpa") for task in tasks)
    place = (not used and "också" in form) or (used and "Till en början" in form)
    return form not in used and not helps and not place


def mistyped(row: Row, text: str) -> str:
    """Mistype about 3 % of the texts: a letter dropped, doubled, swapped, or its dots forgotten."""
    kind, place = row.number() / TYPING_ERRORS, 1 + int(row.number() * (len(text) - 2))
    if kind >= 1.0 or len(text) < 4:
        return text
    before, letter, after = text[:place], text[place], text[place + 1 :]
    if kind < 0.3:
        return before + after
    if kind < 0.5:
        return before + letter + letter + after
    if kind < 0.75:
        return before + after[:1] + letter + after[1:]
    return text.replace("å", "a").replace("ä", "a").replace("ö", "o")
