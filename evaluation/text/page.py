"""Makes docs/reference/text-model.md: the prose of page.md, and the figures of one run (``make text``)."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any, Final

from evaluation.text.running import verdict

Figures = Mapping[str, Any]

METRICS: Final = {
    "ndcg@10": "nDCG@10",
    "map": "MAP",
    "mrr": "MRR",
    "hit@1": "hit@1",
    "hit@5": "hit@5",
    "hit@10": "hit@10",
    "recall@10": "recall@10",
}

VERDICTS: Final = {1: "better", 0: "not told apart", -1: "worse"}


def page(figures: Figures) -> str:
    """Give the page.

    Parameters
    ----------
    figures : what `running.run` gave.
    """
    template = files("evaluation.text").joinpath("page.md").read_text(encoding="utf-8")
    parts = {
        "summary": _summary(figures),
        "speed": _speed(figures),
        "tasks": (line for task in figures["tasks"] for line in _task(figures, task)),
        "bias": _bias(figures),
        "gendered": _gendered(figures),
    }
    bounds = figures["bias"]["bounds"]
    return template.format(**{name: "\n".join(lines).strip() for name, lines in parts.items()}, **bounds)


def _summary(figures: Figures) -> Iterator[str]:
    """Give the one table: every measure, every task, the first metric."""
    yield "## All in one table\n"
    yield (
        f"Model `{figures['model']['id']}`, hash `{figures['model']['hash'][:16]}`, seed {figures['seed']}.\n"
        "Each cell is the mean of the task's first metric; † marks what the blend does **not** beat by "
        "more than the interval."
    )
    yield ""
    systems = [one for one in figures["systems"] if not one["install"]]
    yield _row(["task", "metric", "n", *(one["en"] for one in systems)])
    yield _row(["---", "---", *["---:"] * (1 + len(systems))])
    for task in figures["tasks"]:
        yield _row(
            [
                f"[{task['en']}](#{task['key']})",
                METRICS[task["metrics"][0]],
                str(task["queries"]),
                *(_cell(task, one["key"]) for one in systems),
            ]
        )
    for one in figures["systems"]:
        if one["install"]:
            yield f"\n{one['en']} was not installed when this ran: {one['install']}"


def _cell(task: Figures, key: str) -> str:
    row, first = task["rows"][key], task["metrics"][0]
    mark = "†" if row["behind"] and verdict(row["behind"][first]) < 1 else ""
    return f"{row['means'][first]['value']:.3f}{mark}"


def _speed(figures: Figures) -> Iterator[str]:
    yield "## Speed and size\n"
    yield (
        "Each encoder in a process of its own, held to one core, on short texts that it has not seen;\n"
        "processor time, the median of three rounds, all in the same run."
    )
    yield ""
    yield _row(["measure", "texts a second", "times E5", "dimensions", "on disk"])
    yield _row(["---", "---:", "---:", "---:", "---:"])
    rates = {one["key"]: one["speed"]["texts_per_second"] for one in figures["systems"] if one["speed"]}
    for one in figures["systems"]:
        if one["install"]:
            continue
        rate = rates.get(one["key"])
        times = f"{rate / rates['e5']:,.0f}" if rate and "e5" in rates else "–"
        yield _row(
            [
                one["en"],
                f"{rate:,.0f}" if rate else "encodes nothing",
                times,
                str(one["dimensions"] or "–"),
                f"{one['bytes'] / 2**20:.1f} MiB" if one["bytes"] else "–",
            ]
        )
    loading = figures["loading"]
    yield (
        "\nA fresh process has the bundled model ready, Python, imports and a first text included, after\n"
        f"{loading['seconds']:.2f} s of processor time, and takes "
        f"{loading['memory'] / 2**20:.0f} MiB at most,\n"
        "Python and numpy included."
    )


def _task(figures: Figures, task: Figures) -> Iterator[str]:
    yield f"\n## `{task['key']}`\n"
    yield f"*{task['sv']} · {task['en']}*\n"
    yield f"{task['queries']:,} queries from {task['sources']:,} sources; {task['targets']:,} candidates.\n"
    first = task["metrics"][0]
    yield _row(["measure", *(METRICS[name] for name in task["metrics"]), "blend above it", "blend is"])
    yield _row(["---", *["---:"] * len(task["metrics"]), "---:", "---"])
    for one in figures["systems"]:
        if (row := task["rows"].get(one["key"])) is None:
            continue
        behind = row["behind"].get(first)
        yield _row(
            [
                one["en"],
                *(_interval(row["means"][name]) for name in task["metrics"]),
                _interval(behind) if behind else "",
                VERDICTS[verdict(behind)] if behind else "",
            ]
        )


def _bias(figures: Figures) -> Iterator[str]:
    yield _row(["measure", "words", "how many", "sentences", "largest", "mean", "leaning"])
    yield _row(["---", "---", "---:", "---:", "---:", "---:", "---:"])
    for one in figures["systems"]:
        for kind, moved in figures["bias"]["moved"].get(one["key"], {}).items():
            yield _row(
                [
                    one["en"],
                    kind,
                    str(moved["words"]),
                    str(moved["sentences"]),
                    f"{moved['most']:.3f}",
                    f"{moved['usual']:.4f}",
                    f"{moved['group']:.3f}",
                ]
            )


def _gendered(figures: Figures) -> Iterator[str]:
    for one in figures["systems"]:
        if not (pairs := figures["gendered"].get(one["key"])):
            continue
        yield f"\n### {one['en']}\n"
        yield _row(
            [
                "one",
                "other",
                "likeness",
                "mean difference",
                "largest",
                "at",
                "the one finds",
                "the other finds",
            ]
        )
        yield _row(["---", "---", "---:", "---:", "---:", "---", "---", "---"])
        for pair in pairs:
            yield _row(
                [
                    pair["one"],
                    pair["other"],
                    f"{pair['likeness']:.2f}",
                    f"{pair['mean']:.3f}",
                    f"{pair['largest']:.2f}",
                    pair["title"],
                    pair["first_one"],
                    pair["first_other"],
                ]
            )


def _interval(one: Mapping[str, float | None]) -> str:
    if one["low"] is None or one["high"] is None:
        return f"{one['value']:.3f}"
    return f"{one['value']:.3f} [{one['low']:.3f}, {one['high']:.3f}]"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
