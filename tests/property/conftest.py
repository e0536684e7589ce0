"""Profiles of Hypothesis: quick by default, `HYPOTHESIS_PROFILE=long` before a release."""

import os

import pytest
from hypothesis import HealthCheck, settings

COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
QUICK = settings(max_examples=60, **COMMON)
LONG = settings(max_examples=3000, **COMMON)
PROFILES = {"quick": QUICK, "long": LONG}


@pytest.fixture(autouse=True, scope="package")
def _profile():
    """Use the profile here only, and put the earlier one back."""
    before = settings.get_current_profile_name()
    for name, profile in PROFILES.items():
        settings.register_profile(f"laws-{name}", profile)
    settings.load_profile("laws-" + os.environ.get("HYPOTHESIS_PROFILE", "quick"))
    yield
    settings.load_profile(before)
