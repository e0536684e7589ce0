"""Cursors: where the next page begins, in a form that nobody needs to read."""

import base64
import binascii
import re
from typing import Final

from service.problems import Invalid

_ID: Final = re.compile(r"[^\x00-\x1f\x7f]{1,200}")


def encode(last: str) -> str:
    """Make the cursor of the page after an id."""
    return base64.urlsafe_b64encode(last.encode()).decode().rstrip("=")


def decode(cursor: str | None) -> str:
    """Give the id after which a page begins; without a cursor, before the first.

    Raises
    ------
    Invalid
        When the cursor is not one that `encode` made.
    """
    if cursor is None:
        return ""
    try:
        last = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        last = ""
    if not _ID.fullmatch(last):
        raise Invalid(
            errors=[
                {
                    "parameter": "cursor",
                    "message": "Sidmärket går inte att läsa.",
                    "remedy": "Använd värdet i next från sidan före, eller utelämna det för första sidan.",
                }
            ]
        )
    return last


def usable(record_id: str) -> bool:
    """Say whether a text could be the id of anything."""
    return _ID.fullmatch(record_id) is not None
