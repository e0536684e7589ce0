"""Files over HTTP: the whole file or nothing, and a report row by row."""

import io
import json
import zipfile
from typing import Any

import openpyxl
import pytest
from starlette.testclient import TestClient

API = "/api/v1"
CSV = "id;title;licences_required\ns1;Lagerarbetare;B\ns2;Städare;inga\n".encode()


def xlsx(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ids(client: TestClient, plural: str = "slots") -> list[str]:
    return [item["id"] for item in client.get(f"{API}/{plural}").json()["items"]]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (CSV, "text/csv"),
        (CSV, "text/csv; charset=utf-8"),
        (CSV, "application/octet-stream"),
        (CSV, "application/vnd.ms-excel"),
        (CSV, ""),
        (json.dumps([{"id": "s1", "title": "Lagerarbetare"}, {"id": "s2"}]).encode(), "application/json"),
        (
            xlsx(("id", "title"), ("s1", "Lagerarbetare"), ("s2", "Städare")),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_a_file_as_the_body(client: TestClient, content: bytes, kind: str) -> None:
    headers = {"Content-Type": kind} if kind else {}
    answer = client.post(f"{API}/imports/slots", content=content, headers=headers)
    assert answer.status_code == 200, answer.text
    report = answer.json()
    assert (report["created"], report["updated"], report["unchanged"]) == (2, 0, 0)
    assert report["records"][1] == {"number": 2, "id": "s2", "result": "created"}
    assert ids(client) == ["s1", "s2"]


def test_a_file_in_a_form(client: TestClient) -> None:
    content = xlsx(("id", "title"), ("s1", "Lagerarbetare"))
    answer = client.post(f"{API}/imports/slots", files={"file": ("platser.xlsx", content)})
    assert answer.status_code == 200, answer.text
    assert ids(client) == ["s1"]


def test_a_form_without_a_file(client: TestClient) -> None:
    answer = client.post(f"{API}/imports/slots", files={"x": (None, "text")})
    assert answer.status_code == 400
    assert "file" in answer.json()["detail"]


@pytest.mark.parametrize(
    "content", [b"", b"--x", b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nhej']
)
def test_a_broken_form(client: TestClient, content: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = client.post(f"{API}/imports/slots", content=content, headers=headers)
    assert answer.status_code == 400, answer.text


def test_a_form_without_a_boundary(client: TestClient) -> None:
    headers = {"Content-Type": "multipart/form-data"}
    assert client.post(f"{API}/imports/slots", content=b"hej", headers=headers).status_code == 400


def test_a_second_time_says_what_changed(client: TestClient) -> None:
    headers = {"Content-Type": "text/csv"}
    client.post(f"{API}/imports/slots", content=CSV, headers=headers)
    again = CSV.replace("Städare".encode(), "Lokalvårdare".encode()) + b"s3;Kock;B\n"
    report = client.post(f"{API}/imports/slots", content=again, headers=headers).json()
    assert [row["result"] for row in report["records"]] == ["unchanged", "updated", "created"]
    assert (report["created"], report["updated"], report["unchanged"]) == (1, 1, 1)


@pytest.mark.parametrize("plural", ["participants", "placements"])
def test_the_other_kinds(client: TestClient, plural: str) -> None:
    content = {
        "participants": "id;skills\np1;kassa:3|truck\n",
        "placements": "id;participant_id;slot_id;outcome\nx1;p1;s1;completed\n",
    }[plural]
    answer = client.post(
        f"{API}/imports/{plural}", content=content.encode(), headers={"Content-Type": "text/csv"}
    )
    assert answer.status_code == 200, answer.text
    assert len(ids(client, plural)) == 1


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    return out.getvalue()


BAD: dict[str, bytes] = {
    "empty": b"",
    "only a header": b"id;title\n",
    "wrong column": b"id;titel\ns1;x\n",
    "letters in a number": b"id;capacity\ns0;1\ns1;tre\n",
    "2^63": b"id;capacity\ns1;9223372036854775808\n",
    "year 1": b"id;start\ns1;0001-01-01\n",
    "year 9999": b"id;start\ns1;9999-12-31\n",
    "NUL": b"id;title\ns1;a\0b\n",
    "lone surrogate": b'[{"id": "s1", "title": "\\ud800"}]',
    "1 MB in a field": b"id;tasks\ns1;" + b"x" * 1_000_000 + b"\n",
    "wrong encoding": b"id;title\ns1;\x81\x8d\x8f\x90\x9d\n",
    "the same id twice": b"id;title\ns1;a\ns1;b\n",
    "unknown code": b"id;conditions\ns1;magi\n",
    "personnummer": b"id;tasks\ns1;Ring 19121212-1212\n",
    "formulas": xlsx(("id", "title"), ("s1", "=1+1")),
    "not a zip": b"PK\x03\x04 not a zip",
    "zip bomb": bomb(),
    "an item that is no record": b"[1, null]",
    "JSON broken off": b'[{"id": "s1"}',
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_stores_nothing_and_says_where(client: TestClient, name: str) -> None:
    suffix = "json" if BAD[name][:1] in (b"[", b"{") else "xlsx" if BAD[name][:2] == b"PK" else "csv"
    answer = client.post(
        f"{API}/imports/slots",
        params={"filename": f"platser.{suffix}"},
        content=b"id;title\ng1;Bra\n" if not BAD[name] and name != "empty" else BAD[name],
        headers={"Content-Type": "application/octet-stream"},
    )
    assert answer.status_code == 422, answer.text
    found = answer.json()
    assert found["type"] == "urn:rattplats:problem:bad-file"
    assert found["errors"]
    for error in found["errors"]:
        assert error["message"]
        assert error["remedy"]
    assert "19121212" not in answer.text
    assert ids(client) == []


def test_one_bad_row_among_good_ones_names_row_and_column(client: TestClient) -> None:
    content = b"id;title;capacity\n" + b"".join(b"g%d;Bra;1\n" % n for n in range(50)) + b"x;Fel;tre\n"
    answer = client.post(f"{API}/imports/slots", content=content, headers={"Content-Type": "text/csv"})
    assert [(error["row"], error["column"]) for error in answer.json()["errors"]] == [(52, "capacity")]
    assert ids(client) == []


def test_a_file_that_is_too_large(make_client: Any) -> None:
    client = make_client(max_import_bytes=1000)
    answer = client.post(f"{API}/imports/slots", content=b"x" * 1001, headers={"Content-Type": "text/csv"})
    assert answer.status_code == 413

    def parts() -> Any:
        yield from [b"x" * 600] * 2

    chunked = client.post(f"{API}/imports/slots", content=parts(), headers={"Content-Type": "text/csv"})
    assert chunked.status_code == 413


def test_a_type_that_is_not_read(client: TestClient) -> None:
    answer = client.post(f"{API}/imports/slots", content=b"x", headers={"Content-Type": "image/png"})
    assert answer.status_code == 415


def test_a_repeated_import_gets_the_same_answer(client: TestClient) -> None:
    headers = {"Content-Type": "text/csv", "Idempotency-Key": "import-1"}
    first = client.post(f"{API}/imports/slots", content=CSV, headers=headers)
    assert client.post(f"{API}/imports/slots", content=CSV, headers=headers).content == first.content
    other = client.post(f"{API}/imports/slots", content=CSV + b"s9;x;B\n", headers=headers)
    assert other.status_code == 409
