"""The version of the program, as its distribution says."""

from importlib.metadata import version
from typing import Final

VERSION: Final = version("rattplats")
