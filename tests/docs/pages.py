"""The Markdown pages of the repository, and what they say."""

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").rglob("*.md")])
NAMES: Final = [str(page.relative_to(ROOT)) for page in PAGES]

_CODE: Final = re.compile(r"```[^\n]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
_FENCED: Final = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_LINK: Final = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def text(name: str) -> str:
    """Read a page."""
    return (ROOT / name).read_text(encoding="utf-8")


def codes(name: str) -> list[str]:
    """Give what stands as code on a page, each line of a block on its own."""
    found = [block or span for block, span in _CODE.findall(text(name))]
    return [line for code in found for line in code.splitlines()]


def links(name: str) -> list[str]:
    """Give where the links and pictures of a page lead."""
    return _LINK.findall(_FENCED.sub("", text(name)))


def anchors(name: str) -> set[str]:
    """Give the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", text(name)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
