"""docs/reference/fields.md: every field has a purpose, and the page is what the code says."""

import re

import pytest

from service.store.schema import Base
from tests.docs.fields import PAGE, RECORDS, STORE, page


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make docs"


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_says_what_and_why(name):
    for field, info in RECORDS[name].model_fields.items():
        assert info.description, field
        assert len(re.findall(r"[.;]\s|[.]$", info.description)) >= 2, (
            f"{field}: what it is, and what it is for"
        )


def test_every_column_of_the_store_has_a_purpose_and_no_other_has():
    columns = {name: {c.name for c in table.columns} for name, table in Base.metadata.tables.items()}
    assert {name: set(purposes) for name, purposes in STORE.items()} == columns


FORBIDDEN = {"name", "address", "sex", "age", "origin", "religion", "disability", "health", "personnummer"}


def test_no_field_of_a_person_is_for_a_protected_ground():
    for name in RECORDS:
        if name.startswith("participant"):
            assert not FORBIDDEN & set(RECORDS[name].model_fields)
