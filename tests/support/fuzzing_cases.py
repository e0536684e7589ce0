"""Makes up requests: an address of the table with hostile ids, queries, forms, files, JSON and headers.

What is sent is a mutation of what a page really offers: the forms and links of every page that was answered
are gathered in a `Corpus`, and names that only the code knows come from the routes themselves. So a new
address, a new form and a new field are fuzzed without a word here.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import parse_qsl, quote_from_bytes, unquote, urlsplit

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant

from service.accounts.permissions import ALLOWED, Rule
from tests.support import fuzzing_values as v

HOST: Final = "127.0.0.1:8000"
API: Final = "/api/v1/"
ABSENT: Final = "finnsinte"
"""An id that nothing has."""

Pair = tuple[str, str | bytes]
"""A field's name and what is sent in it; bytes are sent as they are."""

Key = tuple[str, str]
"""A row of the table: its method and its pattern."""

PATTERNS: Final = sorted(
    (
        (re.compile("([^/]+)".join(map(re.escape, re.split("{[^}]*}", row.path)))), row)
        for row in ALLOWED.values()
    ),
    key=lambda found: "{" in found[1].path,
)


def row_of(method: str, address: str) -> Rule | None:
    """Find the row of the table that a link or a form leads to."""
    path = urlsplit(address).path if address.startswith("/") else ""
    return next((row for known, row in PATTERNS if row.method == method and known.fullmatch(path)), None)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a page.

    Attributes
    ----------
    fields : name, kind, and what the page offers there.
    plain : whether it has a button that sends nothing of its own.
    """

    method: str
    action: str
    fields: tuple[tuple[str, str, tuple[str, ...]], ...]
    plain: bool = False


def offered(tags: Sequence[tuple[str, dict[str, str | None]]]) -> tuple[list[Form], list[str]]:
    """Give the forms and the links of a page, from its tags in order."""
    forms: list[tuple[dict[str, str | None], dict[str, tuple[str, list[str]]]]] = []
    links: list[str] = []
    select = ""
    for tag, attrs in tags:
        name, kind = attrs.get("name") or "", attrs.get("type") or "text"
        if tag == "form":
            forms.append((attrs, {}))
        elif tag == "a":
            links.append(attrs.get("href") or "")
        elif tag in ("select", "option", "input", "button", "textarea"):
            select = name if tag == "select" else select
            name = select if tag == "option" else name
            if tag == "button" and attrs.get("type") != "button":
                kind = "button"
                if forms and not name:
                    forms[-1][0]["plain"] = ""
            elif tag != "textarea" and (tag != "input" or kind in ("radio", "checkbox", "submit")):
                kind = "choice"
            if forms and name:
                values = forms[-1][1].setdefault(name, (kind, []))[1]
                values += [attrs.get("value") or ""] * (tag != "select")
    return [
        Form(
            (attrs.get("method") or "get").upper(),
            attrs.get("action") or "",
            tuple((name, kind, tuple(values)) for name, (kind, values) in fields.items()),
            "plain" in attrs,
        )
        for attrs, fields in forms
    ], links


def routes(found: Sequence[Any]) -> Iterator[Any]:
    """List the routes of an app, those of its parts too."""
    for route in found:
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield route
        else:
            yield from routes(inner.routes)


def _parts(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for part in dependant.dependencies:
        yield from _parts(part)


@dataclass(slots=True)
class Corpus:
    """What pages have offered so far, and what the code declares.

    Attributes
    ----------
    ids : what an id in an address is about → ids that exist.
    names : row → names of the query, and of the form.
    bodies : row → JSON schema of its body.
    schemas : the named schemas that those refer to.
    forms, links : row → what leads there.
    documents : path of a list of the API → records as it gave them.
    versions : path → the version that its record had.
    """

    ids: dict[str, list[str]]
    names: dict[Key, tuple[list[str], list[str]]] = field(default_factory=dict)
    bodies: dict[Key, dict[str, Any]] = field(default_factory=dict)
    schemas: dict[str, Any] = field(default_factory=dict)
    forms: dict[Key, dict[str, Form]] = field(default_factory=dict)
    links: dict[Key, dict[str, None]] = field(default_factory=dict)
    documents: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, app: FastAPI, ids: dict[str, list[str]]) -> "Corpus":
        """Begin with what the routes of an app declare."""
        document = app.openapi()
        made = cls(ids, schemas=document["components"]["schemas"])
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                content = operation.get("requestBody", {}).get("content", {})
                if "application/json" in content:
                    made.bodies[method.upper(), path] = content["application/json"]["schema"]
        for route in routes(app.routes):
            parts = list(_parts(route.dependant)) if hasattr(route, "dependant") else []
            query = [one.alias for part in parts for one in part.query_params]
            form = [one.alias for part in parts for one in part.body_params]
            for method in route.methods:
                made.names[method, route.path_format] = (query, form)
        return made

    def gather(self, tags: Sequence[tuple[str, dict[str, str | None]]], address: str) -> None:
        """Remember what a page offers; a form without an action goes to the page's own address.

        The same form with a newer version of what it changes takes the place of the older one.
        """
        forms, links = offered(tags)
        for form in forms:
            action = form.action or address
            row = row_of(form.method, action)
            if row is not None:
                known = self.forms.setdefault((row.method, row.path), {})
                known[f"{action} {[name for name, _, _ in form.fields]}"] = replace(form, action=action)
        for link in links:
            row = row_of("GET", link)
            if (
                row is not None
                and len(known_links := self.links.setdefault((row.method, row.path), {})) < 200
            ):
                known_links[link] = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it is sent, but for who sends it.

    Attributes
    ----------
    row : what it was made for.
    method, target : as they stand in the request's first line; the target is percent-encoded.
    key : the first id in the path, when it is one that something may have.
    """

    row: Rule
    role: str
    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    key: str | None = None

    @property
    def asked_for(self) -> Rule | None:
        """The row that answers, when that is the row it was made for."""
        return self.row if self.method == self.row.method else None

    def instead(self, key: str) -> "Asked":
        """Give the same request about somebody else."""
        assert self.key is not None
        target = self.target.replace(f"/{encoded(self.key)}", f"/{encoded(key)}", 1)
        body = re.sub(rf"\b{re.escape(self.key)}\b".encode(), key.encode(), self.body)
        return replace(self, target=target, key=key, body=body)

    def told(self) -> str:
        """Write it down so that it can be sent again; who sends it adds the cookie or the token."""
        lines = [
            f"{self.method} {self.target} HTTP/1.1",
            *(f"{name}: {value}" for name, value in self.headers),
        ]
        body = self.body if len(self.body) <= 5_000 else self.body[:200] + b" ... " + self.body[-50:]
        return "\n".join([f"as {self.role}:", *map(ascii, lines), f"{len(self.body)} bytes: {body!r}"])


def encoded(value: str | bytes) -> str:
    """Percent-encode a value, whatever it holds; half of a surrogate pair is sent as its bytes."""
    raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    return quote_from_bytes(raw, safe="")


class Maker:
    """Makes requests up.

    Parameters
    ----------
    rng : everything that is made follows from it, and from what was gathered before.
    """

    def __init__(self, rng: random.Random, corpus: Corpus) -> None:
        self.rng = rng
        self.corpus = corpus

    def make(self, row: Rule, role: str) -> Asked:
        """Make up one request to an address of the table."""
        rng = self.rng
        form = self._form(row)
        target, key = self._target(row, form)
        method = rng.choice(v.METHODS) if rng.random() < 0.02 else row.method
        body, kind = b"", ""
        if method not in ("GET", "HEAD"):
            body, kind = self._json(row, key) if row.path.startswith(API) else self._typed(row, form)
        if rng.random() < 0.04:
            kind = rng.choice(v.CONTENT_TYPES)
        if rng.random() < 0.02:
            body = rng.choice(v.BODIES)
        headers = self._headers(row, target) | ({"content-type": kind} if kind else {})
        return Asked(row, role, method, target, tuple(headers.items()), body, key)

    def _target(self, row: Rule, form: Form | None) -> tuple[str, str | None]:
        """Make up path and query, and say which id stands in the path."""
        rng = self.rng
        if form is not None and rng.random() < 0.6:
            parts = urlsplit(form.action)
            target, query = parts.path, parse_qsl(parts.query, keep_blank_values=True)
            key = _key_in(row, target)
        else:
            (target, key), query = self._path(row), []
        if pairs := self._query(row, query):
            target += "?" + "&".join(f"{encoded(name)}={encoded(value)}" for name, value in pairs)
        if rng.random() < 0.01:
            target += rng.choice(v.ENDS)
        return target, key

    def _headers(self, row: Rule, target: str) -> dict[str, str]:
        """Make up headers: mostly those of a browser on our own page."""
        rng = self.rng
        headers = {"accept": "application/json" if row.path.startswith(API) else "text/html,*/*;q=0.8"}
        headers |= {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
        if rng.random() < 0.05:
            headers["origin"] = rng.choice(v.ORIGINS)
        if rng.random() < 0.02:
            del headers[rng.choice(("origin", "sec-fetch-site"))]
        if row.method in ("PUT", "DELETE") and rng.random() < 0.7:
            known = self.corpus.versions.get(target.partition("?")[0], '"1"')
            headers["if-match"] = rng.choice((known, known, "*", f'"{rng.randrange(60)}"'))
        if rng.random() < 0.15:
            name = rng.choice(list(v.HEADERS))
            headers[name] = rng.choice(v.HEADERS[name])
        return headers

    def _form(self, row: Rule) -> Form | None:
        known = self.corpus.forms.get((row.method, row.path))
        return self.rng.choice(list(known.values())) if known and self.rng.random() < 0.9 else None

    def _path(self, row: Rule) -> tuple[str, str | None]:
        """Put ids into the pattern of an address: those of its kind, others, and hostile ones."""
        rng, key = self.rng, None
        path = row.path
        for number, name in enumerate(re.findall("{[^}]*}", row.path)):
            kinds = self.corpus.ids
            chance = rng.random()
            value: str | bytes
            if chance < 0.55:
                value = rng.choice(kinds.get(row.about if number == 0 else name, kinds["participant"]))
                key = value if number == 0 else key
            elif chance < 0.7:
                value = rng.choice(rng.choice(list(kinds.values())))
            elif chance < 0.75:
                value = ABSENT
            else:
                value = self._hostile()[:3_000]
            path = path.replace(name, encoded(value) or "%20", 1)
        return path, key

    def _query(self, row: Rule, query: Sequence[Pair]) -> list[Pair]:
        """Make a query up from one that leads here, and from what the code declares."""
        rng = self.rng
        pairs: list[Pair] = list(query)
        links = self.corpus.links.get((row.method, row.path))
        if links and rng.random() < 0.5:
            pairs = list(parse_qsl(urlsplit(rng.choice(list(links))).query, keep_blank_values=True))
        names = self.corpus.names.get((row.method, row.path), ([], []))[0]
        for name in names:
            if rng.random() < 0.4:
                pairs.append((name, self._value()))
        return self._bent(pairs) if rng.random() < 0.6 else pairs

    def _typed(self, row: Rule, form: Form | None) -> tuple[bytes, str]:
        """Fill a form in, more or less as the page has it."""
        rng = self.rng
        pairs: list[Pair] = []
        files: list[str] = []
        if form is not None:
            kept = rng.choice((0.0, 0.5, 1.0))  # how much of what stands in the form is left as it is
            same = rng.choice(self.corpus.ids["participant"]) if rng.random() < 0.2 else None
            for name, kind, offered in form.fields:
                if kind == "file":
                    files.append(name)
                elif kind == "button":
                    chance = 0.3 if form.plain else 0.95
                    pairs += [(name, rng.choice(offered))] if rng.random() < chance else []
                elif kind == "choice":
                    pairs += [(name, one) for one in self._chosen(offered)]
                elif kind == "hidden" or rng.random() < kept:
                    pairs.append((name, offered[0] if offered else ""))
                else:
                    pairs.append((name, same or self._plausible(kind)))
        else:
            names = self.corpus.names.get((row.method, row.path), ([], []))[1]
            pairs = [(name, self._value()) for name in names if rng.random() < 0.8]
        if rng.random() < 0.6:
            pairs = self._bent(pairs)
        if files or rng.random() < 0.1:
            return self._multipart(pairs, files)
        body = "&".join(f"{encoded(name).replace('%20', '+')}={encoded(value)}" for name, value in pairs)
        return body.encode(), "application/x-www-form-urlencoded"

    def _chosen(self, offered: Sequence[str]) -> list[str]:
        if not offered or self.rng.random() < 0.15:
            return []
        return self.rng.sample(offered, self.rng.choice((1, 1, 1, min(2, len(offered)), len(offered))))

    def _bent(self, pairs: list[Pair]) -> list[Pair]:
        """Change some fields: another value, twice, missing, unknown, or out of order."""
        rng, bent = self.rng, list(pairs)
        for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
            at = rng.randrange(len(bent)) if bent else 0
            chance = rng.random()
            if not bent or chance < 0.07:
                bent.append(
                    (rng.choice(("x", "", "\x00", "å", "a" * 300, "klart", "version")), self._value())
                )
            elif chance < 0.65:
                bent[at] = (bent[at][0], self._value())
            elif chance < 0.8:
                bent.insert(at, (bent[at][0], self._value()))
            elif chance < 0.93:
                del bent[at]
            elif chance < 0.95:
                bent += [bent[at]] * rng.choice((5, 50, 1_100))
            else:
                rng.shuffle(bent)
        return bent

    def _multipart(self, pairs: Sequence[Pair], files: Sequence[str]) -> tuple[bytes, str]:
        """Send a form as a browser sends one with files; now and then a file where a text belongs."""
        rng, parts = self.rng, []
        for name, value in pairs:
            raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
            file = rng.random() < 0.05
            parts.append(_part(name, raw, rng.choice(v.FILE_NAMES) if file else None))
        for name in files:
            parts += [
                _part(name, rng.choice(v.FILES), rng.choice(v.FILE_NAMES))
                for _ in range(rng.choice((0, 1, 1, 1, 1, 2)))
            ]
        body = b"".join(parts) + b"--grans--\r\n"
        if rng.random() < 0.05:
            body = body[: rng.randrange(len(body))]
        return body, "multipart/form-data; boundary=grans" + (
            rng.choice(v.CHARSETS) if rng.random() < 0.1 else ""
        )

    def _json(self, row: Rule, key: str | None) -> tuple[bytes, str]:
        """Make a body up from its schema; an address without one takes files."""
        schema = self.corpus.bodies.get((row.method, row.path))
        if schema is None:
            chosen = self.rng.choice(("text/csv", "application/json", "application/octet-stream"))
            return self.rng.choice(v.FILES), chosen
        known = self.corpus.documents.get(row.path.removesuffix("/{record_id}"))
        if known and self.rng.random() < 0.6:
            made = self._near(self.rng.choice(known), schema, key)
        else:
            made = self._of(schema, 0)
        if self.rng.random() < 0.03:
            made = self.rng.choice(v.JSONS)
        return json.dumps(made, ensure_ascii=self.rng.random() < 0.5).encode(
            "utf-8", "surrogatepass"
        ), "application/json"

    def _near(self, known: dict[str, Any], schema: dict[str, Any], key: str | None) -> dict[str, Any]:
        """Take a record that there is, often by a new name, and change some of its fields."""
        rng, made = self.rng, dict(known)
        other = self._of(schema, 0)
        if rng.random() < 0.9:
            made["id"] = key or f"ny-{rng.randrange(10**6)}"
        for name in rng.sample(sorted(made), rng.choice((0, 0, 1, 1, 2)) % (len(made) + 1)):
            made[name] = rng.choice(v.JSONS) if rng.random() < 0.5 or name not in other else other[name]
        return made

    def _of(self, schema: dict[str, Any], depth: int) -> Any:
        rng = self.rng
        if "$ref" in schema:
            schema = self.corpus.schemas[schema["$ref"].rpartition("/")[2]]
        if rng.random() < 0.04 and depth:
            return rng.choice(v.JSONS)
        if options := schema.get("anyOf") or schema.get("oneOf"):
            return self._of(rng.choice(options), depth + 1)
        if "enum" in schema or "const" in schema:
            return rng.choice(schema.get("enum") or [schema["const"]])
        kind = schema.get("type")
        if kind == "object":
            required = schema.get("required", ())
            known = schema.get("properties", {})
            made = {
                name: self._of(known[name], depth + 1)
                for name in known
                if rng.random() < (0.97 if name in required else 0.3)
            }
            return made | ({"x": rng.choice(v.JSONS)} if rng.random() < 0.03 else {})
        if kind == "array":
            return [
                self._of(schema.get("items", {}), depth + 1) for _ in range(rng.choice((0, 1, 1, 2, 3, 40)))
            ]
        if kind in ("integer", "number"):
            edges = [
                schema[name] + step
                for name in ("minimum", "maximum")
                if name in schema
                for step in (-1, 0, 1)
            ]
            return rng.choice([*edges, 1, 2, 3, 20])
        if kind == "boolean":
            return rng.random() < 0.5
        return rng.choice((rng.choice(v.WORDS), self._id(), rng.choice(v.DATES)))

    def _id(self) -> str:
        return self.rng.choice(self.rng.choice(list(self.corpus.ids.values())))

    def _plausible(self, kind: str) -> str:
        """Give what a person might type into a field of a kind."""
        if kind == "date":
            return self.rng.choice(v.DATES)
        if kind == "number":
            return self.rng.choice(v.NUMBERS[:8])
        return self._id() if self.rng.random() < 0.4 else self.rng.choice(v.WORDS)

    def _value(self) -> str | bytes:
        chance = self.rng.random()
        if chance < 0.3:
            return self._plausible(self.rng.choice(("date", "number", "text", "text")))
        if chance < 0.31:
            return self.rng.choice(v.LONG)
        return self._hostile()

    def _hostile(self) -> str | bytes:
        return self.rng.choice(self.rng.choice((v.NUMBERS, v.DATES, v.TEXTS, v.TEXTS)))


def _key_in(row: Rule, path: str) -> str | None:
    """Give the id that stands in a path where the row has its first."""
    parts = zip(row.path.split("/"), path.split("/"), strict=False)
    return next((unquote(part) for pattern, part in parts if pattern.startswith("{")), None)


def _part(name: str, value: bytes, file: str | None) -> bytes:
    """Write one field of a form with files, without mending what its name holds."""
    says = f'; filename="{file}"' if file is not None else ""
    head = f'--grans\r\nContent-Disposition: form-data; name="{name}"{says}\r\n\r\n'
    return head.encode("utf-8", "surrogatepass") + value + b"\r\n"
