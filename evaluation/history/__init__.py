"""From placements to judgements: what was chosen among what, and how it went.

outcomes     how good an outcome was: `Outcomes`, a table that a municipality can replace
placements   `history`: placements checked against people and places, as columns
days         what was open and had room each day, and what was then known of employers
table        `table`: every decision with its candidates, judged by the engine
splits       learn on one part, judge on another, and prove that nothing leaks
"""

from evaluation.history.outcomes import Outcomes, load_outcomes
from evaluation.history.placements import History, history
from evaluation.history.splits import Leak, Split, by_participant, by_time, leaks
from evaluation.history.table import Table, table

__all__ = [
    "History",
    "Leak",
    "Outcomes",
    "Split",
    "Table",
    "by_participant",
    "by_time",
    "history",
    "leaks",
    "load_outcomes",
    "table",
]
