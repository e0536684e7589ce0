"""The English sentences are a twin of the Swedish: the same ids, the same arguments, the same shape."""

from string import Formatter

import pytest

from matcher import Cefr, messages_en, messages_sv
from matcher.rules.language import PARTS
from matcher.vocabulary import CONDITIONS
from matcher.wording import message, said, shown


def arguments(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_the_ids_are_the_same_in_the_same_order():
    assert list(messages_en.SENTENCES) == list(messages_sv.SENTENCES)


@pytest.mark.parametrize("id_", messages_sv.SENTENCES)
def test_a_sentence_has_the_arguments_and_the_shape_of_its_twin(id_):
    swedish, english = messages_sv.SENTENCES[id_], messages_en.SENTENCES[id_]
    assert arguments(english) == arguments(swedish)
    assert (english[-1] in ".?") == (swedish[-1] in ".?")
    assert not set("åäöÅÄÖ") & set(english)


def test_arguments_are_written_in_the_language_of_the_sentence():
    part = message("language.part", level=Cefr.B1, part=PARTS["spoken"])
    given = message("language.pass", needed=(part, part))
    assert given.text == "Svenskan räcker: platsen vill ha minst B1 i tal och B1 i tal."
    assert (
        said(given, "en") == "The Swedish is enough: the place wants at least B1 in speech and B1 in speech."
    )
    assert shown((CONDITIONS["noise"], 37.5), "en") == "noise and 37.5"
