"""Bad files, one for each way to be bad: nothing is read, and it is said what, where and how to mend."""

# ruff: noqa: E501 - a table is read by its rows

import codecs
from datetime import date
from typing import Any, NamedTuple

import pytest

from data.identity import find_identity_numbers
from data.loaders import BadFile, load
from data.loaders.problems import MAX_SHOWN
from data.loaders.sources import MAX_BYTES
from tests.unit.data.loaders.workbooks import bomb, with_part, workbook, zip_of


class Bad(NamedTuple):
    """A file and what must be said of it."""

    name: str
    content: bytes | str
    row: int | None
    column: str | None
    said: str
    kind: Any = "participants"


def row(cells: str, columns: str = "id;skills;hours_per_week;available_from") -> str:
    """Give a CSV with one row."""
    return f"{columns}\n{cells}\n"


def item(fields: str) -> str:
    """Give a JSON list with one object."""
    return f'[{{"id": "1", {fields}}}]'


SHEET = "xl/worksheets/sheet1.xml"
FORMULA = workbook(["id", "hours_per_week"], ["1", "=10+10"])
MANY = '"' + "|".join(f"sak {number}" for number in range(101)) + '"'

FILES = {
    # the file as a whole
    "empty": Bad("a.csv", "", None, None, "Filen är tom"),
    "only spaces": Bad("a.csv", " \r\n\t\n", None, None, "Filen är tom"),
    "empty json": Bad("a.json", "", None, None, "Filen är tom"),
    "only header": Bad("a.csv", "id;skills\n", None, None, "inga rader under den"),
    "only header and empty rows": Bad("a.csv", "id;skills\n;\n;\n", None, None, "inga rader under den"),
    "too large": Bad("a.csv", b"id\n" + b"1\n" * (MAX_BYTES // 2), None, None, "större än 50 MB"),
    "too many rows": Bad("a.csv", "id\n" + "\n".join(map(str, range(200_001))), None, None, "fler än 200 000 rader"),
    "picture called csv": Bad("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 1, None, "varken UTF-8 eller"),
    "utf-16 without mark": Bad("a.csv", "id;skills\n1;truck\n".encode("utf-16-le"), None, None, "inte en textfil"),
    "broken utf-16": Bad("a.csv", codecs.BOM_UTF16_LE + b"i\0d\0\n\0\x00\xd8", 1, None, "UTF-16-LE men är det inte"),
    "broken utf-8": Bad("a.csv", codecs.BOM_UTF8 + "id;goals\n1;på\n".encode()[:-2], 2, None, "UTF-8 men är det inte"),
    "mac roman": Bad("a.csv", "id;goals\n1;åäö\n".encode("mac-roman"), 2, None, "sparad som Macintosh"),
    "ms-dos": Bad("a.csv", "id;goals\n1;få hår\n".encode("cp850"), 2, None, "sparad som MS-DOS"),
    "cyrillic": Bad("a.csv", "id;goals\n1;работа в магазине\n".encode("cp1251"), 2, None, "varken UTF-8 eller"),
    # the header
    "unknown column": Bad("a.csv", "id;skils\n1;a\n", 1, "skils", "Menade du skills?"),
    "unknown column, nothing near": Bad("a.csv", "id;qqqqq\n1;a\n", 1, "qqqqq", "Rätta namnet, eller ta bort kolumnen"),
    "column twice": Bad("a.csv", "id;skills;Skills\n1;a;b\n", 1, "skills", "två gånger, på plats 2 och 3"),
    "no id column": Bad("a.csv", "skills;goals\na;b\n", 1, "id", "Kolumnen id saknas"),
    "no slot_id column": Bad("a.csv", "id;participant_id\na;b\n", 1, "slot_id", "slot_id saknas", "placements"),
    "personnummer as column": Bad("a.csv", "id;19121212-1212\n1;a\n", 1, "(personnummer)", "”(personnummer)” finns inte"),
    "other kind of file": Bad("a.csv", "id;employer_name\n1;a\n", 1, "employer_name", "finns inte"),
    "501 columns": Bad("a.csv", ";".join(["id"] * 501), 1, None, "fler än 500 kolumner"),
    # the shape of rows
    "too few cells": Bad("a.csv", row("1;truck"), 2, "skills", "Raden har 2 celler men rubrikraden har 4"),
    "too many cells": Bad("a.csv", row("1;truck;37,5;;x"), 2, "available_from", "Raden har 5 celler"),
    "value without header": Bad("a.csv", "id;;goals\n1;x;y\n", 2, "2", "ingen rubrik"),
    "quote never ends": Bad("a.csv", 'id;goals\n1;"arbeta\n2;b\n', 2, None, "citattecken"),
    "quote inside quotes": Bad("a.csv", 'id;goals\n1;a\n2;"ett "fint" jobb"\n', 3, None, "citattecken"),
    # cells
    "no id": Bad("a.csv", row(";truck;20;"), 2, "id", "Uppgiften saknas"),
    "id too long": Bad("a.csv", row("x" * 65 + ";;;"), 2, "id", "65 tecken lång, men här ryms 64"),
    "id with line break": Bad("a.csv", row('"a\nb";;;'), 2, "id", "radbrytning"),
    "letters in a number": Bad("a.csv", row("1;;mycket;"), 2, "hours_per_week", "”mycket” är inte ett tal. Skriv t.ex. 20"),
    "unit in a number": Bad("a.csv", row("1;;20 h;"), 2, "hours_per_week", "”20 h” är inte ett tal"),
    "nan": Bad("a.csv", row("1;;nan;"), 2, "hours_per_week", "”nan” är inte ett tal"),
    "infinite": Bad("a.csv", row("1;;1e999;"), 2, "hours_per_week", "inte ett tal"),
    "negative hours": Bad("a.csv", row("1;;-1;"), 2, "hours_per_week", "minst 0"),
    "more hours than a week has": Bad("a.csv", row("1;;169;"), 2, "hours_per_week", "högst 168"),
    "2**63": Bad("a.csv", f"id;capacity\n1;{2**63}\n", 2, "capacity", "högst 1 000 000", "slots"),
    "half a person": Bad("a.csv", "id;capacity\n1;1,5\n", 2, "capacity", "inte ett heltal", "slots"),
    "year 1": Bad("a.csv", row("1;;;0001-01-01"), 2, "available_from", "utanför 1900–2100"),
    "year 9999": Bad("a.csv", row("1;;;9999-12-31"), 2, "available_from", "utanför 1900–2100"),
    "30 February": Bad("a.csv", row("1;;;2026-02-30"), 2, "available_from", "Datumet ”2026-02-30” finns inte"),
    "american date": Bad("a.csv", row("1;;;12/31/2026"), 2, "available_from", "Skriv år-månad-dag"),
    "25 o'clock": Bad("a.csv", "id;earliest\n1;25:00\n", 2, "earliest", "inte ett klockslag"),
    "words for a time": Bad("a.csv", "id;earliest\n1;morgon\n", 2, "earliest", "t.ex. 08:30"),
    "NUL": Bad("a.csv", row("1;tr\0uck;20;"), 2, "skills", "U+0000"),
    "control character": Bad("a.csv", row("1;tr\x07uck;20;"), 2, "skills", "U+0007"),
    "lost letters": Bad("a.csv", row("1;st\ufffddning;20;"), 2, "skills", "U+FFFD"),
    "1 MB in a cell": Bad("a.csv", row(f"1;{'x' * 1_000_000};20;"), 2, "skills", "1000000 tecken lång"),
    "101 skills": Bad("a.csv", row(f"1;{MANY};20;"), 2, "skills", "fler än 100"),
    "unknown level": Bad("a.csv", "id;swedish_spoken\n1;D1\n", 2, "swedish_spoken", "finns inte bland valen"),
    "unknown sfi course": Bad("a.csv", "id;sfi_passed\n1;E\n", 2, "sfi_passed", "Välj bland: A, B, C, D"),
    "unknown condition": Bad("a.csv", "id;cannot\n1;noise|tunga lift\n", 2, "cannot", "Menade du heavy_lifting (tunga lyft)?"),
    "unknown support": Bad("a.csv", "id;needs\n1;tolkk\n", 2, "needs", "Menade du interpreter"),
    "unknown day": Bad("a.csv", "id;days\n1;mån|trettonde\n", 2, "days", "”trettonde” finns inte bland valen"),
    "unknown mode": Bad("a.csv", "id;travel_modes\n1;flyg\n", 2, "travel_modes", "walk, cycle, public, car"),
    "unknown licence": Bad("a.csv", "id;licences\n1;X\n", 2, "licences", "”X” är inte en körkortsklass"),
    "unknown language": Bad("a.csv", "id;languages\n1;klingonska\n", 2, "languages", "ar för arabiska"),
    "unknown priority": Bad("a.csv", "id;priority\n1;4\n", 2, "priority", "Välj bland: 1, 2, 3"),
    "neither yes nor no": Bad("a.csv", "id;under_18\n1;kanske\n", 2, "under_18", "varken ja eller nej"),
    "municipality by name": Bad("a.csv", "id;municipality\n1;Stockholm\n", 2, "municipality", "0180 för Stockholm"),
    "short postcode": Bad("a.csv", "id;postcode\n1;1112\n", 2, "postcode", "Skriv fem siffror"),
    "north of the pole": Bad("a.csv", "id;lat\n1;91\n", 2, "lat", "högst 90"),
    "years below none": Bad("a.csv", row("1;truck:-2;20;"), 2, "skills", "minst 0"),
    "skill without a name": Bad("a.csv", row("1;:3;20;"), 2, "skills", "Uppgiften saknas"),
    "unknown outcome": Bad("a.csv", row("1;2;3;hird", "id;participant_id;slot_id;outcome"), 2, "outcome", "Menade du hired (anställd)?", "placements"),
    "unknown occupation": Bad("a.csv", "id;occupation\n1;kock\n", 2, "occupation", "SSYK", "slots"),
    # fields against each other
    "ends before it starts": Bad("a.csv", "id;start;end\n1;2026-02-01;2026-01-31\n", 2, "end", "tidigare än start", "slots"),
    "hours upside down": Bad("a.csv", "id;hours_min;hours_max\n1;30;20\n", 2, "hours_max", "mindre än hours_min", "slots"),
    "overfull": Bad("a.csv", "id;capacity;filled\n1;1;2\n", 2, "filled", "större än capacity", "slots"),
    "closes before it opens": Bad("a.csv", "id;open_from;open_until\n1;2026-02-01;2026-01-31\n", 2, "open_until", "tidigare än open_from", "slots"),
    "leaves before arriving": Bad("a.csv", "id;available_from;available_to\n1;2026-02-01;2026-01-31\n", 2, "available_to", "tidigare än available_from"),
    "same id twice": Bad("a.csv", "id\n1\n2\n1\n", 4, "id", "finns redan på rad 2"),
    # identity numbers
    "personnummer as id": Bad("a.csv", "id\n19121212-1212\n", 2, "id", "personnummer"),
    "ten digits as id": Bad("a.csv", "id\n1212121212\n", 2, "id", "personnummer"),
    "over a hundred years": Bad("a.csv", "id\n121212+1212\n", 2, "id", "personnummer"),
    "samordningsnummer": Bad("a.csv", "id;goals\n1;Jag har 701063-2391 som nummer\n", 2, "goals", "samordningsnummer"),
    "personnummer in running text": Bad("a.csv", "id;tasks\n1;Ring Anna (121212-1212) om nyckel\n", 2, "tasks", "personnummer", "slots"),
    "personnummer in a reason": Bad("a.csv", "id;participant_id;slot_id;reason\n1;2;3;121212-1212 slutade\n", 2, "reason", "personnummer", "placements"),
    "personnummer as country": Bad("a.csv", "id;experience\n1;kock:3:121212-1212\n", 2, "experience", "personnummer"),
    "personnummer in a number": Bad("a.csv", row("1;;191212121212;"), 2, "hours_per_week", "för stort"),
    "personnummer where a code is": Bad("a.csv", "id;cannot\n1;121212-1212\n", 2, "cannot", "”(personnummer)” finns inte"),
    # JSON
    "not json": Bad("a.json", '[{"id": "1",}]', None, None, "textrad 1, tecken 13"),
    "cut off": Bad("a.json", '[{"id": "1"}', None, None, "inte giltig JSON"),
    "one object": Bad("a.json", '{"id": "1"}', None, None, "inte en lista"),
    "items that are no objects": Bad("a.json", '[{"id": "1"}, 2]', 2, "", "”2” är inte ett objekt"),
    "unknown field": Bad("a.json", item('"skils": []'), 1, "skils", "Menade du skills?"),
    "unknown field in a part": Bad("a.json", item('"skills": [{"label": "a", "age": 3}]'), 1, "skills[0].age", "finns inte"),
    "field twice": Bad("a.json", '[{"id": "1", "id": "2"}]', 1, "id", "två gånger"),
    "field twice in a part": Bad("a.json", item('"skills": [{"label": "a", "label": "b"}]'), 1, "skills.label", "två gånger"),
    "json nan": Bad("a.json", item('"lat": NaN'), 1, "lat", "inte ett tal"),
    "json infinity": Bad("a.json", item('"lat": -Infinity'), 1, "lat", "inte ett tal"),
    "json 2**63": Bad("a.json", item(f'"priority": {2**63}'), 1, "priority", "för stort tal"),
    "ten thousand digits": Bad("a.json", item(f'"priority": {"9" * 10_000}'), 1, "priority", "Välj bland"),
    "number as text": Bad("a.json", item('"hours_per_week": "20"'), 1, "hours_per_week", "”20” är inte ett tal"),
    "text where a list is": Bad("a.json", item('"days": "mon"'), 1, "days", "inte en lista"),
    "number where text is": Bad("a.json", '[{"id": 17}]', 1, "id", "inte text"),
    "one for yes": Bad("a.json", item('"under_18": 1'), 1, "under_18", "varken ja eller nej"),
    "empty text": Bad("a.json", item('"goals": [" "]'), 1, "goals[0]", "Texten är tom"),
    "lone surrogate": Bad("a.json", item(r'"goals": ["a\ud800b"]'), 1, "goals[0]", "U+D800"),
    "lone surrogate in a name": Bad("a.json", item(r'"\ud800": 3'), 1, "", "tecken som inte går att läsa"),
    "deep in a field": Bad("a.json", item('"goals": ' + "[" * 50 + "]" * 50), 1, "", "för många led"),
    "501 fields": Bad("a.json", item(", ".join(f'"f{number}": 1' for number in range(501))), 1, "", "för många fält"),
    "too many items": Bad("a.json", "[" + "0," * 200_000 + "0]", None, None, "fler än 200 000 poster"),
    "deeper than Python": Bad("a.json", "[" * 100_000, None, None, "för många led"),
    "same id twice in json": Bad("a.json", '[{"id": "1"}, {"id": "1"}]', 2, "id", "finns redan på post 1"),
    # Excel
    "formula never worked out": Bad("a.xlsx", FORMULA, 2, "B", "Cell B2 har en formel utan sparat värde"),
    "merged cells": Bad("a.xlsx", workbook(["id", "goals"], ["1", "a"], ["2", None], change=lambda book: book.active.merge_cells("B2:B3")), 2, "B", "B2:B3 är sammanslagna"),
    "error in a cell": Bad("a.xlsx", workbook(["id", "goals"], ["1", "#N/A"]), 2, "B", "visar ett fel (#N/A)"),
    "date for hours": Bad("a.xlsx", workbook(["id", "hours_per_week"], ["1", date(2026, 5, 10)]), 2, "hours_per_week", "”2026-05-10” är inte ett tal. Excel har gjort ett datum"),
    "letters in excel": Bad("a.xlsx", workbook([], ["id", "hours_per_week"], ["1", "mycket"]), 3, "hours_per_week", "”mycket” är inte ett tal"),
    "empty workbook": Bad("a.xlsx", workbook(), None, None, "inget ark har några celler"),
    "header alone in excel": Bad("a.xlsx", workbook(["id"]), None, None, "inga rader under den"),
    "personnummer as a number": Bad("a.xlsx", workbook(["id"], [191212121212]), 2, "id", "personnummer"),
    "zip bomb": Bad("a.xlsx", bomb(), None, None, "packar upp sig till orimligt"),
    "zip bomb within limits": Bad("a.xlsx", bomb(40), None, None, "packar upp sig till orimligt"),
    "thousands of parts": Bad("a.xlsx", zip_of(**{f"p{number}": "" for number in range(2_001)}), None, None, "packar upp sig"),
    "other zip": Bad("a.xlsx", zip_of(readme="hej"), None, None, "inte en Excel-arbetsbok"),
    "cut workbook": Bad("a.xlsx", FORMULA[:900], None, None, "skadad"),
    "workbook without sense": Bad("a.xlsx", with_part(FORMULA, "xl/workbook.xml", lambda _: b"<a/>"), None, None, "inget ark har några celler"),
    "sheet that is not xml": Bad("a.xlsx", with_part(FORMULA, SHEET, lambda _: b"<<<"), None, None, "skadad"),
    "billion laughs": Bad("a.xlsx", with_part(FORMULA, SHEET, lambda part: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part), None, None, "skadad"),
    "old excel": Bad("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, None, None, ".xlsx utan lösenord"),
    "hundreds of columns": Bad("a.xlsx", workbook(["id", *["x"] * 600]), 1, None, "fler än 500 kolumner"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(FILES))
def test_a_bad_file_says_what_where_and_how(name: str) -> None:
    bad = FILES[name]
    content = bad.content if isinstance(bad.content, bytes) else bad.content.encode("utf-8", "surrogatepass")

    with pytest.raises(BadFile) as caught:
        load(bad.kind, content, bad.name)

    text = str(caught.value)
    first = caught.value.problems[0]
    assert bad.said in text
    assert (first.row, first.column) == (bad.row, bad.column)
    assert first.message.endswith((".", "?"))
    assert first.remedy.endswith((".", "?", "]"))
    assert text.startswith(f"{bad.name}: {caught.value.total} fel. Inget har lästs in.")
    assert not find_identity_numbers(text)
    assert len(caught.value.problems) <= MAX_SHOWN
    assert all(len(line) < 500 for line in text.splitlines())


def test_there_are_at_least_sixty() -> None:
    assert len(FILES) >= 60


def test_every_problem_of_a_file_is_told_at_once() -> None:
    content = b"id;hours_per_week;swedish_spoken\n1;mycket;B7\n;20;B1\n1;20;B1\n"

    with pytest.raises(BadFile) as caught:
        load("participants", content, "a.csv")

    assert [(problem.row, problem.column) for problem in caught.value.problems] == [
        (2, "swedish_spoken"),
        (2, "hours_per_week"),
        (3, "id"),
        (4, "id"),
    ]


def test_many_problems_are_counted_and_the_first_shown() -> None:
    content = "id;lat\n" + "\n".join(f"{number};x" for number in range(1_000))

    with pytest.raises(BadFile) as caught:
        load("participants", content.encode(), "a.csv")

    assert caught.value.total == 1_000
    assert len(caught.value.problems) == MAX_SHOWN
    assert str(caught.value).endswith("… och 800 fel till.")


def test_missing_folder_and_unreadable(tmp_path: Any) -> None:
    for path, said in (
        (tmp_path / "no.csv", "Filen finns inte"),
        (tmp_path, "en mapp"),
        ("a\0b.csv", "gick inte att läsa"),
    ):
        with pytest.raises(BadFile, match=said):
            load("slots", path)


def test_a_sheet_of_formatted_empty_cells_is_not_walked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.loaders.xlsx_rows.MAX_CELLS", 10)

    with pytest.raises(BadFile, match="fler än 10 celler") as caught:
        load("slots", workbook(["id", "title"], *[[f"{number}", "a"] for number in range(10)]), "a.xlsx")

    assert caught.value.problems[0].row == 6
