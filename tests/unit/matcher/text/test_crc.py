"""Letter groups are hashed as zlib hashes them one by one, in a few words and in many."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.crc import letter_groups

WORDS = st.lists(st.text(st.characters(codec=None), min_size=1, max_size=12), max_size=5)
OTHERS = [f"<ord{number}å>" for number in range(12)]


@pytest.mark.parametrize("others", [[], OTHERS])
@given(words=WORDS, sizes=st.sets(st.integers(1, 5), min_size=1).map(sorted))
def test_as_zlib_does(others, words, sizes):
    found = letter_groups([*words, *others], tuple(sizes))
    for word, hashes in zip([*words, *others], found, strict=True):
        groups = [word[at : at + size] for size in sizes for at in range(len(word) - size + 1)]
        expected = [zlib.crc32(group.encode("utf-8", "surrogatepass")) for group in groups]
        assert hashes == b"".join(one.to_bytes(4, "little") for one in expected)
