"""Workbooks made for tests, also ones that openpyxl would not write."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook


def workbook(*rows: Sequence[Any], change: Callable[[Any], object] = id) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Give the workbook with one of its parts changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == name else data)
    return out.getvalue()


def bomb(megabytes: int = 400) -> bytes:
    """Give a small file that calls itself a workbook and unpacks to very much."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            zeros = b"0" * (1 << 20)
            for _ in range(megabytes):
                part.write(zeros)
    return out.getvalue()


def zip_of(**parts: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()
