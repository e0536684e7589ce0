"""/resultat: what has come of the work, for the board and for the unit itself."""

import json
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from defusedcsv import csv
from fastapi import APIRouter, Query, Response

from service.analyst import charts, desk
from service.analyst.desk import PATIENCE, TheDesk, Told
from service.pages import shown
from service.pages.forms import Wrong, wrong
from service.pages.language import marked as _
from service.problems import NotFound

router = APIRouter(include_in_schema=False)

KINDS: Final[Mapping[str, str]] = {
    "hired": _("Jobb utan stöd"),
    "subsidised_job": _("Jobb med stöd"),
    "studies": _("Studier"),
    "completed": _("Genomförd praktik, ännu inget mer"),
    "ongoing": _("Praktik som pågår"),
    "other": _("Annat, eller inte känt"),
}
"""Best outcome so far → what it is called."""

HIDDEN: Final = (_("färre än 5"), _("alla utom färre än 5"), _("visas inte"), _("inte känt"))
"""What is shown instead of a number, as `evaluation.small` says it."""

VERDICTS: Final[Mapping[str | None, str]] = {
    "reached": _("Målet är nått: hela intervallet ligger över."),
    "missed": _("Målet är inte nått: hela intervallet ligger under."),
    "open": _("Det går inte att säga om målet är nått: det ligger inom intervallet."),
    None: _("Det går inte att säga om målet är nått: deltagarna är för få."),
}

Aim = Annotated[str, Query(max_length=10)]
Form = Literal["csv", "json"]


@router.get("/resultat")
def page(
    desk_: TheDesk, mal: Aim = "", del_: Annotated[str, Query(alias="del", max_length=200)] = ""
) -> Response:
    """Show the figures, for all or for one year or unit."""
    aim, errors = _aim(mal)
    told = _told(desk_, aim)
    figures = told.figures
    chosen = _chosen(figures, del_)
    if figures is not None and del_ and chosen is None:
        raise NotFound
    if figures is None or not figures["supported"] or chosen is not None:
        errors = []  # the field is not on the page
    return shown(
        "results.html",
        422 if errors else 200,
        stand=told.stand,
        figures=figures,
        chosen=chosen,
        part=del_,
        aim=aim,
        mal=mal,
        errors=errors,
        kinds=KINDS,
        verdicts=VERDICTS,
        interval=charts.interval,
        months=[(one["month"], one["people"]) for one in (figures or {}).get("on_support", [])],
        columns=charts.columns,
        link=lambda **changes: _link({"del": del_, "mal": mal} | changes),
    )


@router.get("/resultat/fil")
def file(desk_: TheDesk, form: Form = "csv", mal: Aim = "") -> Response:
    """Give the same figures as a file: a table for Excel, or JSON."""
    aim, errors = _aim(mal)
    told = _told(desk_, None if errors else aim)
    if told.figures is None:  # the page says why there are none
        return desk.go(_link({"mal": mal}))
    if form == "json":
        text = json.dumps(told.figures, ensure_ascii=False, indent=1, allow_nan=False)
        return _download(text.encode(), "application/json", "resultat.json")
    return _download(table(told.figures).encode("utf-8-sig"), "text/csv", "resultat.csv")


def _download(content: bytes, kind: str, name: str) -> Response:
    return Response(
        content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _link(asked: Mapping[str, str]) -> str:
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"/resultat{'?' if query else ''}{query}"


def _aim(text: str) -> tuple[float | None, list[Wrong]]:
    """Read the aim in per cent."""
    typed = text.strip().removesuffix("%").strip().replace(",", ".")
    if not typed:
        return None, []
    try:
        number = float(typed)
    except ValueError:
        return None, [wrong("float_parsing", "mal", _("Mål"), text)]
    if number < 0:
        return None, [wrong("greater_than_equal", "mal", _("Mål"), text, ge=0)]
    if not number <= 100:
        return None, [wrong("less_than_equal", "mal", _("Mål"), text, le=100)]
    return number / 100, []


def _told(desk_: TheDesk, aim: float | None) -> Told:
    with desk_.service.database.read() as session:
        state = desk.state(session)
    return desk_.ask("results", state, aim, seconds=PATIENCE)


def _chosen(figures: Mapping[str, Any] | None, name: str) -> dict[str, Any] | None:
    """Find one part by the name in the address: ``ar 2025`` or ``enhet Norra``."""
    kind, _space, wanted = name.partition(" ")
    rows = (figures or {}).get({"ar": "years", "enhet": "parts"}.get(kind, ""), [])
    return next((dict(row) for row in rows if row["name"] == wanted), None)


HEAD: Final = (
    "figur",
    "del",
    "namn",
    "antal",
    "av",
    "andel",
    "från",
    "till",
    "dagar",
    "dagar från",
    "dagar till",
)


def table(figures: Mapping[str, Any]) -> str:
    """Write the figures as a table for a Swedish spreadsheet, one figure a row."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for row in rows(figures):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def rows(figures: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Give the rows of the table."""
    yield ["deltagare som fått stöd", "alla", "", figures["supported"]]
    yield _share("till arbete eller studier", "alla", "", figures["onward"])
    yield _share("till jobb utan stöd", "alla", "", figures["self_support"])
    yield _time("alla", "", figures["first_placement"])
    if figures["aim"]:
        yield ["mål", "alla", "", "", "", figures["aim"]["share"]]
    for one in figures["kinds"]:
        yield ["bästa utfall hittills", "alla", KINDS[one["kind"]], one["people"]]
    yield _share("jobb med stöd efter praktik", "alla", "", figures["subsidised"]["after_training"])
    yield _share("därefter jobb utan stöd", "alla", "", figures["subsidised"]["then_hired"])
    for kind, key in (("år", "years"), ("enhet", "parts")):
        for part in figures[key]:
            yield ["deltagare som fått stöd", kind, part["name"], part["supported"]]
            yield _share("till arbete eller studier", kind, part["name"], part["onward"])
            yield _share("till jobb utan stöd", kind, part["name"], part["self_support"])
            yield _time(kind, part["name"], part["first_placement"])
    for one in figures["on_support"]:
        yield ["deltagare med stöd den första i månaden", "månad", one["month"], one["people"]]


def _share(figure: str, kind: str, name: str, one: Mapping[str, Any] | None) -> list[Any]:
    if one is None:
        return [figure, kind, name, HIDDEN[2]]
    return [figure, kind, name, *(one[key] for key in ("people", "of", "value", "low", "high"))]


def _time(kind: str, name: str, one: Mapping[str, Any] | None) -> list[Any]:
    figure = "tid till första placering"
    if one is None:
        return [figure, kind, name, HIDDEN[2]]
    return [
        figure,
        kind,
        name,
        one["placed"],
        one["people"],
        "",
        "",
        "",
        *(one[k] for k in ("days", "low", "high")),
    ]


def _cell(value: Any) -> Any:
    """Write a number as Swedish Excel reads it; what is not known is empty."""
    return "" if value is None else str(value).replace(".", ",") if isinstance(value, float) else value
