"""One table for each rule, in the order of the catalogue."""

from tests.spec.rules import (
    age,
    capacity,
    certificate,
    commute,
    conditions,
    dates,
    excluded,
    hours,
    language,
    licence,
    opening,
    schedule,
    support,
)

TABLES = {
    "open": opening.ROWS,
    "capacity": capacity.ROWS,
    "dates": dates.ROWS,
    "hours": hours.ROWS,
    "schedule": schedule.ROWS,
    "commute": commute.ROWS,
    "licence": licence.ROWS,
    "certificate": certificate.ROWS,
    "language": language.ROWS,
    "conditions": conditions.ROWS,
    "support": support.ROWS,
    "age": age.ROWS,
    "excluded": excluded.ROWS,
}
