"""Public facts written down by hand: what the matcher, the loaders and the pages look things up in.

=========================  ===================================================================
`data.reference.tables`    the bundled tables, each read once: occupations, certificates,
                           municipalities, conditions, supports, levels, licences, languages, reasons
`data.reference.own`       tables that a municipality may put in place of ours: ``load_sfi``,
                           ``load_travel_minutes``
`data.reference.world`     ``context``: the matcher's context with all of this in it
``*.json``, ``*.csv``      the tables themselves; ``SOURCES.md`` says where each comes from
=========================  ===================================================================
"""

from data.reference.own import load_sfi, load_travel_minutes
from data.reference.tables import (
    Explained,
    PlacementReason,
    ReferenceCertificate,
    ReferenceLicence,
    ReferenceMilestone,
    ReferenceMunicipality,
    ReferenceOccupation,
    Regulated,
    certificate_short,
    certificate_synonyms,
    certificate_wordings,
    certificates,
    conditions,
    language_codes,
    languages,
    levels,
    licences,
    milestones,
    municipalities,
    occupations,
    placement_reasons,
    regulated,
    seats,
    sfi_levels,
    support_advice,
    supports,
)
from data.reference.world import context

__all__ = [
    "Explained",
    "PlacementReason",
    "ReferenceCertificate",
    "ReferenceLicence",
    "ReferenceMilestone",
    "ReferenceMunicipality",
    "ReferenceOccupation",
    "Regulated",
    "certificate_short",
    "certificate_synonyms",
    "certificate_wordings",
    "certificates",
    "conditions",
    "context",
    "language_codes",
    "languages",
    "levels",
    "licences",
    "load_sfi",
    "load_travel_minutes",
    "milestones",
    "municipalities",
    "occupations",
    "placement_reasons",
    "regulated",
    "seats",
    "sfi_levels",
    "support_advice",
    "supports",
]
