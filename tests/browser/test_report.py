"""The report of an evaluation in a browser: axe finds nothing, wide, narrow and for history too small."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from evaluation.report import page
from tests.evaluation.report.made import document, made


@pytest.mark.parametrize(
    ("make", "width"),
    [(document, 320), (lambda: made(5), 1280)],
    ids=["enough, narrow", "too little"],
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(browser, tmp_path, make, width):
    file = tmp_path / "rapport.html"
    file.write_text(page(make()), encoding="utf-8")
    shown = browser.new_page(viewport={"width": width, "height": 900}, java_script_enabled=True)
    asked = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(file.as_uri())
    found = Axe().run(shown)
    assert found.violations_count == 0, found.generate_report()
    assert shown.evaluate("document.documentElement.scrollWidth") == width
    assert asked == [file.as_uri()]
    shown.close()
