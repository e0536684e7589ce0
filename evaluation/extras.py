"""Libraries of the extra ``evaluation``, asked for at the point of use."""

from typing import NoReturn


class MissingExtra(ImportError):  # noqa: N818  # named by what is wrong, as in the whole project
    """A library of the extra ``evaluation`` is not installed; the message says how to mend it."""


def missing(what: str, library: str) -> NoReturn:
    """Say that a library is not here.

    Parameters
    ----------
    what : what needs it, in Swedish, as a sentence begins.
    library : as people call it.

    Raises
    ------
    MissingExtra
        Always.
    """
    raise MissingExtra(
        f"{what} behöver {library}, som inte är installerat. Installera det med: "
        "pip install 'rattplats[evaluation]'"
    ) from None
