"""The base of every value that travels between steps."""

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict

_put = object.__setattr__


class Value(BaseModel):
    """Frozen, compared by content, and closed: an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    _fields: ClassVar[set[str]]

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        cls._fields = set(cls.model_fields)

    @classmethod
    def known(cls, **fields: Any) -> Self:
        """The value of all these fields, which our own code has made right: nothing is checked.

        For what is made by the hundred thousand; pydantic's own `model_construct` takes
        longer than checking does. Its three attributes beside the fields are those of
        https://docs.pydantic.dev/latest/api/base_model/
        """
        value = object.__new__(cls)
        _put(value, "__dict__", fields)
        _put(value, "__pydantic_fields_set__", cls._fields)
        _put(value, "__pydantic_extra__", None)
        _put(value, "__pydantic_private__", None)
        return value
