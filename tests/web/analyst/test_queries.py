"""A page of the analyst's asks the store as often for many placements as for few, and is light."""

from contextlib import ExitStack
from pathlib import Path

from matcher.weights import Weights
from tests.support.past import ANALYST
from tests.web.analyst.conftest import opened
from tests.web.test_queries import counting

STANDARD = Weights.standard().version
PAGES = (
    "/resultat",
    "/resultat?del=ar+2025",
    "/utvarderingar",
    "/vikter",
    f"/vikter/{STANDARD}",
    f"/vikter/jamfor?a={STANDARD}",
    "/vikter/ny",
    f"/vikter/prov?fran={STANDARD}&p=40_12_17_8.5_7_7_4.5_4",
    "/rattvisa",
    "/orsaker",
    "/import",
    "/import/platser",
    "/export",
)


def counts(folder: Path, placements: int) -> dict[str, int]:
    """Count the queries of each page, once its figures are there."""
    template, here = folder / "template", folder / "here"
    template.mkdir(parents=True)
    here.mkdir()
    found = {}
    with ExitStack() as running:
        client = opened(template, here, running, placements=placements)(ANALYST)
        for page in PAGES:
            assert client.get(page).status_code == 200, page
            with counting(client) as made:
                answer = client.get(page)
            found[page] = len(made)
            assert len(answer.content) <= 70_000, page
    return found


def test_the_number_of_queries_does_not_grow_with_placements(tmp_path: Path) -> None:
    few, many = counts(tmp_path / "few", 80), counts(tmp_path / "many", 400)
    assert few == many
    assert max(many.values()) <= 15, many
