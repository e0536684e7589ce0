"""What another order of the places would have led to, from what coaches chose and how that went.

History only tells how the chosen places went. A policy that would often have chosen others is judged by
the decisions where it agrees with the coach, each weighted by one over the chance that the coach chose so.

policy       what would be chosen: one of the first k places by a score
propensity   the chance of what was chosen: logged, or estimated by a conditional logit
value        `value`: plain mean, IPS, SNIPS and doubly robust, with intervals, effective size and warnings
"""

from evaluation.offpolicy.policy import one_of_first
from evaluation.offpolicy.propensity import Propensities, estimated, logged
from evaluation.offpolicy.value import Value, value

__all__ = ["Propensities", "Value", "estimated", "logged", "one_of_first", "value"]
