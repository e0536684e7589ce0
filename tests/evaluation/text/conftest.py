"""The taxonomy's files, which lie beside the project, and one whole run on a small one."""

import pytest

from data.model.material import SHARED, load
from evaluation.text import running, speed
from tests.evaluation.text.small import small


@pytest.fixture(scope="session")
def material():
    if not (SHARED / "occupations.json").exists():
        pytest.skip(f"THE TAXONOMY IS NOT THERE: {SHARED}. No leak and no task can be checked without it.")
    return load()


@pytest.fixture(scope="session")
def figures():
    """What a run gives, on the small taxonomy and without the slow measures."""
    said = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "load", lambda _folder: small())
        patch.setattr(speed, "FAST", 40)
        found = running.run(keys=("blend", "bundled", "ngrams", "rapidfuzz"), report=said.append)
    assert "ngrams: Kompetens till kompetens" in said
    return found
