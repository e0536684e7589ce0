"""``python -m data.model.training``: make the bundled model again."""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from rich.console import Console
from threadpoolctl import threadpool_limits

from data.model import BUNDLED, grouping, knowing, lexical
from data.model.material import SHARED, Material, MaterialMissing, load
from data.model.static import StaticEncoder
from data.model.training import bundle, card, choosing, groups, known, run
from data.model.training.learning import Floats
from data.model.training.pairs import Kept, all_of_it, but_chosen_on, tasks
from data.model.training.run import dropping
from data.model.training.settings import FULL, SMOKE, Settings
from data.model.training.teacher import taught
from matcher.text import Blend, Groups, Known, similarity

_SHARES: Final = (
    (1.0, 0.0),
    (0.85, 0.1),
    (0.87, 0.1),
    (0.9, 0.0),
    (0.9, 0.05),
    (0.9, 0.1),
    (0.9, 0.2),
    (0.93, 0.2),
)
"""Of the model beside letters, and of groups in all, tried when choosing."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and write the model's folder, its card and its figures."""
    options = _parser().parse_args(arguments)
    console = Console(stderr=True, highlight=False)
    # One thread: the same sums in the same order, and none waits for another.
    with threadpool_limits(1):
        return _made(options, console)


def _made(options: argparse.Namespace, console: Console) -> int:
    began = time.monotonic()
    try:
        material = Material() if options.smoke else load(options.material)
    except MaterialMissing as error:
        console.print(str(error))
        return 2

    def teach(texts: Sequence[str]) -> Floats:
        return taught(texts, options.cache, lambda done, of: console.print(f"{done:>15} av {of} texter"))

    settings = replace(SMOKE if options.smoke else FULL, seed=options.seed)
    keep = but_chosen_on if options.choose else all_of_it
    if options.groups:
        return _groups_again(options.out, material, settings, console)
    trained = run.train(
        material, settings, teach=None if options.smoke else teach, keep=keep, say=console.print
    )
    with TemporaryDirectory() as aside:
        out = Path(aside) if options.choose else options.out
        bundle.write(out, trained.parts, trained.tokenizer)
        bundle.seal(out, *_on_top(out, material, settings, keep), settings)
        if options.choose:
            console.print_json(json.dumps(_chosen(out, material)))
            return 0
    card.write(options.out, trained, settings, material, seconds=time.monotonic() - began)
    console.print(f"Modellen ligger i {options.out}")
    return 0


def _on_top(
    folder: Path, material: Material, settings: Settings, keep: Kept
) -> tuple[Groups | None, Known | None]:
    """Learn the groups, and what is known of titles, on top of a model; nothing without a taxonomy."""
    if not material.groups:
        return None, None
    parts, tokenizer = bundle.read(folder)
    found, encode = tasks(material, settings, keep), dropping(parts, tokenizer)

    def whole(texts: Sequence[str]) -> Floats:
        return encode(texts, 0.0, np.random.default_rng(settings.seed))

    return (
        groups.learn(material, found, encode, keep=keep, seed=settings.seed),
        known.learn(material, found, whole),
    )


def _groups_again(folder: Path, material: Material, settings: Settings, console: Console) -> int:
    """Learn the groups and titles again for the model that is in the folder, and nothing else."""
    bundle.seal(folder, *_on_top(folder, material, settings, all_of_it), settings)
    card.again(folder, settings)
    console.print(f"Yrkesgrupper och titlar ligger i {folder}")
    return 0


def _chosen(folder: Path, material: Material) -> dict[str, dict[str, float]]:
    """Measure blends of the model in a folder on what was kept apart."""
    asked, model, learnt = choosing.questions(material), StaticEncoder(folder), grouping.read(folder)
    found = knowing.read(folder)
    return {
        f"{share:g} {grouped:g}": choosing.answered(
            asked, partial(similarity, Blend(model, lexical(), share, learnt, grouped, found))
        )
        for share, grouped in _SHARES
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data.model.training", description="Träna den inbyggda textmodellen på nytt."
    )
    parser.add_argument("--material", type=Path, default=SHARED, help="mapp med taxonomins filer")
    parser.add_argument("--out", type=Path, default=BUNDLED, help="mapp som modellen skrivs till")
    parser.add_argument(
        "--cache", type=Path, default=Path(".cache") / "teacher", help="mapp där lärarens svar sparas"
    )
    parser.add_argument("--seed", type=int, default=FULL.seed, help="frö för allt som slumpas")
    parser.add_argument("--smoke", action="store_true", help="en liten modell utan taxonomi och lärare")
    parser.add_argument(
        "--groups",
        action="store_true",
        help="lär om bara yrkesgrupper och titlar, ovanpå modellen i --out",
    )
    parser.add_argument(
        "--choose", action="store_true", help="håll undan en tiondel av träningens material och mät på den"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
