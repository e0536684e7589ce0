"""The sentences of the pages: found in templates and code, and what each catalogue says of them.

``python -m tests.support.sentences`` adds the ones that are missing to the English catalogues, with an empty
translation to fill in, and takes away those that nobody uses any more.
"""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from data.ads.grounds import GROUNDS
from data.reference import conditions, levels, licences, supports
from service.pages import language

SERVICE = Path(language.__file__).parents[1]
METHODS = [("**/templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
OPTIONS = {
    "**/templates/**.html": {
        "extensions": "jinja2.ext.i18n,jinja2.ext.do",
        "trimmed": "true",
        "encoding": "utf-8",
    }
}
HEADER = """# Sentences of the pages in English, by the Swedish. Made by: python -m tests.support.sentences
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
Id = str | tuple[str, str]


def found(folder: Path) -> Iterator[Id]:
    """Give the sentences of one part of the service."""
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    for _file, _line, sentence, _comments, _context in extract_from_dir(
        folder, METHODS, OPTIONS, keywords=keywords
    ):
        yield sentence if isinstance(sentence, str) else (sentence[0], sentence[1])


def explanations() -> Iterator[str]:
    """Give the sentences of the reference tables that pages show."""
    yield from levels().values()
    yield from (known.description for known in licences().values())
    yield from (text for ground in GROUNDS.values() for text in ground)
    yield from (known.explanation for table in (conditions(), supports()) for known in table.values())


@cache
def used() -> dict[str, list[Id]]:
    """Give the sentences by the part that is the first to use them."""
    parts: dict[str, list[Id]] = {"pages": list(found(SERVICE / "pages"))}
    for folder in sorted(SERVICE.iterdir()):
        if folder.is_dir() and folder.name not in ("pages", "locale", "__pycache__"):
            parts[folder.name] = list(found(folder))
    parts["coach"] = [*parts.get("coach", []), *explanations()]
    seen: set[Id] = set()
    kept = {}
    for part, sentences in parts.items():
        fresh = list(dict.fromkeys(one for one in sentences if one not in seen))
        seen |= set(fresh)
        if fresh:
            kept[part] = fresh
    return kept


def update() -> int:
    """Write the English catalogues again; give the number of sentences that wait for a translation."""
    folder = language.LOCALE / "en" / "LC_MESSAGES"
    known = {
        message.id if isinstance(message.id, str) else tuple(message.id): message.string
        for path in language.parts("en")
        for message in language.read(path)
        if message.id
    }
    waiting = 0
    for part, sentences in used().items():
        catalogue = Catalog(locale="en", fuzzy=False)
        for sentence in sentences:
            string = known.get(sentence, ("", "") if isinstance(sentence, tuple) else "")
            waiting += not all(string if isinstance(string, tuple) else (string,))
            catalogue.add(sentence, string)
        with (folder / f"{part}.po").open("wb") as file:
            file.write(HEADER.encode())
            write_po(file, catalogue, width=0, omit_header=True)
    return waiting


if __name__ == "__main__":
    sys.stdout.write(f"{update()} meningar väntar på översättning\n")
