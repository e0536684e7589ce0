"""What is written where."""

import io
import json
import sys

import pytest

from service.cli import output, shell


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_json_stays_readable_where_the_output_can_carry_it(capsys):
    output.emit({"text": "Svenska på B1", "points": 1.5})
    written = capsys.readouterr().out
    assert "Svenska på B1" in written
    assert json.loads(written) == {"text": "Svenska på B1", "points": 1.5}


def test_json_is_escaped_where_it_cannot(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    output.emit({"text": "på", "broken": "\udcff"})
    sys.stdout.flush()
    assert json.loads(raw.getvalue()) == {"text": "på", "broken": "\udcff"}


def test_json_never_holds_what_json_cannot():
    with pytest.raises(ValueError, match="JSON"):
        output.emit({"score": float("nan")})


def test_text_that_the_output_cannot_carry_becomes_question_marks():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="latin-1")
    shell.make_printable(stream)
    stream.write("på \udcff 求")
    stream.flush()
    assert raw.getvalue() == "på ? ?".encode("latin-1")


def test_progress_is_silent_without_a_terminal(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with output.working("Läser") as report:
        report("Räknar")
    assert sys.stderr.getvalue() == ""


def test_progress_is_shown_on_a_terminal(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with output.working("Läser [fil]") as report:
        report("Räknar [allt]")
    assert "Räknar [allt]" in sys.stderr.getvalue()


@pytest.mark.parametrize(
    ("number", "digits", "text"), [(1234.56, 1, "1 234,6"), (0.5, 2, "0,50"), (-3, 0, "-3")]
)
def test_numbers_are_written_the_swedish_way(number, digits, text):
    assert output.decimal(number, digits) == text
