"""What a page holds, as a screen reader meets it: tags in order, headings, labels; and what holds for all."""

import itertools
import re
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "hr", "rect", "path", "circle"}


class Outline(HTMLParser):
    """The tags of a page in order, and whether they are closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == [], "a tag is never closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    def links(self) -> list[str]:
        return [link["href"] or "" for link in self.all("a")]


def check(page: str, language: str = "sv", *, weight: int = 100_000) -> Outline:
    """Assert what holds for every page.

    Parameters
    ----------
    weight : most bytes that it may have.
    """
    outline = Outline(page)
    assert page.startswith("<!doctype html>")
    assert outline.all("html") == [{"lang": language}]
    for script in outline.all("script"):
        assert (script["src"] or "").startswith("/help.js?v=")
    assert "</script>" not in page or '<script src="/help.js' in page
    assert not any(name.startswith("on") or name == "style" for _, attrs in outline.tags for name in attrs)
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    after_title = levels[levels.index(1) :]
    assert all(after - before <= 1 for before, after in itertools.pairwise(after_title)), levels
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in outline.all("meta")
    assert len(re.findall(r"<title>[^<]+ – Rätt plats</title>", page)) == 1
    ids = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
    assert len(ids) == len(set(ids)), [key for key in ids if ids.count(key) > 1]
    assert outline.all("a")[0]["href"] == "#innehall"
    assert "innehall" in ids
    for header in outline.all("th"):
        assert header["scope"] in ("col", "row")
    labelled = {label.get("for") for label in outline.all("label")}
    for name in ("input", "select", "textarea"):
        for field in outline.all(name):
            assert field.get("type") == "hidden" or field.get("id") in labelled, field
    for link in outline.links():
        assert link.startswith(("/", "#")), f"{link} leads out of the service"
        assert not link.startswith("#") or link[1:] in ids, link
    assert len(page.encode()) <= weight
    return outline
