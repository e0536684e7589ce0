"""Ways to order places, side by side on the same decisions.

base        `System`: a name and a score for each row of a table; `allowed`: only what no rule stops
plain       by chance, the nearest, the most chosen employer, the rules alone
text        by the texts alone: character n-grams, or the dense text model
challenger  boosted trees that may only rise with each factor
lineup      `line_up`: all of them, with today's and learned weights
compare     `compared`: figures with intervals, and differences to today's weights
"""

from evaluation.systems.base import System, allowed
from evaluation.systems.compare import Compared, compared
from evaluation.systems.lineup import Lineup, line_up

__all__ = ["Compared", "Lineup", "System", "allowed", "compared", "line_up"]
