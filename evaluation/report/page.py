"""The document of a report as one HTML file that needs no script, no network and no other file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from evaluation.extras import missing
from evaluation.report import charts, words
from evaluation.report.gaps import gap
from evaluation.report.summary import HEADINGS
from matcher.factors import FACTORS

TEMPLATES: Final = Path(__file__).parent / "templates"


def page(document: Mapping[str, Any]) -> str:
    """Give the page.

    Parameters
    ----------
    document : from `evaluation.report.evaluate`, or read from its JSON.

    Raises
    ------
    MissingExtra
        When Jinja is not installed.
    """
    try:
        import jinja2  # noqa: PLC0415 - an extra, asked for at the point of use
    except ImportError:
        missing("Rapporten", "Jinja")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    labels = {factor.id: factor.label.sv for factor in FACTORS}
    return environment.get_template("report.html").render(
        d=document,
        w=words,
        labels=labels,
        headings=HEADINGS,
        gap=gap,
        style=(TEMPLATES / "report.css").read_text(encoding="utf-8"),
        charts=_charts(document, labels),
    )


def _charts(document: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, str]:
    """Draw every picture that there are figures for, by name."""
    found = {}
    for judgement, title in (("outcome", "efter hur det gick"), ("choice", "efter coachens val")):
        rows = document["systems"][judgement]["rows"]
        if rows:
            figures = [(row["label"], row["figures"]["ndcg@10"]) for row in rows]
            found[judgement] = charts.forest(
                f"c-{judgement}",
                f"nDCG@10 {title}",
                figures,
                zero="",
                shown=lambda one: words.between(one, 2),
                mark="Dagens vikter",
            )
    if document["learned"].get("reasons"):
        found["weights"] = charts.weights(
            "c-weights", "Dagens och lärda vikter", document["learned"]["reasons"], labels
        )
    if not document["chances"]["refused"]:
        found["chances"] = charts.reliability(
            "c-chances", "Sagd chans mot vad som hände", document["chances"]["bins"]
        )
    counts = document["funnel"]["counts"]
    if all(isinstance(row["count"], int) for row in counts) and counts[0]["count"]:
        found["funnel"] = charts.bars(
            "c-funnel",
            "Från beslut till jobb",
            [(row["label"], row["count"], words.whole(row["count"])) for row in counts],
            most=counts[0]["count"],
        )
    for i, one in enumerate((document["fairness"] or {}).get("variables", ())):
        rows = [
            row
            for row in one["comparisons"]
            if not row["is_rule"] and row["shown"] and row["difference"]["value"] is not None
        ]
        if rows:
            found[f"gap-{i}"] = charts.forest(
                f"c-gap-{i}",
                f"Skillnader mot övriga, {one['variable']}",
                [(f"{row['group']}: {row['short']}", row["difference"]) for row in rows],
                zero="ingen skillnad",
                shown=lambda one: words.signed(100 * one["value"]),
            )
    if document["sensitivity"]["matters"]:
        found["matters"] = charts.bars(
            "c-matters",
            "Andel som hade fått en annan plats först utan faktorn",
            [
                (labels[name], share or 0.0, words.percent(share))
                for name, share in document["sensitivity"]["matters"].items()
            ],
            most=1.0,
        )
    if document["case"]:
        found["case"] = charts.waterfall(
            "c-case",
            "Hur poängen läggs ihop i ett förslag",
            document["case"]["base"],
            [(c["label"], c["points"]) for c in document["case"]["contributions"]],
        )
    return found
