"""Write `rules.md` and `factors.md` of docs/reference: ``python -m tests.spec.reference``."""

import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from matcher import Weights
from matcher.factors import FACTORS
from matcher.licences import CLASSES
from matcher.likeness import ALIKE, NEAR, SHOWN
from matcher.rules import RULES
from tests.spec import factors, rules
from tests.spec.tables import Row

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
MADE = "<!-- Made by `python -m tests.spec.reference` from the spec tables. Do not edit by hand. -->"
WIDTH = 120
MOST_ROWS = 24
"""Longer tables (every licence class against every other) show their passes as one list instead."""


def pages() -> dict[Path, str]:
    """Give the text of every page by its path."""
    return {FOLDER / "rules.md": _page(_rules()), FOLDER / "factors.md": _page(_factors())}


def _page(parts: Iterator[str]) -> str:
    """Join the parts; paragraphs are wrapped, rows of tables are not."""
    lines = [line for part in parts for line in part.split("\n")]
    return "\n".join(line if line.startswith("|") else textwrap.fill(line, WIDTH) for line in lines) + "\n"


def _rules() -> Iterator[str]:
    yield from ("# Rules", "", MADE, "")
    yield (
        "Each rule compares one requirement of a place with what is known of a participant, and says "
        "**pass**, **fail** or **unknown**. A fail carries the smallest change that would turn it, and by "
        "whom. Unknown never removes a place; it becomes a question. Each row below is a test that runs on "
        "every engine; fields that a row does not name are not known."
    )
    for rule in RULES:
        yield from ("", f"## `{rule.id}`", "", f"*{rule.label.sv} · {rule.label.en}*", "")
        yield from (_docstring(sys.modules[rule.judge.__module__]), "", f"Källa: {rule.source}.", "")
        rows = rules.TABLES[rule.id]
        if len(rows) > MOST_ROWS:
            yield from _classes(rows)
            rows = [row for row in rows if row.says.split()[0] not in CLASSES or "tillsammans" in row.says]
        yield from ("| Fall | Deltagaren | Platsen | Utfall | Ändring eller fråga |", "|---|---|---|---|---|")
        yield from (_rule_row(row) for row in rows)


def _classes(rows: list[Row]) -> Iterator[str]:
    """Write which class gives which, from the rows that pass."""
    gives: dict[str, list[str]] = {}
    for row in rows:
        held, _, given = row.says.partition(" ger ")
        if row.verdict == "pass" and held in CLASSES:
            gives.setdefault(held, []).append(given)
    yield from ("| Klass | Ger | Ger inte |", "|---|---|---|")
    for held, given in gives.items():
        lacking = [name for name in gives if name not in given]
        yield f"| {held} | {', '.join(given)} | {', '.join(lacking)} |"
    yield ""


def _rule_row(row: Row) -> str:
    after = row.remedy or ", ".join(f"`{ask}`" for ask in row.asks)
    own = _fields(row.context)
    says = f"{row.says} ({own})" if own else row.says
    return f"| {says} | {_fields(row.participant)} | {_fields(row.slot)} | {row.verdict} | {after} |"


def _factors() -> Iterator[str]:
    yield from ("# Factors", "", MADE, "")
    yield (
        "Each factor gives a value from 0 to 1; its points are the value times its weight, and the score is "
        "the sum of the points. The weights below are those that the service starts with "
        f"(`{Weights.standard().version}`). Likeness of texts counts as a shown skill from {SHOWN}, fully "
        "from 2/3, and as "
        f"near to past work or goals from {NEAR}, fully from {ALIKE}. Each row is a test that runs on every "
        "engine; fields that a row does not name are not known."
    )
    for factor in FACTORS:
        weight = Weights.standard().values[factor.id]
        yield from (
            "",
            f"## `{factor.id}`",
            "",
            f"*{factor.label.sv} · {factor.label.en}* — {weight:g} poäng",
            "",
        )
        yield from (_docstring(sys.modules[factor.measure.__module__]), "")
        yield from ("| Fall | Deltagaren | Platsen | Värde | Uträkning |", "|---|---|---|---|---|")
        for row in factors.TABLES[factor.id]:
            yield (
                f"| {row.says} | {_fields(row.participant)} | {_fields(row.slot)} "
                f"| {row.value:.3f} | {row.by_hand} |"
            )


def _docstring(module: ModuleType) -> str:
    text = (module.__doc__ or "").partition(": ")[2].strip().replace("\n", " ").replace("  ", "\n\n")
    return text[0].upper() + text[1:]


def _fields(fields: Mapping[str, Any]) -> str:
    return "; ".join(f"{name} {_value(value)}" for name, value in fields.items())


def _value(value: Any) -> str:
    match value:
        case bool() | None:
            return {True: "ja", False: "nej", None: "inte känd"}[value]
        case []:
            return "inga"
        case list():
            return ", ".join(map(_value, value))
        case dict():
            return " ".join(f"{_value(k)} {_value(v)}".replace("title ", "") for k, v in value.items())
        case str() | int() | float():
            return str(value)
        case _:
            return "egen tabell"


def main() -> None:
    """Write the pages."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
