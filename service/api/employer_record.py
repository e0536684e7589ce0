"""The record of an employer. The other kinds of record stand in `data.records`."""

from pydantic import Field

from data.records import values as v
from data.records.base import Part


class EmployerRecord(Part):
    """An employer (arbetsgivare). Holds no contact person: employers here are organisations."""

    id: v.Id = Field(description="Arbetsgivarens id. Platser pekar på det.")
    name: v.Line | None = Field(None, description="Arbetsgivarens namn. Visas för coachen.")
