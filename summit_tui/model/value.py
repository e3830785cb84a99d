"""Base of the immutable classes that every start loads: their common methods are written once.

`dataclass` writes and compiles `__eq__`, `__hash__` and `__repr__` anew for each class, and that is
a third of what a class costs whenever the program starts. So a class that the first picture needs
takes them from here:

    @dataclass(frozen=True, slots=True, eq=False, repr=False)
    class Day(Value):
        year: int

A class that is loaded later has no use for that, and is a plain dataclass. Python 3.13 compiles all
methods of a class at once, which is as quick: once that is the oldest version, this module can go.
"""

from typing import Any, ClassVar


class Value:
    """Something immutable that is what its fields say.

    It equals whatever is of its own class and has equal fields, as dataclasses do; all fields
    count. Every subclass is a frozen dataclass.
    """

    __slots__ = ()
    # Set by `dataclass`; `Any`: a field may have any type.
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        names = self.__dataclass_fields__
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self.__dataclass_fields__))

    def __repr__(self) -> str:
        values = (f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
        return f"{type(self).__qualname__}({', '.join(values)})"
