"""Syntetisk kommun Exempelby: a seeded, invented municipality for demos, tests, benchmarks and evaluation.

town          `municipality`, `Municipality` and `write`: the whole, put together
draws         random draws that are the same on every platform
themes        themes of work and occupations, read from ``texts/*.json``
towns         where people and employers are
people        hidden profiles of people → `participants`: their records
employers     the municipality's own units and firms
places        hidden profiles of places → `slots`: their records
hidden        which fields of a record nobody has asked about
wording       how people and employers put things
track         an employer's earlier outcomes on a given day
truth         traits, outcome model and policy that no matcher may see
history       three years of placements
marks         `invented`: how what was made here is known again

The model is documented in docs/reference/synthetic.md.
"""

from data.synthetic.marks import invented
from data.synthetic.town import TODAY, Municipality, municipality, write
from data.synthetic.truth import Decision, Traits

__all__ = ["TODAY", "Decision", "Municipality", "Traits", "invented", "municipality", "write"]
