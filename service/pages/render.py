"""From a template to an answer: ``shown("people.html", …)``.

Templates lie in the folder ``templates`` of each part of the service; their names are unique. Every page
knows its reader: the language, the account, and the address.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from fastapi import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from matcher.vocabulary import DAYS, MODES
from service.pages import charts, language, navigation, reader, words

HERE: Final = Path(__file__).parent
STATIC: Final = {path.name: path.read_text(encoding="utf-8") for path in (HERE / "static").iterdir()}
"""The files that pages fetch, by name."""

EDITION: Final = hashlib.sha256("".join(STATIC[name] for name in sorted(STATIC)).encode()).hexdigest()[:12]
"""Names the files as they are, so that a browser may keep them until they change."""


def folders() -> list[Path]:
    """List the folders of templates, the base first."""
    return [HERE / "templates", *sorted(set(HERE.parent.glob("*/templates")) - {HERE / "templates"})]


@cache
def environment(tongue: language.Language) -> Environment:
    """Make the templates of a language; what is undefined fails."""
    made = Environment(
        loader=FileSystemLoader(folders()),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(language.translations(tongue), newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {"lang": tongue, "edition": EDITION, "bars": charts.bars, "map_of": charts.map_of}
    made.globals |= {"modes": MODES, "days": DAYS}
    made.filters |= words.Writer(tongue).filters()
    return made


def shown(template: str, status: int = 200, **values: Any) -> Response:
    """Answer with a page.

    Parameters
    ----------
    template : its name, as ``start.html``.
    values : what the template shows.
    """
    request = reader.request()
    account = getattr(request.state, "account", None)
    asked = quote(request.url.path) + (f"?{request.url.query}" if request.url.query else "")
    known = {
        "account": account,
        "menu": navigation.of(account),
        "address": asked if request.method == "GET" else "/",
        "path": request.url.path,
        "demo": request.app.state.service.settings.demo,
    }
    tongue = language.chosen(request)
    page = environment(tongue).get_template(template).render(known | values)
    return Response(page, status, {"Content-Language": tongue}, "text/html")
