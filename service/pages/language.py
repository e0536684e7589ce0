"""Which language a page is in, and its sentences: Swedish, or English by a switch.

The Swedish sentence is the message id, so Swedish needs no catalogue. Another language has a folder of
.po files, one for each part of the service; they are read when the service starts, without a build step.
"""

import gettext
import io
from functools import cache
from pathlib import Path
from typing import Final, Literal

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from starlette.requests import Request

Language = Literal["sv", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("sv", "en")
COOKIE: Final = "sprak"
LOCALE: Final = Path(__file__).parents[1] / "locale"


def chosen(request: Request) -> Language:
    """Give the language that the reader has chosen; Swedish when none is."""
    return "en" if request.cookies.get(COOKIE) == "en" else "sv"


def marked(sentence: str) -> str:
    """Mark a sentence of the code for translation where it is shown, and give it as it is."""
    return sentence


def parts(language: Language) -> list[Path]:
    """List the catalogues of a language."""
    return sorted((LOCALE / language / "LC_MESSAGES").glob("*.po"))


def read(path: Path) -> Catalog:
    """Read one catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], charset="utf-8")


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """Give the sentences of a language; Swedish gives every sentence as it is."""
    found = gettext.NullTranslations()
    if language != "sv":
        together = Catalog(locale=language)
        for path in parts(language):
            for message in read(path):
                if message.id:
                    together.add(message.id, message.string)
        compiled = io.BytesIO()
        write_mo(compiled, together)
        compiled.seek(0)
        found = gettext.GNUTranslations(compiled)
    return found


def translated(sentence: str, language: Language) -> str:
    """Give a sentence of the code in a language."""
    return translations(language).gettext(sentence)
