import pytest

from data.synthetic import Municipality, municipality


@pytest.fixture(scope="session")
def town() -> Municipality:
    return municipality()
