"""What made-up requests are made of: values that programs trip over."""

from typing import Any, Final

NUMBERS: Final = (
    *("-1", "0", "1", "2", "-0", "007", "1.5", "1,5", "2147483648", "9223372036854775807"),
    *("9223372036854775808", "18446744073709551616", "1e309", "NaN", "Infinity", "²", "٣", "1_000", "0x10"),
    *("9" * 400, "-" + "9" * 30, "1e-400"),
)
DATES: Final = (
    *("0001-01-01", "9999-12-31", "1900-01-01", "2100-12-31", "2026-02-30", "0000-00-00", "10000-01-01"),
    *("2026-11-23", "2026-12-01", "2026-11-23T25:61", "٢٠٢٦-١١-٢٣", "24:00", "99:99", "00:00", "23:59"),
)
TEXTS: Final[tuple[str | bytes, ...]] = (
    *(
        "",
        " ",
        "\x00",
        "a\x00b",
        "\r\nSet-Cookie: a=b",
        "\t",
        "\x7f",
        "\x1b[31m",
        "\ufeff",
        "\u202e",
        "\u2028",
    ),
    *(
        "\ufffe",
        "\U0010ffff",
        "e\u0301" * 50,
        "👩‍👩‍👧‍👦",
        "<script>alert(1)</script>",
        "'\"><b>",
        "' OR 1=1 --",
        "{0}",
    ),
    *(
        "{{7*7}}",
        "{value}",
        "%s%n",
        "%(a)s",
        "../../etc/passwd",
        "..\\..\\",
        "//ond.example",
        "http://[",
        "null",
    ),
    *("true", "None", "[]", "{}", "*", ";", ",", "|" * 300, "=cmd|' /C calc'!A0", "19640823-3234", "a" * 300),
    *("å" * 5_000, b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\xf8\x88\x80\x80\x80"),
)
LONG: Final = ("x" * 200_000, "9" * 100_000, "x" * 990_000, "å ja " * 30_000, "<" * 50_000)
"""Rare, since each costs as much as a hundred of the others."""

WORDS: Final = (
    *(
        "Lagerarbetare",
        "Jobba på lager",
        "truckkort",
        "B",
        "arabiska",
        "sv",
        "mon",
        "A2",
        "inga",
        "ja",
        "nej",
    ),
    *(
        "0483",
        "111 20",
        "08:30",
        "20",
        "37,5",
        "cv",
        "stang",
        "spara",
        "go_on",
        "dismiss",
        "radera",
        "gallra",
    ),
)
JSONS: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 2**31, 2**63 - 1, 2**63, 2**64, -(2**63) - 1, 10**30, 1.5, 1e308, -0.0),
    *(
        float("nan"),
        float("inf"),
        "",
        "\x00",
        "\ud800",
        "a\udfffb",
        "x" * 5_000,
        [],
        {},
        [[]],
        [None],
        {"": ""},
    ),
    *({"\x00": 1}, ["\ud800"], {"\ud800": "\udc00"}, "2026-02-30", "0001-01-01", "9999-12-31", "²", "24:00"),
)
DEEP: Final = b"[" * 20_000 + b"]" * 20_000
BODIES: Final = (
    b"",
    b"{",
    b"null",
    b"\xff\xfe\x00",
    b"[]",
    b'"\\ud800"',
    b'{"id": 1e999}',
    b"9" * 6_000,
    DEEP,
)
CONTENT_TYPES: Final = (
    *(
        "",
        "text/plain",
        "application/json",
        "application/json; charset=utf-16",
        "multipart/form-data",
        "/",
        ";",
    ),
    *("application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data; boundary=", "image/png", "å"),
    *(
        'multipart/form-data; boundary="',
        "multipart/mixed; boundary=x",
        "multipart/form-data; boundary=" + "x" * 300,
    ),
)
CHARSETS: Final = (
    "",
    *(f"; charset={name}" for name in ("utf-7", "unicode_escape", "hex", "utf-16", "\x00")),
    *(f"; charset={name}" for name in ("idna", "undefined", "punycode", "utf-8-sig", "x" * 300)),
)
ORIGINS: Final = (
    *(
        "http://ond.example",
        "null",
        "",
        "http://[",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:8000.ond.example",
    ),
    *("å", "http://[::1", "http://127.0.0.1:8000@ond.example", "http://\u2100.example", "x" * 5_000),
)
HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "authorization": (
        "Bearer",
        "Bearer å",
        "Basic YTpi",
        "Bearer \x00",
        "bearer " + "x" * 5_000,
        " ",
        "Bearer a b",
    ),
    "if-match": ("*", '""', '"1"', 'W/"1"', '"ingen"', "å", '"99999999999999999999"', "x" * 390, ","),
    "if-none-match": ("*", '"1"', "å", "x" * 5_000),
    "idempotency-key": ("a", "å", "x" * 200, "x" * 201, "\x00", " "),
    "cookie": (
        "sprak=en",
        "sprak=xx",
        "sprak=\x00",
        "rattplats=å",
        "=",
        ";;;",
        "sprak=en; sprak=sv",
        "a" * 5_000,
    ),
    "accept": ("*/*", "", "application/json", "text/html;q=x", "å", "text/html" * 500),
    "accept-language": ("en", "å", "*", "sv;q=999"),
    "user-agent": ("", "å" * 500, "\x00", "Mozilla/5.0 (Windows NT 10.0)"),
    "content-length": ("-1", "9" * 30, "²", "x", ""),
    "host": ("ond.example", "", "[", "[::1]", "127.0.0.1:x", "å", "localhost:8000:8000"),
    "sec-fetch-site": ("cross-site", "none", "same-site", "x", ""),
    "sec-fetch-mode": ("navigate", "x"),
    "range": ("bytes=0-0", "bytes=9-1", "x"),
    "x-forwarded-for": ("1.2.3.4", "x" * 500, "::1"),
}
FILES: Final = (
    *(b"", b"\x00" * 50, b"PK\x03\x04", b"PK\x05\x06" + b"\x00" * 18, b"\xff\xfei\x00d\x00", b"id;id\n1;2\n"),
    *(
        b'[{"id": "\\ud800"}]',
        b"[" * 5_000,
        b'[{"id": 1e999, "skills": 5}]',
        b'{"id": "a"}',
        b"id\n" + b"a\n" * 3_000,
    ),
    *(
        b"id;title\ns9;Lagerarbetare\n",
        b"id;goals\nny9;Jobba\n",
        b'id\n"',
        b";" * 5_000,
        b"id\n\x00\n",
        b"\xef\xbb\xbfid\n",
    ),
    *(
        b"id;participant_id;slot_id;started_on\nx9;d00;s1;9999-12-31\n",
        b"id;capacity\ns9;9223372036854775808\n",
        b"id;goals;licences\nny8;Jobba|Laga;inga\nny7;;B\n",
        b"id;participant_id;slot_id;started_on;outcome\nny6;d00;s1;2026-01-01;ongoing\n",
        b"id;participant_id;slot_id;started_on\nx-d00;d01;s2;2026-01-01\n",
        b'[{"id": "s1", "title": "Kock", "capacity": 0}]',
        b'[{"id": "d00", "skills": ["svets"]}, {"id": "ny5"}]',
    ),
)
FILE_NAMES: Final = (
    "a.csv",
    "a.json",
    "a.xlsx",
    "a",
    "",
    "å.csv",
    "../../a.csv",
    'a".csv',
    "a.csv\x00.exe",
    "x" * 300,
)
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "å", "")
ENDS: Final = ("?", "?&&==&", "?%", "?%zz=%", "?=a", "?" + "a=b&" * 2_000, "/", "//", "/../x", ";a")
