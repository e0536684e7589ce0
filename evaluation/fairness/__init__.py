"""Whether groups of people fare differently on the way from open place to job, and what makes it so.

Groups come from a file of their own, which the matcher never sees.

groups    `load_groups`, `read_groups`: the separate file
steps     the six steps from open place to job, a participant at a time, and what each share is made of
compare   differences and ratios with intervals, and tests that are corrected for how many there are
naming    which rule, factor or party a difference comes from
blind     `exchanged`: the same records under the ids of another group give the same figures
audit     `audit`: all of it, with small numbers hidden
"""

from evaluation.fairness.audit import Audit, audit
from evaluation.fairness.groups import Groups, load_groups, read_groups

__all__ = ["Audit", "Groups", "audit", "load_groups", "read_groups"]
