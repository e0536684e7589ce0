"""The file of groups: read apart, refused with reasons, and never repeated."""

import numpy as np
import pytest

from data.loaders import BadFile
from evaluation.fairness import load_groups
from evaluation.fairness.groups import UNKNOWN


def written(tmp_path, text):
    path = tmp_path / "grupper.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_are_ways_to_divide_people(tmp_path):
    found = load_groups(written(tmp_path, "participant_id;kön;ålder\np1;kvinna;18–24\np2;man;\n\n"))
    assert found.variables == {"kön": ("kvinna", "man"), "ålder": ("18–24", None)}
    names, codes = found.codes("ålder", ["p2", "p1", "p9"])
    assert names == ("18–24",)
    assert np.array_equal(codes, [UNKNOWN, 0, UNKNOWN])


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_excel_and_others_write_it_differently(tmp_path, mark):
    text = "\ufeffkön;participant_id\nkvinna;p1\n".replace(";", mark)
    assert load_groups(written(tmp_path, text)).variables == {"kön": ("kvinna",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id;kön\np1;man\n", "Kolumnen participant_id saknas."),
        ("participant_id\np1\n", "Det finns ingen kolumn med grupper."),
        ("", "Kolumnen participant_id saknas."),
        ("participant_id;kön;kön\np1;a;b\n", "Kolumnen kön står två gånger."),
        ("participant_id;\np1;a\n", "Kolumn 2 har inget användbart namn."),
        ("participant_id;kön\np1;a;b\n", "Rad 2: Raden har 3 celler men rubriken 2."),
        ("participant_id;kön\n;a\n", "Deltagarens id saknas."),
        ("participant_id;kön\np1;a\np1;b\n", "Rad 3, kolumn participant_id: Deltagaren p1 står två gånger."),
        ("participant_id;kön\np7;a\n", "Deltagaren p7 finns inte bland deltagarna."),
        ("participant_id;kön\np1;19121212-1212\n", "Raden har ett personnummer."),
        ("participant_id;a;b;c;d;e;f;g;h;i\np1;1;2;3;4;5;6;7;8;9\n", "Filen har 9 kolumner med grupper."),
        ('participant_id;kön\np1;"man\n', "Filen går inte att läsa som en tabell."),
        (f"participant_id;kön\np1;{'x' * 61}\n", "En cell är längre än 60 tecken."),
    ],
)
def test_what_is_wrong_is_said_by_row(tmp_path, text, said):
    with pytest.raises(BadFile) as bad:
        load_groups(written(tmp_path, text), ["p1"])
    assert said in str(bad.value)


def test_dates_of_birth_are_no_groups(tmp_path):
    rows = "".join(f"p{i};19{i:02d}-01-01\n" for i in range(20))
    with pytest.raises(BadFile, match="fler än 12 olika värden") as bad:
        load_groups(written(tmp_path, f"participant_id;född\n{rows}"))
    assert "1901" not in str(bad.value)


def test_a_file_that_is_not_text_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadFile, match="UTF-8"):
        load_groups(path)
