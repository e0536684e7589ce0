"""The page: one file, no script, nothing fetched, each picture with its table, invented in every section."""

import copy
import re
from html.parser import HTMLParser

import pytest

from evaluation.report import charts, page, words
from tests.evaluation.report.made import document, made


class Seen(HTMLParser):
    """Gathers tags with their attributes, and the text of each heading."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.headings, self._inside = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag == "h2":
            self.headings.append("")
            self._inside = True

    def handle_endtag(self, tag):
        self._inside = self._inside and tag != "h2"

    def handle_data(self, data):
        if self._inside:
            self.headings[-1] += data


@pytest.fixture(scope="module")
def seen():
    return Seen(page(document()))


def test_it_needs_no_script_and_fetches_nothing(seen):
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in seen.tags}
    for tag, attributes in seen.tags:
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "srcset"}], tag
        assert attributes.get("href", "#").startswith("#")
    style = re.search(r"<style>(.*?)</style>", page(document()), re.DOTALL).group(1)
    assert not re.search(r"url\(|@import", style)


def test_it_is_swedish_and_every_link_leads_to_a_heading(seen):
    assert ("html", {"lang": "sv"}) in seen.tags
    ids = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for t, a in seen.tags if t == "a"} <= set(ids)


def test_every_section_and_every_printed_page_calls_invented_history_invented(seen):
    assert all("påhittad historik" in heading for heading in seen.headings)
    assert '@top-left { content: "Påhittad (syntetisk) historik' in page(document())
    assert "påhittad" not in page(made(30, synthetic=False)).casefold()


def test_every_picture_says_what_it_shows_and_has_a_table(seen):
    pictures = [attributes for tag, attributes in seen.tags if tag == "svg"]
    tables = [tag for tag, _ in seen.tags if tag == "table"]
    assert len(pictures) >= 6
    assert len(tables) >= len(pictures)
    assert all(picture["role"] == "img" and picture["aria-labelledby"] for picture in pictures)
    assert sum(tag == "caption" for tag, _ in seen.tags) == len(tables)


def test_what_a_file_of_groups_says_is_only_text():
    found = copy.deepcopy(made(30))
    for one in found["fairness"]["variables"]:
        one["variable"] = '<script>alert("x")</script>'
    assert "<script" not in page(found)


def test_a_bar_is_as_long_as_its_share():
    svg = charts.bars("x", "Titel", [("Hälften", 5.0, "5"), ("Alla", 10.0, "10")], most=10.0)
    widths = [float(width) for width in re.findall(r'width="([\d.]+)" height="15" fill="#0b5a8a"', svg)]
    assert widths[0] == pytest.approx(widths[1] / 2, abs=0.1)


def test_a_waterfall_begins_each_step_where_the_one_before_ended():
    svg = charts.waterfall("x", "Titel", 0.0, [("Ett", 10.0), ("Två", 20.0), ("Tre", 5.0)])
    bars = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="13" fill="#0b5a8a"', svg)
    ends = [float(x) + float(width) for x, width in bars]
    assert [float(x) for x, _ in bars][1:] == pytest.approx(ends[:-1], abs=0.2)
    total = re.search(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="13" fill="#8a4a00"', svg)
    assert float(total.group(1)) + float(total.group(2)) == pytest.approx(ends[-1], abs=0.2)


def test_words_of_what_could_not_be_measured():
    nothing = {"value": None, "low": None, "high": None}
    assert {words.between(nothing), words.between_percent(nothing), words.points(nothing)} == {"–"}
    assert words.between({"value": 0.5, "low": None, "high": None}) == "0,500"
    assert words.apart({"value": -0.5, "low": None, "high": None}, 1) == "−0,5"
    assert (words.percent(None), words.chance(None), words.whole("färre än 5")) == ("–", "–", "färre än 5")


def test_the_words_of_a_difference_keep_together():
    assert words.apart({"value": 0.1, "low": -0.1, "high": 0.3}, 1) == "+0,1 (−0,1\xa0till\xa0+0,3)"
