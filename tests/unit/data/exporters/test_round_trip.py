"""What is exported is what is loaded, for every field, every format and every kind of record."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.exporters import encode
from data.loaders import load
from data.loaders.columns import LAYOUTS
from tests.unit.data.loaders.strategies import ALL


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
@pytest.mark.parametrize("kind", list(LAYOUTS))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_export_then_load_gives_the_same(kind: Any, form: str, data: st.DataObject) -> None:
    records = data.draw(st.lists(ALL[kind], min_size=1, max_size=4, unique_by=lambda record: record.id))
    domain = [record.to_domain() for record in records]

    assert load(kind, encode(domain, form), f"export.{form}").records == domain


@pytest.mark.parametrize("kind", list(LAYOUTS))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_record_to_domain_and_back_gives_the_same(kind: Any, data: st.DataObject) -> None:
    record = data.draw(ALL[kind])

    assert type(record).from_domain(record.to_domain()) == record
    assert type(record).model_validate_json(record.model_dump_json()) == record
