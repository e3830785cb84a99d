"""The immutable classes that every start loads: their methods are written once, for all of them.

`dataclass` writes and compiles the methods of each class anew, and that is nine tenths of what a
class costs whenever the program starts. So a class that the first picture needs has the decorator
and the base of this module:

    @immutable()
    class Day(Value):
        year: int

It is a dataclass all the same, for `fields`, `replace`, pydantic and type checkers. A class that is
loaded later has no use for that, and is a frozen dataclass of Python's. Python 3.13 compiles all
methods of a class at once, which is nearly as quick: once that is the oldest version, this module
can go.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field
from itertools import islice
from typing import Any, ClassVar, NoReturn, TypeVar, dataclass_transform

_Class = TypeVar("_Class")
_set = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(
    *, slots: bool = True, kw_only: bool = False
) -> Callable[[type[_Class]], type[_Class]]:
    """Make a dataclass of a subclass of `Value`; `slots` and `kw_only` are those of `dataclass`."""
    return dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)


class Value:
    """Something immutable that is what its fields say.

    It equals whatever is of its own class and has equal fields, as dataclasses do; a field with
    `compare=False` does not count.
    """

    __slots__ = ()
    # Set by `dataclass`; `Any`: a field may have any type.
    __dataclass_fields__: ClassVar[dict[str, Any]]
    __match_args__: ClassVar[tuple[str, ...]]

    def __init__(self, *values: Any, **named: Any) -> None:
        """Take the values of the fields; raises `TypeError` where one is missing or unknown."""
        for name, value in zip(self.__match_args__, values, strict=False):
            _set(self, name, value)
        for name, column in islice(self.__dataclass_fields__.items(), len(values), None):
            if name in named:
                _set(self, name, named.pop(name))
            elif column.default is not MISSING:
                _set(self, name, column.default)
            elif column.default_factory is not MISSING:
                _set(self, name, column.default_factory())
            else:
                raise TypeError(f"{type(self).__name__} needs {name}")
        if named or len(values) > len(self.__match_args__):
            raise TypeError(f"{type(self).__name__} has no such field: {[*named] or values[-1]}")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> list[Any]:
        return [getattr(self, name) for name in self.__dataclass_fields__]

    def __setstate__(self, state: list[Any]) -> None:
        for name, value in zip(self.__dataclass_fields__, state, strict=True):
            _set(self, name, value)

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        columns = self.__dataclass_fields__.items()
        return all(
            getattr(self, name) == getattr(other, name)
            for name, column in columns
            if column.compare
        )

    def __hash__(self) -> int:
        columns = self.__dataclass_fields__.items()
        return hash(tuple(getattr(self, name) for name, column in columns if column.compare))

    def __repr__(self) -> str:
        values = (f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
        return f"{type(self).__qualname__}({', '.join(values)})"
