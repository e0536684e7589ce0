"""Reads the fields of an advertisement that are plain facts: what, who, where, when and how much."""

import re
from typing import Final

from data.ads import terms
from data.ads.building import Draft
from data.ads.model import Origin
from data.ads.reading import Field
from data.ads.titles import clean_title, employer_slug

_CODE: Final = re.compile(r"[0-9]{4}")
_MEND_DATE: Final = "Rätta det ena datumet, eller ta bort det."
_POSTCODE: Final = re.compile(r"[0-9]{3} ?[0-9]{2}")


def read_place(ad: Field, headline: str, draft: Draft) -> None:
    """Set title, occupation, municipality, postcode and point."""
    address = "workplace_address."
    names = [name for part in ("municipality", "city", "region") if (name := ad.line(address + part))]
    title = clean_title(headline, names)
    note = None if title == headline else "Rubriken städad från utrop, ort och villkor."
    draft.put("title", title, Origin("headline", quote=headline[:120], note=note))
    for path, field, code in (
        ("occupation_group.legacy_ams_taxonomy_id", "occupation", _CODE),
        (address + "municipality_code", "municipality", _CODE),
        (address + "postcode", "postcode", _POSTCODE),
    ):
        value = ad.line(path)
        if value is None:
            continue
        if code.fullmatch(value.strip()):
            draft.put(field, value.strip(), Origin(path))
        else:
            ad.wrong(path, value, "Koden är inte siffror av rätt antal.", "Rätta koden, eller ta bort den.")
    _point(ad, address + "coordinates", draft)


def _point(ad: Field, path: str, draft: Draft) -> None:
    """Read a point; the file has it as [longitude, latitude]."""
    point = ad.items(path)
    if not point or all(value is None for value in point):
        return
    if len(point) != 2 or any(isinstance(v, bool) or not isinstance(v, int | float) for v in point):
        ad.wrong(
            path,
            str(point),
            "Koordinaterna är inte två tal.",
            "Skriv [longitud, latitud], eller ta bort dem.",
        )
        return
    lon, lat = point
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        ad.wrong(
            path,
            str(point),
            "Koordinaterna ligger utanför jorden.",
            "Skriv [longitud, latitud], eller ta bort dem.",
        )
        return
    draft.put("lat", float(lat), Origin(f"{path}[1]"))
    draft.put("lon", float(lon), Origin(f"{path}[0]"))


def read_employer(ad: Field, draft: Draft) -> None:
    """Set the employer's name and id."""
    name = ad.line("employer.name") or ad.line("employer.workplace")
    if name is None:
        draft.warn(
            "missing", "employer_name", "Annonsen säger inte vem arbetsgivaren är.", "Fyll i arbetsgivaren."
        )
        return
    path = "employer.name" if ad.line("employer.name") else "employer.workplace"
    number = ad.organisation_number("employer.organization_number")
    made = number or employer_slug(name)
    draft.put("employer_name", name.strip(), Origin(path))
    draft.put(
        "employer_id",
        made,
        Origin(
            "employer.organization_number" if number else path,
            note=None if number else "Annonsen har inget organisationsnummer; id är gjort av namnet.",
        ),
    )


def read_times(ad: Field, text: str, draft: Draft) -> None:
    """Set hours, days, first and last day, how long the place is open, and how many there are."""
    _hours(ad, text, draft)
    if (found := terms.week(text)) is not None:
        days, times = found
        draft.put("days", days.value, draft.quote(days.start, days.end))
        if times is not None:
            draft.put("start_time", times.value[0], draft.quote(times.start, times.end))
            draft.put("end_time", times.value[1], draft.quote(times.start, times.end))
    _period(ad.text("description.conditions") or "", text, draft)
    opens, closes = ad.day("publication_date"), ad.day("application_deadline")
    if opens is not None and closes is not None and closes < opens:
        ad.wrong(
            "application_deadline", str(closes), "Sista ansökningsdag är före publiceringen.", _MEND_DATE
        )
    draft.put("open_from", opens, Origin("publication_date"))
    draft.put("open_until", closes, Origin("application_deadline"))
    draft.put("capacity", ad.count("number_of_vacancies"), Origin("number_of_vacancies"))
    if ad.flag("removed"):
        draft.put("paused", True, Origin("removed"))
        draft.warn(
            "missing",
            "paused",
            "Annonsen är borttagen från Platsbanken.",
            "Ta bort platsen om den inte längre finns.",
        )


def _period(conditions: str, text: str, draft: Draft) -> None:
    """Set the first and the last day, from the text or else from the terms beside it."""
    found = {}
    for field, find in (("start", terms.first_day), ("end", terms.last_day)):
        if (stated := find(text)) is not None:
            found[field] = (stated.value, draft.quote(stated.start, stated.end))
        elif (stated := find(conditions)) is not None:
            words = conditions[stated.start : stated.end]
            found[field] = (stated.value, Origin("description.conditions", stated.start, stated.end, words))
    if len(found) == len(("start", "end")) and found["end"][0] < found["start"][0]:
        draft.warn(
            "contradiction",
            "end",
            "Annonsen säger att arbetet slutar innan det börjar. Ingetdera lästes in.",
            "Fråga arbetsgivaren när arbetet börjar och slutar.",
            found["end"][1].quote,
        )
        return
    for field, (day, origin) in found.items():
        draft.put(field, day, origin)


def _hours(ad: Field, text: str, draft: Draft) -> None:
    low = ad.number("scope_of_work.min", 0, 100)
    high = ad.number("scope_of_work.max", 0, 100)
    if low is not None and high is not None and high < low:
        ad.wrong("scope_of_work.max", high, "Högsta omfattning är lägre än lägsta.", "Rätta omfattningen.")
        return
    stated = terms.hours(text)
    vague = not low and (high is None or high == 100)
    if stated is not None and vague:
        least, most = stated.value
        origin = draft.quote(stated.start, stated.end, note="Procent av 40 timmar i veckan.")
        draft.put("hours_min", least, origin)
        draft.put("hours_max", most, origin)
        return
    full_time = ad.line("working_hours_type.label") == "Heltid"
    if low is None and high is None and full_time:
        draft.put("hours_min", terms.FULL_TIME, Origin("working_hours_type.label", quote="Heltid"))
        draft.put("hours_max", terms.FULL_TIME, Origin("working_hours_type.label", quote="Heltid"))
    note = "Procent av 40 timmar i veckan."
    if low is not None:
        draft.put("hours_min", low / 100 * terms.FULL_TIME, Origin("scope_of_work.min", note=note))
    if high is not None:
        draft.put("hours_max", high / 100 * terms.FULL_TIME, Origin("scope_of_work.max", note=note))
    if stated is not None and not vague and low is not None and high is not None:
        share = (low / 100 * terms.FULL_TIME, high / 100 * terms.FULL_TIME)
        if stated.value[1] < share[0] or stated.value[0] < share[0]:
            draft.warn(
                "contradiction",
                "hours_min",
                "Annonsens fält och text anger olika arbetstid. Fältet fick gälla.",
                "Fråga arbetsgivaren hur många timmar i veckan det gäller.",
                text[stated.start : stated.end],
            )
