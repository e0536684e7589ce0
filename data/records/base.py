"""What all records share: no unknown fields, silence about what was refused, a way to the domain."""

from dataclasses import fields
from enum import IntEnum
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """One record as files and the API exchange it.

    A field that is ``None`` or left out is *not known*; an empty list is *known to be none*.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    domain: ClassVar[type[Any]]

    def to_domain(self) -> Any:
        """Give the domain object of this record."""
        return self.domain(
            **{name: _plain(value) for name, value in self.__dict__.items() if value is not None}
        )

    @classmethod
    def from_domain(cls, record: Any) -> Self:
        """Make the record of a domain object.

        Raises
        ------
        pydantic.ValidationError
            When the object holds something a record does not take, such as a text that is too long.
        """
        values = {
            name: _portable(value)
            for name in cls.model_fields
            if (value := getattr(record, name)) is not None
        }
        return cls.model_validate(values)


class Part(BaseModel):
    """One object inside a list of a record."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def _plain(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], Part):
        return [part.__dict__ for part in value]
    return value


def _portable(value: Any) -> Any:
    if isinstance(value, IntEnum):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_portable(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {part.name: getattr(value, part.name) for part in fields(value)}
    return value
