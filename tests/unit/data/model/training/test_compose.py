from random import Random

import pytest

from data.model.material import Parts
from data.model.training.compose import composed, misspelt, parted, slips, strung

WORK = Parts(
    "9111",
    ("Städare/Lokalvårdare", "Hotellstädare"),
    done=("städat", "moppat golv"),
    do=("städa",),
    where=("på hotell",),
    things=(),
)
FRAMES = ("jag har {done} {where}", "har {done} och {done}", "van vid {things}", "jobbat som {occupation}")


class TestComposed:
    def test_holes_are_filled_and_frames_without_parts_are_left_out(self):
        texts = {one.text for one in composed([WORK], FRAMES, 200, Random(1))}
        assert texts == {
            "jag har städat på hotell",
            "jag har moppat golv på hotell",
            "har städat och moppat golv",
            "har moppat golv och städat",
            "jobbat som städare",
            "jobbat som hotellstädare",
        }

    def test_a_sentence_means_what_its_parts_mean(self):
        one = composed([WORK], FRAMES, 1, Random(1))[0]
        assert (one.ssyk, one.occupations) == ("9111", WORK.occupations)

    def test_the_same_seed_gives_the_same_sentences(self):
        assert composed([WORK], FRAMES, 5, Random(3)) == composed([WORK], FRAMES, 5, Random(3))

    def test_without_a_fitting_frame_there_is_none(self):
        assert composed([WORK], ("van vid {things}",), 5, Random(1)) == []


class TestMisspelt:
    def test_one_letter_is_lost_changed_doubled_or_moved(self):
        found = {misspelt("lager", Random(seed)) for seed in range(300)}
        assert {"lger", "laager", "lgaer"} <= found
        assert all(text[0] == "l" and abs(len(text) - 5) <= 1 for text in found)

    def test_a_name_of_two_letters_is_left_alone(self):
        assert misspelt("it", Random(1)) == "it"


class TestParted:
    @pytest.mark.parametrize("text", ["Lagerarbetare", "van lagerarbetare"])
    def test_a_compound_is_written_as_two_words(self, text):
        assert parted(text, {"lager", "arbetare"}, Random(1)).endswith("ager arbetare")

    def test_where_a_half_is_no_word_nothing_is_parted(self):
        assert parted("Lagerarbetare", {"lager"}, Random(1)) is None


def test_every_slip_comes_with_what_was_meant():
    found = slips(["Lagerarbetare"], {"lager", "arbetare"}, 2, Random(1))
    assert len(found) == 3
    assert {meant for _, meant in found} == {"Lagerarbetare"}
    assert found[-1][0] == "Lager arbetare"


def test_words_of_one_title_are_strung_together():
    found = strung({"Diskare": ("glas", "grytor", "bestick")}, 3, Random(2))
    assert [one.text for one in found[:3]] == ["glas", "grytor", "bestick"]
    assert all(one.occupations == ("Diskare",) for one in found)
    rest = [one.text for one in found[3:]]
    assert rest
    assert all(" och " in text for text in rest)
    assert {word for text in rest for word in text.replace(" och ", ", ").split(", ")} <= {
        "glas",
        "grytor",
        "bestick",
    }
