"""One way to write JSON, so that equal content has equal bytes and an equal hash."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> str:
    """Write JSON with sorted keys and no spaces.

    Raises
    ------
    ValueError
        When a number is not finite: JSON has no way to write it.

    Examples
    --------
    >>> canonical({"b": 1, "a": [True, None]})
    '{"a":[true,null],"b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(text: str | bytes) -> str:
    """Give the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()
