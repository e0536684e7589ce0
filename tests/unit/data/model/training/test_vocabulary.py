import numpy as np
import pytest
from tokenizers import Tokenizer

from data.model.material import Material
from data.model.training import corpus, vocabulary
from data.model.training.packed import Packed
from data.model.training.persons import silenced

pytest.importorskip("sentencepiece")

COUNTS = corpus.counted(Material(), {})


@pytest.fixture(scope="module")
def tokenizer():
    return vocabulary.learn(COUNTS, 2000)


def test_the_same_words_give_the_same_parts(tokenizer):
    assert vocabulary.learn(COUNTS, 2000).to_str() == tokenizer.to_str()


def test_a_compound_is_cut_into_its_parts(tokenizer):
    assert tokenizer.encode("Truckkort!").tokens == ["▁truck", "kort"]


@pytest.mark.parametrize("text", ["", "   ", "😀", "!?"])
def test_a_text_without_words_has_no_parts(tokenizer, text):
    assert tokenizer.encode(text).ids == []


def test_what_is_not_known_is_silent(tokenizer):
    silent = vocabulary.silent(tokenizer, ())
    assert set(tokenizer.encode("مرحبا").ids) <= set(silent)


def test_signs_part_words_but_c_plus_plus_is_whole():
    assert vocabulary.split("B-körkort, C++ & C#") == ["b", "körkort", "c++", "c#"]


def test_a_word_becomes_a_part_of_its_own_and_changes_no_other_word(tokenizer):
    longer = vocabulary.with_words(tokenizer, ["kockbil"])
    assert longer.encode("kockbil").tokens == ["▁kockbil"]
    assert [longer.encode(word).tokens for word in COUNTS] == [
        tokenizer.encode(word).tokens for word in COUNTS
    ]


def test_other_ways_use_the_same_parts_but_shorter_ones(tokenizer):
    words = sorted(COUNTS)[::20]
    usual = sum(len(tokenizer.encode(word).ids) for word in words)
    for way in vocabulary.resegmented(tokenizer, range(3)):
        assert way.get_vocab() == tokenizer.get_vocab()
        assert sum(len(way.encode(word).ids) for word in words) > 1.1 * usual


def test_the_words_for_a_person_are_small_letters_once_each():
    words = silenced()
    assert len(words) == len(set(words)) > 700
    assert all(word == word.lower() and vocabulary.split(word) == [word] for word in words)
    assert {"fatima", "erik", "hon", "syrien"} <= set(words)
    assert not {"arabiska", "svenska", "somaliska"} & set(words), "a language is a skill"


class TestPacked:
    def test_rows_count_the_parts(self, tokenizer):
        packed = Packed(["truckkort", "", "bil bil"], [tokenizer])
        rows = packed.rows(np.array([2, 1, 0])).toarray()
        assert rows[0, tokenizer.token_to_id("▁bil")] == 2
        assert rows[1].sum() == 0
        assert rows[2, tokenizer.encode("truckkort").ids].tolist() == [1, 1]

    def test_drawn_leaves_parts_out_of_longer_texts_only(self, tokenizer):
        packed = Packed(["truckkort", "bil lager golv kontor"], [tokenizer])
        rng = np.random.default_rng(1)
        drawn = packed.drawn(np.array([0, 1]), rng, resegment=0.0, drop=1.0)
        assert drawn.toarray().sum(axis=1).tolist() == [2, 0]

    def test_drawn_cuts_in_other_ways(self, tokenizer):
        words = sorted(COUNTS)[::20]
        packed = Packed(words, [tokenizer, *vocabulary.resegmented(tokenizer, range(3))])
        every, rng = np.arange(len(words)), np.random.default_rng(1)
        usual, other = (packed.drawn(every, rng, resegment=share, drop=0.0).nnz for share in (0.0, 1.0))
        assert usual == packed.rows(every).nnz < other

    def test_the_tokenizer_is_the_one_that_is_saved(self, tokenizer):
        assert (
            Tokenizer.from_str(tokenizer.to_str()).encode("truckkort").ids
            == tokenizer.encode("truckkort").ids
        )
