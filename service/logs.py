"""Logs without people in them: only fields that are known to be harmless are written."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Final

import structlog

HARMLESS: Final = frozenset(
    {"event", "level", "timestamp", "method", "route", "status", "ms", "error", "where", "waiting", "row"}
)
"""Fields that never hold anything about a person. Whatever is not here is dropped.

`route` is the pattern of the address, as ``/api/v1/participants/{id}``: the address itself holds ids.
`row` is the number and the hash of a row of the log of who read and wrote; neither says anything about it.
`error` is the type of an error and `where` its place in the code: its message may hold data.
"""


def drop_personal(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep the harmless fields of a log line and no other."""
    return {key: value for key, value in event.items() if key in HARMLESS}


def configure(*, quiet: bool = False) -> None:
    """Write one JSON object a line on standard error.

    Parameters
    ----------
    quiet : leave out what went well, as beside the demo's greeting.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            drop_personal,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def where(error: BaseException) -> str:
    """Say where in the code an error was raised: the last file and line, without any value."""
    step = error.__traceback__
    place = ""
    while step is not None:
        code = step.tb_frame.f_code
        place = f"{code.co_filename.rpartition('/')[2]}:{step.tb_lineno} {code.co_name}"
        step = step.tb_next
    return place


log: structlog.typing.FilteringBoundLogger = structlog.get_logger("rattplats")
