"""Records: one schema for files and for the API.

- `participants`: `ParticipantRecord` with its parts `SkillPart` and `ExperiencePart`
- `slots`: `SlotRecord`
- `placements`: `PlacementRecord`
- `base`: what they share
- `values`: the kinds of value, their bounds and their JSON schema

Every record has `to_domain()` and `from_domain(record)`.
"""

from data.records.base import Record
from data.records.participants import ExperiencePart, ParticipantRecord, SkillPart
from data.records.placements import PlacementRecord
from data.records.slots import SlotRecord

__all__ = ["ExperiencePart", "ParticipantRecord", "PlacementRecord", "Record", "SkillPart", "SlotRecord"]
