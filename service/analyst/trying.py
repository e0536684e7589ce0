"""/vikter/ny and /vikter/prov: other weights, what they would have done, and saving them as a new version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Response
from starlette.datastructures import FormData

from data.identity import find_identity_numbers
from matcher.weights import FACTORS, Weights
from service.analyst import charts, desk, scale
from service.analyst.desk import Desk, TheDesk, Told, go
from service.analyst.examples import examples
from service.analyst.versions import find
from service.coach.explaining import FACTOR_LABELS, MEANING
from service.pages import shown
from service.pages.forms import Typed, Wrong, wrong
from service.pages.language import chosen, translated
from service.pages.language import marked as _
from service.pages.reader import request
from service.problems import NotFound
from service.store import weights
from service.store.clock import SWEDEN

router = APIRouter(include_in_schema=False)

NOTE_MOST: Final = 300
QUICK: Final = 1.0
"""Seconds that the page waits for the figures before it says that they are being worked out."""

FIGURES: Final[Mapping[str, str]] = {
    "ndcg@10": _("Hur högt upp de bra platserna stod (0 till 1)"),
    "hit@5": _("Platsen var bland de fem första"),
    "hit@10": _("Platsen var bland de tio första"),
}
"""Figure of `evaluation.metrics` → what it says, for people."""

NOTES: Final = {
    "missing": (
        _("Anteckningen saknas."),
        _("Skriv med några ord vad som är ändrat och varför."),
    ),
    "long": (_("Anteckningen är för lång: här ryms 300 tecken."), _("Korta texten.")),
    "identity": (_("Här står ett personnummer, och sådana får inte sparas."), _("Ta bort numret.")),
    "waiting": (
        _("Siffrorna räknas fortfarande. Utan dem vet ingen om vikterna är sämre än dagens."),
        _("Vänta tills de är klara och spara igen."),
    ),
}
_POINTS: Final = {
    "half": (_("”{value}” är inte hela eller halva poäng."), _("Skriv till exempel 20 eller 37,5.")),
    "many": (
        _("Det du har ändrat blir tillsammans {value} poäng, och det finns bara 100."),
        _("Sänk något av det."),
    ),
    "few": (
        _("Det du har ändrat blir tillsammans {value} poäng, och inget är kvar att fylla upp till 100 med."),
        _("Höj något, eller lämna en del som den är."),
    ),
}

Version = Annotated[str, Query(max_length=60)]


@router.get("/vikter/ny")
def form(desk_: TheDesk, fran: Version = "", p: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Show the points of a version in a form, or points that have been tried."""
    base, start = _start(desk_, fran, p)
    return _form(base, start, {name: _number(start[name]) for name in FACTORS})


def _start(desk_: Desk, fran: str, p: str) -> tuple[Weights, Mapping[str, float]]:
    """Give the version that is begun with, and the points: its own, or those that have been tried."""
    with desk_.service.database.read() as session:
        base = find(desk_, session, fran) if fran else desk_.in_use(session)
    return base, scale.read(p) or base.values


@router.post("/vikter/ny")
def typed(
    desk_: TheDesk, sent: Typed, fran: Version = "", p: Annotated[str, Query(max_length=100)] = ""
) -> Response:
    """Read the points, let the rest follow, and show what they would have done."""
    base, start = _start(desk_, fran, p)
    values = {name: str(sent.get(name, "")) for name in FACTORS}
    points, errors = _points(start, sent)
    if not errors:
        try:
            found = scale.rescaled(start, points)
        except scale.TooMany as many:
            errors = [_said("many", "skills", "Poäng", float(str(many)))]
        except scale.TooFew as few:
            errors = [_said("few", "skills", "Poäng", float(str(few)))]
        else:
            return go(f"/vikter/prov?fran={base.version}&p={scale.written(found)}")
    return _form(base, start, values, errors, 422)


def _points(start: Mapping[str, float], sent: FormData) -> tuple[dict[str, float], list[Wrong]]:
    """Read what was typed; a field that stands as it was is exactly what it was."""
    points, errors = {}, []
    for name in FACTORS:
        text = str(sent.get(name, "")).strip()[:40]
        label = FACTOR_LABELS[name].sv
        points[name] = start[name]
        if text == _number(start[name]):
            continue
        try:
            number = float(text.replace(",", ".").replace("−", "-"))
        except ValueError:
            errors.append(wrong("float_parsing" if text else "missing", name, label, text))
            continue
        if not number >= 0:
            errors.append(wrong("greater_than_equal", name, label, text, ge=0))
        elif number > scale.WHOLE:
            errors.append(wrong("less_than_equal", name, label, text, le=100))
        elif number / scale.STEP != int(number / scale.STEP):
            errors.append(_said("half", name, label, text))
        else:
            points[name] = number
    return points, errors


def _number(points: float) -> str:
    return f"{round(points, 4):g}".replace(".", ",")


def _said(kind: str, at: str, label: str, value: Any) -> Wrong:
    tongue = chosen(request())
    message, remedy = (NOTES | _POINTS)[kind]
    told = _number(value) if isinstance(value, float) else value
    return Wrong(
        at,
        translated(label, tongue),
        translated(message, tongue).format(value=told),
        translated(remedy, tongue),
    )


def _form(
    base: Weights,
    start: Mapping[str, float],
    values: Mapping[str, str],
    errors: list[Wrong] | None = None,
    status: int = 200,
) -> Response:
    return shown(
        "weights_new.html",
        status,
        base=base,
        start=start,
        tried="" if start is base.values else scale.written(start),
        values=values,
        errors=errors or [],
        by_field={error.at: error for error in errors or []},
        labels=FACTOR_LABELS,
        meaning=MEANING,
    )


@router.get("/vikter/prov")
def tried(desk_: TheDesk, fran: Version, p: Annotated[str, Query(max_length=100)]) -> Response:
    """Show what points would have done: on history, and for invented people."""
    return _tried(desk_, fran, p)


@router.post("/vikter/prov")
def save(
    desk_: TheDesk,
    fran: Version,
    p: Annotated[str, Query(max_length=100)],
    anteckning: Annotated[str, Form(max_length=5_000)] = "",
) -> Response:
    """Save the points as a new version, with the figures that were shown."""
    points, note = scale.read(p), anteckning.strip()
    if points is None:
        raise NotFound
    with desk_.service.database.read() as session:
        used, state = desk_.in_use(session), desk.state(session)
    told = _effect(desk_, state, used, points)
    wrong_ = (
        "missing"
        if not note
        else "long"
        if len(note) > NOTE_MOST
        else "identity"
        if find_identity_numbers(note)
        else "waiting"
        if told.stand in ("waiting", "busy")
        else None
    )
    if wrong_:
        errors = [_said(wrong_, "anteckning", _("Anteckning"), "")]
        return _tried(desk_, fran, p, 422, anteckning=anteckning, errors=errors)
    made = Weights(
        points,
        author=desk_.account.full_name,
        date=datetime.now(SWEDEN).date().isoformat(),
        note=note,
        evidence=_evidence(told),
        evaluation=_evaluation(told),
    )
    with desk_.service.database.write() as session:
        weights.ensure(session, desk_.in_use(session))
        weights.ensure(session, made)
    return go(f"/vikter/{made.version}?klart=sparad")


def _effect(desk_: Desk, state: str, used: Weights, points: Mapping[str, float]) -> Told:
    return desk_.ask("effect", state, used.to_dict(), dict(points), seconds=QUICK)


def _tried(desk_: Desk, fran: str, p: str, status: int = 200, **values: Any) -> Response:
    points = scale.read(p)
    if points is None:
        raise NotFound
    with desk_.service.database.read() as session:
        base, used, state = find(desk_, session, fran), desk_.in_use(session), desk.state(session)
    told = _effect(desk_, state, used, points)
    context = desk_.service.matching.context()
    blank = {"anteckning": "", "errors": []}
    return shown(
        "weights_tried.html",
        status,
        base=base,
        used=used,
        points=points,
        address_of_points=p,
        stand=told.stand,
        effect=told.figures,
        verdict=_verdict(told),
        figures=FIGURES,
        examples=examples(context, used, points),
        longest=max(*used.values.values(), *points.values()),
        side_by_side=charts.side_by_side,
        labels=FACTOR_LABELS,
        **(blank | values),
    )


def _verdict(told: Told) -> str | None:
    """Say whether history speaks for the points: ``better``, ``worse``, ``open`` or ``same``."""
    found = (told.figures or {}).get("comparison")
    if found is None:
        return None
    if found["low"] > 0:
        return "better"
    if found["high"] < 0:
        return "worse"
    return "same" if found["value"] == found["low"] == found["high"] == 0 else "open"


_EVIDENCE: Final = {
    "better": "Satta för hand. De ordnade senare placeringar bättre än de vikter som användes då.",
    "worse": "Satta för hand. De ordnade senare placeringar sämre än de vikter som användes då.",
    "open": "Satta för hand. Historiken kunde inte visa om de är bättre eller sämre än de som användes då.",
    "same": "Satta för hand. De ordnade senare placeringar likadant som de vikter som användes då.",
    None: "Satta för hand, och inte prövade mot historik: den är för liten.",
}
"""What a saved version says that it rests on, as it is kept."""


def _evidence(told: Told) -> str:
    text = (
        _EVIDENCE[_verdict(told)]
        if told.stand == "done"
        else "Satta för hand, och inte prövade mot historik."
    )
    return f"Påhittad (syntetisk) historik. {text}" if (told.figures or {}).get("synthetic") else text


def _evaluation(told: Told) -> dict[str, Any] | None:
    """Keep the comparison with the weights in use, so that harm is known when they are to be used."""
    found = told.figures or {}
    if "comparison" not in found:
        return None
    kept = {name: found[name] for name in ("comparison", "synthetic", "placements", "cut")}
    return {"target": "by hand", "figures": found["outcome"]} | kept
