"""``python -m data.model.training``: make the bundled model again."""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from rich.console import Console
from threadpoolctl import threadpool_limits

from data.model import BUNDLED, lexical
from data.model.material import SHARED, Material, MaterialMissing, load
from data.model.training import bundle, card, choosing, run
from data.model.training.learning import Floats
from data.model.training.pairs import all_of_it, but_chosen_on
from data.model.training.settings import FULL, SMOKE
from data.model.training.teacher import taught

_SHARES: Final = (1.0, 0.8, 0.7, 0.6, 0.0)
"""Of the model in the blend, tried when choosing."""


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
    trained = run.train(
        material,
        settings,
        teach=None if options.smoke else teach,
        keep=but_chosen_on if options.choose else all_of_it,
        say=console.print,
    )
    if options.choose:
        asked = choosing.questions(material)
        found = {share: choosing.answered(asked, trained.encode, lexical(), share) for share in _SHARES}
        console.print_json(json.dumps(found))
        return 0
    bundle.write(options.out, trained.parts, trained.tokenizer, settings.dense)
    card.write(options.out, trained, settings, material, seconds=time.monotonic() - began)
    console.print(f"Modellen ligger i {options.out}")
    return 0


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
        "--choose", action="store_true", help="håll undan en tiondel av träningens material och mät på den"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
