"""Words that may discriminate: an employer's text that asks for a sex, an origin or an age is not stored.

What counts as such words is in `data.ads`, which reads advertisements by the same measure.
"""

from collections.abc import Iterator
from typing import Final

from data.ads import discrimination
from service.forming.typed import Typed
from service.liaison.fields import OPENING
from service.pages import reader
from service.pages.forms import Wrong
from service.pages.language import chosen, translated
from service.pages.language import marked as _

MESSAGE: Final = _(
    "”{quote}” kan diskriminera på grund av {ground}. Diskrimineringslagen skyddar den som söker, "
    "också till praktik."
)
FREE: Final = ("title", "tasks", "required_skills", "desired_skills", "certificates_required")
"""Fields in which people write what they like."""


def found(given: Typed) -> list[Wrong]:
    """List what must be reworded in the form of a place."""
    return [one for at, name, text in _texts(given) for one in in_text(text, at, OPENING.fields[name].label)]


def in_text(text: str, at: str, label: str) -> list[Wrong]:
    """List what must be reworded in one text."""
    language = chosen(reader.request())
    return [
        Wrong(
            at,
            translated(label, language),
            translated(MESSAGE, language).format(
                quote=one.quote, ground=translated(discrimination.ground_name(one.ground), language)
            ),
            translated(one.advice, language),
        )
        for one in discrimination.find(text)
    ]


def _texts(given: Typed) -> Iterator[tuple[str, str, str]]:
    for name in FREE:
        if name in given.rows:
            yield from ((f"{name}-{i}", name, row[0]) for i, row in enumerate(given.rows[name]) if row[0])
        elif given.texts[name]:
            yield name, name, given.texts[name]
