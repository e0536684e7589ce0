"""All systems on one table."""

from collections.abc import Callable
from dataclasses import dataclass

from data.model import load_encoder
from evaluation.extras import MissingExtra
from evaluation.history.placements import History
from evaluation.history.table import Table
from evaluation.systems.base import System
from evaluation.systems.challenger import by_challenger
from evaluation.systems.plain import by_chance, by_distance, by_popularity, by_rules
from evaluation.systems.text import by_text
from evaluation.tuning.sample import Sample
from matcher.context import Context
from matcher.text import CharNgrams
from matcher.vocabulary import Label
from matcher.weights import Weights

Report = Callable[[str], None]

TODAY = Label("Dagens vikter", "Today's weights")
LEARNED = Label("Lärda vikter", "Learned weights")


@dataclass(frozen=True, slots=True)
class Lineup:
    """Systems, and in Swedish which ones could not be there and why."""

    systems: tuple[System, ...]
    notes: tuple[str, ...]

    def __getitem__(self, id_: str) -> System:
        return next(system for system in self.systems if system.id == id_)


def line_up(
    past: History,
    table: Table,
    context: Context,
    *,
    today: Weights,
    learned: Weights | None = None,
    learned_from: Sample | None = None,
    seed: int = 0,
    report: Report | None = None,
) -> Lineup:
    """Let every system score the same table.

    Parameters
    ----------
    past : the history that the table is of.
    context : what the matcher is told.
    today : the weights in use.
    learned : learned weights, when there are any.
    learned_from : what the challenger learns from, from before the table; without it, it is left out.
    seed : of the challenger.
    report : is told in Swedish what goes on.
    """
    tell = report or (lambda _: None)
    notes = []
    tell("Ordnar platserna på enkla sätt")
    systems = [by_chance(table), by_distance(table, context), by_popularity(table, past), by_rules(table)]
    tell("Ordnar platserna efter texterna")
    letters = CharNgrams()
    systems.append(
        by_text(table, letters, context, id_="ngrams", label=Label("Bara bokstäver", "Character n-grams"))
    )
    model = load_encoder()
    if model.hash == letters.hash:
        notes.append("Textmodellen finns inte här, så den jämförs inte. Texterna läses bokstav för bokstav.")
    else:
        label = Label("Bara textmodellen", "Dense text model")
        systems.append(by_text(table, model, context, id_="dense", label=label))
    systems.append(System("today", TODAY, table.score(today, rules=False)))
    if learned is not None:
        systems.append(System("learned", LEARNED, table.score(learned, rules=False)))
    if learned_from is not None:
        tell("Lär utmanaren")
        try:
            systems.append(by_challenger(table, learned_from, seed=seed))
        except MissingExtra as missing:
            notes.append(str(missing))
    return Lineup(tuple(systems), tuple(notes))
